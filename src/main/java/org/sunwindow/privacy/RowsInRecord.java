package org.sunwindow.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.lists.NameColumns;
import org.sunwindow.privacy.text.ReaderText;

/**
 * The location of a table in a record: {@code rows[i].cells[j]} under {@code columns[j].heading}. What a cell reveals
 * depends on its heading and its row, so {@link Sentinel} checks the table as one text. It also checks each column
 * alone, because the content of other columns can make a private name appear public. A column whose cells have several
 * parts is also checked as a list.
 */
public record RowsInRecord(String rows, String cells, String columns, String heading) {

    /** The longest heading that {@link Table} accepts. */
    private static final int MAX_HEADING = 16;

    /** Headings of the posts of officials. */
    private static final Pattern POST = Pattern.compile("职务|职称|分工|工号");

    /** Cells of a row that are read. No kind has as many columns; the bound keeps malformed tables in linear time. */
    private static final int MAX_WIDTH = 64;

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
         * @param inOneCell whether tabs and line breaks in the value are replaced by blanks
         */
        private void add(String path, String value, char before, boolean inOneCell) {
            if (!text.isEmpty()) {
                text.append(before);
            }
            places.add(new Place(text.length(), path));
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                text.append(inOneCell && (c == '\t' || c == '\n' || c == '\r') ? ' ' : c);
            }
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
        boolean ofOfficials = false;
        for (JsonNode column : record.path(columns)) {
            ofOfficials |= POST.matcher(column.path(heading).asText("")).find();
        }
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
