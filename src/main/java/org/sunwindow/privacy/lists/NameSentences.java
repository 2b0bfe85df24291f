package org.sunwindow.privacy.lists;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Roles;
import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.names.NameContext;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Finds unmasked names in sentences: beside a word for a private person, such as 申请人 or 的女儿, before a word for a
 * couple, in consecutive clauses, and several in a sentence about private affairs. Other single names are not reported,
 * because they may be those of officials.
 */
final class NameSentences {

    /** Characters at the start of a clause in which its name begins and ends. */
    private static final int CLAUSE = 12;

    /** Characters of a count of persons. */
    private static final int MAX_COUNT = 5;

    private static final int MIN_WEIGHT = 3;

    private static final Terms COUPLES = Names.LEXICON.terms("couples");
    private static final Terms PERSONAL = Names.LEXICON.terms("lists of persons");
    private static final Terms AFFAIRS = Names.LEXICON.terms("affairs");
    private static final Terms OFFICIALS = Terms.of("职务", "职称", "工号", "分工", "科室", "职责");

    private NameSentences() {}

    static void find(ReaderText text, List<Finding> found) {
        inSentences(text, found);
        couples(text, found);
        inClauses(text, found);
    }

    /**
     * Finds names beside a word for a private person, and two or more names anywhere in a sentence about persons whom
     * the bureau helps or who apply to it. Both need all names of the text, so they share one pass.
     */
    private static void inSentences(ReaderText text, List<Finding> found) {
        var names = new ArrayList<int[]>();
        int start = 0;
        int last = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (isEndOfSentence(text.at(i))) {
                if (names.size() >= 2) {
                    sentence(text, start, i, names, found);
                }
                names.clear();
                start = i + 1;
                continue;
            }
            int length = NameContext.at(text, i, text.length());
            if (length == 0) {
                continue;
            }
            // a name between separators belongs to a list, which NameLists judges
            boolean embedded = Names.isChinese(text.at(i - 1)) || Names.isChinese(text.at(i + length));
            if (embedded && i >= last) {
                names.add(new int[] {i, i + length});
                last = i + length;
            }
            if ((NameContext.isBesidePerson(text, i, i + length) || isGroup(text, i + length))
                    && isPrivate(text, i, i + length)) {
                found.add(Finding.of(text, PersonalKind.NAME, i, i + length));
                i += length - 1;
            }
        }
    }

    /** Whether a count of persons follows a name, as in 王建国等3人. */
    private static boolean isGroup(ReaderText text, int end) {
        int at = end + 1;
        while (text.at(end) == '等' && at < end + MAX_COUNT && text.numeral(at) >= 0) {
            at++;
        }
        return at > end + 1 && "人户名位".indexOf(text.at(at)) >= 0;
    }

    private static void sentence(ReaderText text, int start, int end, List<int[]> names, List<Finding> found) {
        if (!AFFAIRS.within(text, start, end) && !PERSONAL.within(text, start, end)) {
            return;
        }
        names.removeIf(name -> !isPrivate(text, name[0], name[1]));
        int weight = names.stream().mapToInt(name -> name[1] - name[0] - 1).sum();
        if (names.size() >= 2 && weight >= MIN_WEIGHT) {
            names.forEach(name -> found.add(Finding.of(text, PersonalKind.NAME, name[0], name[1])));
        }
    }

    private static boolean isEndOfSentence(char c) {
        return c == '。' || c == '\n' || c == '!' || c == '?' || c == 0;
    }

    /** Finds two joined names followed by a word for their relationship, such as 张某与王某系夫妻. */
    private static void couples(ReaderText text, List<Finding> found) {
        for (int i = 0; i < text.length(); i++) {
            int first = NameContext.at(text, i, text.length());
            int joint = i + first;
            if (first == 0 || !NamePieces.isConjunction(text.at(joint)) && text.at(joint) != '、') {
                continue;
            }
            int start = joint + 1;
            int second = Names.at(text, start, text.length());
            for (int length = second; length >= 2; length--) {
                int end = start + length;
                if (Names.at(text, start, end) == length && COUPLES.at(text, end) > 0 && isPrivate(text, i, end)) {
                    found.add(Finding.of(text, PersonalKind.NAME, i, joint));
                    found.add(Finding.of(text, PersonalKind.NAME, start, end));
                    break;
                }
            }
        }
    }

    private static void inClauses(ReaderText text, List<Finding> found) {
        int[] last = null;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = text.at(i);
            boolean joint = c == ',' || c == ';' || c == '、';
            if (!joint && !isEnd(c)) {
                continue;
            }
            int[] name = NameContext.in(text, start, Math.min(i, start + CLAUSE));
            // a clause that is only a name belongs to a list, which NameLists judges: it may be one of brands or places
            if (name != null && name[0] == start && name[1] == i) {
                name = null;
            }
            if (name != null
                    && last != null
                    && name[1] - name[0] + last[1] - last[0] > MIN_WEIGHT + 1
                    && isPrivate(text, last[0], last[1])
                    && isPrivate(text, name[0], name[1])) {
                found.add(Finding.of(text, PersonalKind.NAME, last[0], last[1]));
                found.add(Finding.of(text, PersonalKind.NAME, name[0], name[1]));
            }
            last = joint ? name : null;
            start = i + 1;
        }
    }

    private static boolean isEnd(char c) {
        return c == '。' || c == '\n' || c == '!' || c == '?' || c == ':' || c == '\t' || c == '|' || c == 0;
    }

    private static boolean isPrivate(ReaderText text, int start, int end) {
        boolean isPublic = NameContext.isAfterPerson(text, start)
                ? Roles.isHonoured(text, start, end)
                : Roles.isPublic(text, start, end);
        return !isPublic && !Scope.around(text, start, end).form().has(OFFICIALS);
    }
}
