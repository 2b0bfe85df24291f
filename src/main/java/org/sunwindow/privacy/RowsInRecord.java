package org.sunwindow.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.privacy.context.Row;
import org.sunwindow.privacy.context.RowReader;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.lists.NameColumns;
import org.sunwindow.privacy.names.NameWeight;
import org.sunwindow.privacy.text.ReaderText;

/**
 * The location of a table in a record: {@code rows[i].cells[j]} under {@code columns[j].heading}. What a cell reveals
 * depends on its heading and its row, so {@link Sentinel} checks the table as one text. It also checks each column
 * alone, because the content of other columns can make a private name appear public. A column whose cells have several
 * parts is also checked as a list. If the title says that the table is a list of persons, one name is enough.
 */
public record RowsInRecord(String rows, String cells, String columns, String heading) {

    private static final String TITLE = "title";

    /** Titles of lists of persons. */
    private static final Pattern LIST = Pattern.compile("名单|名册|花名|人员|对象");

    /** The longest heading that {@link Table} accepts. */
    private static final int MAX_HEADING = 16;

    /** Headings of the posts of officials. */
    private static final Pattern POST = Pattern.compile("职务|职称|分工|工号|执法证|登记员");

    /** Cells of a row that are read. No kind has as many columns; the bound keeps malformed tables in linear time. */
    private static final int MAX_WIDTH = 64;

    /** What ends a line or a cell, also as a tag or an entity. */
    private static final Pattern BREAKS =
            Pattern.compile("[\\t\\n\\r]|</?(?i:br|p|div|li|tr|td|th|table|h[1-4]|ul|ol|section|hr)\\b[^>]*>"
                    + "|&(?:Tab|NewLine|#0*(?:9|10|13)|#[xX]0*[9aAdD]);");

    private static final Pattern PARTS = Pattern.compile("\\S[\\s|,，、]+\\S");

    /** The position of a value in the text, and its path in the record. */
    private record Place(int start, String path) {}

    /** Whether a path without indices is that of the cells. */
    boolean isCell(String field) {
        return field.equals(rows + "." + cells);
    }

    /** Whether a path is that of the table or of a part of it. */
    public boolean has(String path) {
        String field = PrivacyCheck.field(path);
        return Stream.of(rows, columns).anyMatch(root -> field.equals(root) || field.startsWith(root + "."));
    }

    /** A table as text that maps positions to paths. */
    static final class Text {

        private final StringBuilder text = new StringBuilder();
        private final List<Place> places = new ArrayList<>();

        private void add(String path, String value, char before) {
            add(path, value, before, true);
        }

        /**
         * @param before    separator from the previous value
         * @param inOneCell whether what ends a line or a cell is replaced by a blank in the value
         */
        private void add(String path, String value, char before, boolean inOneCell) {
            if (!text.isEmpty()) {
                text.append(before);
            }
            places.add(new Place(text.length(), path));
            text.append(inOneCell ? BREAKS.matcher(value).replaceAll(" ") : value);
        }

        /** The path of the value at a position. */
        String pathAt(int position) {
            int low = 0;
            int high = places.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (places.get(middle).start() <= position) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return places.get(low).path();
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /**
     * Returns the texts of the table in a record: the whole table, columns, and columns as lists.
     *
     * @param record may have any shape
     */
    List<Text> texts(JsonNode record) {
        JsonNode table = record.path(rows);
        int width = record.path(columns).isArray() ? record.path(columns).size() : 0;
        for (JsonNode row : table) {
            width = Math.max(width, row.path(cells).size());
        }
        width = Math.min(width, MAX_WIDTH);
        if (width == 0 || table.isEmpty() || !table.isArray()) {
            return List.of();
        }
        var texts = new ArrayList<Text>();
        texts.add(text(record, table, 0, width));
        boolean ofOfficials = hasPosts(record);
        for (int i = 0; i < width; i++) {
            boolean official = NameColumns.isOfficial(
                    record.path(columns).path(i).path(heading).asText(""));
            if (width > 1 && !official && !ofOfficials) {
                texts.add(text(record, table, i, i + 1));
            }
            if (hasLines(table, i)) {
                texts.add(lines(table, i));
            }
        }
        return texts;
    }

    /** A name in a cell, and its path in the record. */
    record NamedCell(String path, String name) {}

    /** Returns the cells of a list of persons that are names, without looking at others. */
    List<NamedCell> names(JsonNode record) {
        var names = new ArrayList<NamedCell>();
        if (!LIST.matcher(record.path(TITLE).asText("")).find() || hasPosts(record)) {
            return names;
        }
        JsonNode table = record.path(rows);
        for (int row = 0; row < table.size(); row++) {
            JsonNode values = table.path(row).path(cells);
            for (int i = 0; i < Math.min(values.size(), MAX_WIDTH); i++) {
                String label = record.path(columns).path(i).path(heading).asText("");
                ReaderText value = ReaderText.of(values.path(i).asText(""));
                if (NameColumns.mayHaveNames(label) && isName(value)) {
                    names.add(new NamedCell("%s[%d].%s[%d]".formatted(rows, row, cells, i), value.toString()));
                }
            }
        }
        return names;
    }

    private static boolean isName(ReaderText cell) {
        Row row = RowReader.read(cell, 0, cell.length());
        if (row.kind() != Row.Kind.PERSON || row.weight() == NameWeight.NONE) {
            return false;
        }
        boolean whole = row.start() == 0 && row.end() == cell.length();
        // a village with the form of a name, as in 林家林, gets no amount of a person
        boolean likeVillage = row.end() - row.start() == 3 && cell.at(row.start() + 1) == '家';
        return whole && row.hasUsualName() || likeVillage && row.evidence().compareTo(Row.Evidence.AMOUNT) >= 0;
    }

    private boolean hasPosts(JsonNode record) {
        for (JsonNode column : record.path(columns)) {
            if (POST.matcher(column.path(heading).asText("")).find()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a cell of a column has several parts. */
    private boolean hasLines(JsonNode table, int column) {
        for (JsonNode row : table) {
            if (PARTS.matcher(row.path(cells).path(column).asText("")).find()) {
                return true;
            }
        }
        return false;
    }

    /** The cells of a column as the lines of a list, unchanged. */
    private Text lines(JsonNode table, int column) {
        var text = new Text();
        for (int row = 0; row < table.size(); row++) {
            String line = table.get(row).path(cells).path(column).asText("");
            text.add("%s[%d].%s[%d]".formatted(rows, row, cells, column), line, '\n', false);
        }
        return text;
    }

    private Text text(JsonNode record, JsonNode table, int from, int to) {
        var text = new Text();
        for (int i = from; i < to; i++) {
            String path = "%s[%d].%s".formatted(columns, i, heading);
            text.add(path, heading(record.path(columns).path(i).path(heading).asText("")), '\t');
        }
        boolean single = to - from == 1;
        if (single) {
            // Table requires at least two columns
            text.add(text.pathAt(0), "备注", '\t');
        }
        for (int row = 0; row < table.size(); row++) {
            JsonNode values = table.get(row).path(cells);
            for (int i = from; i < to; i++) {
                String path = "%s[%d].%s[%d]".formatted(rows, row, cells, i);
                text.add(path, values.path(i).asText(""), i == from ? '\n' : '\t');
            }
            if (single) {
                text.text.append('\t');
            }
        }
        return text;
    }

    /** A heading in a form that {@link Table} accepts: without digits and separators of cells. */
    private static String heading(String label) {
        String plain = ReaderText.of(label).toString().replaceAll("[\\d\\s|,。]", "");
        return plain.isEmpty() ? "列" : plain.substring(0, Math.min(plain.length(), MAX_HEADING));
    }
}
