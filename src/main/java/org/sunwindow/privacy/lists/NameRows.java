package org.sunwindow.privacy.lists;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Roles;
import org.sunwindow.privacy.context.Row;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.text.ReaderText;

/**
 * Finds names in rows without headings, such as 李静……980元 or 1、张建国. One row is enough: the figures and words beside a
 * name tell whether the row is about a person, a place or a thing. Of several rows, most must have a name, because lists
 * of places and goods have entries with the form of one.
 */
final class NameRows {

    private static final double MIN_SHARE = 0.6;

    private NameRows() {}

    /**
     * Adds the names.
     *
     * @param rows the lines of the text
     */
    static void find(ReaderText text, List<Row> rows, Table table, List<Finding> found) {
        var block = new ArrayList<Row>();
        Table.Headings headings = table.headingsByPosition();
        for (int line = 0; line < rows.size(); line++) {
            Row row = rows.get(line);
            boolean heading = line < table.firstLine() && !row.hasUsualName();
            if (row.kind() == Row.Kind.PROSE) {
                close(text, block, headings, found);
            } else if (row.kind() != Row.Kind.EMPTY && !heading) {
                block.add(row);
            }
        }
        close(text, block, headings, found);
    }

    private static void close(ReaderText text, List<Row> block, Table.Headings headings, List<Finding> found) {
        long shaped = block.stream().filter(Row::hasShape).count();
        if (shaped >= MIN_SHARE * block.size()) {
            for (Row row : block) {
                if (isOfPerson(row, block.size() == 1)
                        && NameColumns.mayHaveNames(headings.at(row.start()))
                        && !Roles.isPublic(text, row.start(), row.end())) {
                    found.add(Finding.of(text, PersonalKind.NAME, row.start(), row.end()));
                }
            }
        }
        block.clear();
    }

    /**
     * Whether the name of a row is certain enough for what stands beside it.
     *
     * @param single whether no other row could support it
     */
    private static boolean isOfPerson(Row row, boolean single) {
        Row.Evidence least = switch (row.weight()) {
            case NONE -> null;
            case LOW -> Row.Evidence.PERSON;
            case MEDIUM -> single ? Row.Evidence.MARKER : Row.Evidence.FIGURE;
            case HIGH -> Row.Evidence.MARKER;
        };
        return row.kind() == Row.Kind.PERSON && least != null && row.evidence().compareTo(least) >= 0;
    }
}
