package org.sunwindow.privacy.numbers;

import java.util.List;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Finds the last digits of an identity number by their label, as in 身份证后六位030019, or by the heading of their column.
 */
public final class IdentityTails {

    private static final Terms TAILS = Terms.of(
            "尾号", "尾数", "后四位", "后六位", "后八位", "后4位", "后6位", "后8位", "末四位", "末六位", "末4位", "末6位", "最后四位", "最后六位", "后几位",
            "后位");

    private static final Terms BEGINS = Terms.of("尾", "后", "末", "最");

    private static final String GAPS = " :为是(=-";
    private static final int MAX_GAP = 3;
    private static final int LABEL = 10;
    private static final int MIN = 4;
    private static final int MAX = 8;

    private IdentityTails() {}

    public static void find(ReaderText text, Table table, List<Finding> found) {
        for (int i = 0; i < text.length(); i++) {
            if (!BEGINS.begins(text.at(i))) {
                continue;
            }
            int label = TAILS.at(text, i);
            if (label > 0 && NumberContext.isIdentity(text.slice(i - LABEL, i))) {
                add(text, i + label, found);
            }
        }
        List<String> headings = table.headings();
        if (headings.stream().noneMatch(IdentityTails::isTail)) {
            return;
        }
        for (Table.Cell cell : table.cells()) {
            if (isTail(headings.get(cell.column()))) {
                add(text, cell.start(), found);
            }
        }
    }

    private static boolean isTail(String heading) {
        return TAILS.in(heading) && NumberContext.isIdentity(heading);
    }

    /** Adds the digits at a position, if there are as many as in the part of a number. */
    private static void add(ReaderText text, int position, List<Finding> found) {
        int start = position;
        while (start < position + MAX_GAP && text.at(start) != 0 && GAPS.indexOf(text.at(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end <= start + MAX && text.isDigit(end)) {
            end++;
        }
        end += end > start && (text.at(end) == 'X' || text.at(end) == 'x') ? 1 : 0;
        if (end - start >= MIN && end - start <= MAX) {
            found.add(Finding.of(text, PersonalKind.IDENTITY, start, end, text.slice(start, end)));
        }
    }
}
