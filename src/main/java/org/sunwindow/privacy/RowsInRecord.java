package org.sunwindow.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a record holds a table: {@code rows[i].cells[j]} under {@code columns[j].heading}. What a cell reveals depends on its
 * heading and its row, so the table is shown to the sentinel as a text, and once more column by column, because what other columns hold
 * can make a name look public. A column whose cells hold whole lines of a list is shown as that list.
 */
public record RowsInRecord(String rows, String cells, String columns, String heading) {

    /** The longest heading that {@link Table} takes for one. */
    private static final int MAX_HEADING = 16;

    /** Headings by which persons are named with their posts. */
    private static final Pattern POST = Pattern.compile("职务|职称|分工|工号");

    private static final Pattern PARTS = Pattern.compile("\\S[\\s|,，、]+\\S");

    /** A value by its position in a text. */
    private record Place(int start, String path) {}

    /** Whether a path without indices is that of cells, which are read in their table. */
    boolean isCell(String field) {
        return field.equals(rows + "." + cells);
    }

    /** A table as a text. */
    static final class Text {

        private final StringBuilder text = new StringBuilder();
        private final List<Place> places = new ArrayList<>();

        private void add(String path, String value, char before) {
            add(path, value, before, true);
        }

        /**
         * @param before    separator of the value before
         * @param inOneCell whether what separates cells and rows is replaced in the value
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
     * Returns the texts of the table in a record: the whole, and each column.
     *
     * @param record may have any shape
     */
    List<Text> texts(JsonNode record) {
        JsonNode table = record.path(rows);
        int width = record.path(columns).size();
        for (JsonNode row : table) {
            width = Math.max(width, row.path(cells).size());
        }
        if (width == 0 || table.isEmpty()) {
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

    /** Whether cells of a column have several parts, as the lines of a list. */
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
            // a table has two columns at least
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

    /** A heading as {@link Table} takes it for one: without digits and what separates cells. */
    private static String heading(String label) {
        String plain = ReaderText.of(label).toString().replaceAll("[\\d\\s|,。]", "");
        return plain.isEmpty() ? "列" : plain.substring(0, Math.min(plain.length(), MAX_HEADING));
    }
}
