package org.sunwindow.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The lists with planted personal data of the rated sets as tables of notices. Each list is sent in several shapes, as a careless sender
 * would: all columns are texts, so that only the privacy check can find fault with them.
 */
final class PlantedRows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PlantedRows() {}

    /** How the lines of a list become rows. */
    enum Shape {
        /** The cells of each line, under the headings of the list if it has some. */
        CELLS,
        /** The same, with an invisible character in each cell, and in wide characters. */
        TYPED,
        /** A line is a cell beside its number. */
        LINES,
        /** A line is a remark in the row of a masked name and a village. */
        REMARKS,
        /** The cells of each line behind a masked name. */
        BESIDE_MASKED,
        /** The cells of one line alone, or the entries of one form, so that the verdict is about this line. */
        SINGLE
    }

    /**
     * A notice with planted data.
     *
     * @param kind    of the data
     * @param planted lines of the list that hold some
     * @param values  the data as written
     */
    record Planted(String id, String kind, Shape shape, int planted, List<String> values, String json) {}

    static Stream<Planted> all() {
        return IntStream.of(1, 2)
                .boxed()
                .flatMap(set -> lists(set).stream())
                .flatMap(list -> Arrays.stream(Shape.values())
                        .flatMap(shape -> shape == Shape.SINGLE ? singles(list) : Stream.of(planted(list, shape))));
    }

    private record Rated(String id, String kind, String text) {}

    private static List<Rated> lists(int set) {
        try (var in = PlantedRows.class.getResourceAsStream("/privacy/planted-%d.tsv".formatted(set))) {
            List<String[]> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 3))
                    .toList();
            return IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i)[1].equals("list"))
                    .mapToObj(i ->
                            new Rated("planted-%d-%d".formatted(set, i), lines.get(i)[0], unescaped(lines.get(i)[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\\\", "\0")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\0", "\\");
    }

    private static Planted planted(Rated list, Shape shape) {
        List<String> lines = lines(list.text());
        var values = new ArrayList<String>();
        for (String part : list.text().split("⟦")) {
            if (part.indexOf('⟧') > 0) {
                values.add(part.substring(0, part.indexOf('⟧')));
            }
        }
        int planted =
                (int) lines.stream().filter(line -> line.indexOf('⟦') >= 0).count();
        List<List<String>> table = table(lines, shape).stream()
                .map(row -> row.stream().map(PlantedRows::unmarked).toList())
                .toList();
        String id = list.id() + "-" + shape.name().toLowerCase(java.util.Locale.ROOT);
        return new Planted(id, list.kind(), shape, planted, values, notice(id, table));
    }

    /** Each planted line of a list under the headings of the list. */
    private static Stream<Planted> singles(Rated list) {
        List<String> lines = lines(list.text());
        List<List<String>> table = isForm(lines) ? List.of(headings(lines.size()), lines) : cells(lines);
        return IntStream.range(1, table.size())
                .filter(row -> table.get(row).toString().indexOf('⟦') >= 0)
                .mapToObj(row -> {
                    String id = list.id() + "-single-" + row;
                    List<List<String>> single = Stream.of(table.getFirst(), table.get(row))
                            .map(cells ->
                                    cells.stream().map(PlantedRows::unmarked).toList())
                            .toList();
                    return new Planted(
                            id,
                            list.kind(),
                            Shape.SINGLE,
                            1,
                            List.of(table.get(row).toString()),
                            notice(id, single));
                });
    }

    /** Splits a list into lines, but no line within the planted data, which some have typed with a line break. */
    private static List<String> lines(String text) {
        return split(text, '\n').stream().filter(line -> !line.isBlank()).toList();
    }

    /** Whether each line is an entry of one form. An entry says nothing about anybody without that of the name. */
    private static boolean isForm(List<String> lines) {
        return lines.stream().allMatch(line -> line.matches("[^:：]{2,8}[:：].*"))
                && lines.getFirst().startsWith("姓名");
    }

    private static List<String> headings(int width) {
        return IntStream.range(0, width).mapToObj(i -> "列").toList();
    }

    private static String unmarked(String cell) {
        return cell.replace("⟦", "").replace("⟧", "");
    }

    private static List<List<String>> table(List<String> lines, Shape shape) {
        return switch (shape) {
            case CELLS, SINGLE -> cells(lines);
            case TYPED -> {
                List<List<String>> cells = cells(lines);
                yield IntStream.range(0, cells.size())
                        .mapToObj(row -> row == 0
                                ? cells.getFirst()
                                : cells.get(row).stream()
                                        .map(PlantedRows::typed)
                                        .toList())
                        .toList();
            }
            case LINES -> {
                var rows = new ArrayList<List<String>>(List.of(List.of("序号", "内容")));
                for (String line : lines) {
                    rows.add(List.of(Integer.toString(rows.size()), line));
                }
                yield rows;
            }
            case REMARKS -> {
                var rows = new ArrayList<List<String>>(List.of(List.of("户主", "村（社区）", "备注")));
                for (String line : lines) {
                    rows.add(List.of("李*", "望湖社区", line));
                }
                yield rows;
            }
            case BESIDE_MASKED -> {
                List<List<String>> cells = cells(lines);
                yield IntStream.range(0, cells.size())
                        .mapToObj(row -> Stream.concat(Stream.of(row == 0 ? "户主" : "李*"), cells.get(row).stream())
                                .toList())
                        .toList();
            }
        };
    }

    /** The first row are the headings. */
    private static List<List<String>> cells(List<String> lines) {
        String separator = Stream.of("\t", "|", ",", " ")
                .filter(each ->
                        lines.stream().filter(line -> line.contains(each)).count() * 2 > lines.size())
                .findFirst()
                .orElse("\n");
        List<List<String>> rows = lines.stream()
                .map(line -> split(line.strip(), separator.charAt(0)))
                .toList();
        int width = rows.stream().mapToInt(List::size).max().orElseThrow();
        int heading = IntStream.range(0, Math.min(3, rows.size() - 1))
                .filter(i -> rows.get(i).size() >= 2
                        && rows.get(i).stream()
                                .noneMatch(cell -> cell.chars().anyMatch(c -> Character.isDigit(c) || c == '⟦')
                                        || cell.length() > 16))
                .findFirst()
                .orElse(-1);
        var table = new ArrayList<List<String>>();
        table.add(padded(heading < 0 ? List.of() : rows.get(heading), width, "列"));
        for (int i = 0; i < rows.size(); i++) {
            if (i != heading) {
                table.add(padded(rows.get(i), width, ""));
            }
        }
        return table;
    }

    /** Splits a line at separators that are no part of the planted data. */
    private static List<String> split(String line, char separator) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean planted = false;
        for (char c : line.toCharArray()) {
            planted = c == '⟦' || planted && c != '⟧';
            if (c == separator && !planted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static List<String> padded(List<String> row, int width, String filler) {
        return IntStream.range(0, width)
                .mapToObj(i ->
                        i < row.size() && !row.get(i).isBlank() ? row.get(i).strip() : filler)
                .toList();
    }

    private static String typed(String cell) {
        if (cell.indexOf('&') >= 0 || cell.indexOf('<') >= 0) {
            return cell;
        }
        var typed = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            typed.append(c >= '0' && c <= '9' ? (char) (c + 0xFEE0) : c).append(i == 1 ? "\u2060" : "");
        }
        return typed.toString();
    }

    private static String notice(String id, List<List<String>> table) {
        List<String> headings = table.getFirst();
        List<Map<String, String>> columns = IntStream.range(0, Math.min(Notice.MAX_COLUMNS, headings.size()))
                .mapToObj(i -> Map.of("name", "c" + i, "label", headings.get(i), "type", "TEXT"))
                .toList();
        List<Map<String, List<String>>> rows = table.stream()
                .skip(1)
                .map(row -> Map.of("cells", row.subList(0, columns.size())))
                .toList();
        try {
            return JSON.writeValueAsString(Map.of(
                    "id", id,
                    "title", "名单公示",
                    "type", "OTHER",
                    "stage", "RESULT",
                    "publisher", "云川市民政局",
                    "periodBegin", "2026-01-01",
                    "columns", columns,
                    "rows", rows));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
