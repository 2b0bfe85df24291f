package org.sunwindow.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rates the sentinel by texts with planted personal data, and by texts without any that look alike. The sets have no context
 * in common. Each was measured once before anybody read it, and read afterwards to mend the detectors. A figure for texts that
 * nobody has seen is therefore the first one of a set, not the one printed here:
 *
 * <table>
 * <caption>First measurement of a set</caption>
 * <tr><th>Set</th><th>Lists</th><th>Prose</th><th>False alarms</th></tr>
 * <tr><td>2</td><td>577 of 636 (90.7 %)</td><td>533 of 636 (83.8 %)</td><td>63 of 2,640 (2.39 %)</td></tr>
 * <tr><td>3</td><td>262 of 300 (87.3 %)</td><td>236 of 300 (78.7 %)</td><td>8 of 800 (1.00 %)</td></tr>
 * <tr><td>4</td><td>278 of 300 (92.7 %)</td><td>266 of 300 (88.7 %)</td><td>19 of 800 (2.38 %)</td></tr>
 * <tr><td>5</td><td>282 of 300 (94.0 %)</td><td>278 of 300 (92.7 %)</td><td>51 of 800 (6.38 %)</td></tr>
 * <tr><td>6</td><td>393 of 400 (98.3 %)</td><td>199 of 200 (99.5 %)</td><td>14 of 1,600 (0.88 %)</td></tr>
 * </table>
 *
 * <p>Set 6 has names without headings, one in a line: rare surnames, compound ones and names of minorities among them. Its
 * clean lines are lists of villages, institutions, streets, officials, goods, programmes and figures, most of them with an
 * amount. A program with a seed made it from real names of villages, counties and towns. Of its lines in lists, each alone,
 * the first measurement found 1,161 of 1,202 (96.6 %). Another seed, measured after set 6 was read: 399 of 400 lists,
 * 1,226 of 1,236 lines alone (99.2 %), 200 of 200 in prose, 5 of 1,600 false alarms (0.31 %).
 *
 * <p>Of the false alarms of set 5, 25 were mobile numbers of institutions in running text. These are refused by design, because
 * institutions publish them in their contact fields, so the 25 lines of this group are left out of the file of clean lines.
 *
 * <p>Planted lines have the form {@code KIND<TAB>list|prose<TAB>text}, in which ⟦ and ⟧ enclose the personal data. A line
 * is found if any finding overlaps an enclosed part. Clean lines have the form {@code GROUP<TAB>text}.
 */
class SentinelRatedTest {

    private static final int SETS = 6;

    private static final double LISTS_FOUND = 0.99;

    private static final double PROSE_FOUND = 0.95;

    /** Of single rows: a figure beside a word such as 陆军 does not make it a name. */
    private static final double ROWS_FOUND = 0.985;

    private static final double FALSE_ALARMS = 0.005;

    /** How many lines of a group were counted, of how many. */
    private static final class Share {

        int counted;
        int of;

        void add(boolean count) {
            of++;
            counted += count ? 1 : 0;
        }

        double value() {
            return (double) counted / of;
        }

        @Override
        public String toString() {
            return "%d/%d".formatted(counted, of);
        }
    }

    private record Span(int start, int end) {}

    /** The least numbers of different lines for which the shares mean anything. */
    @Test
    void setsAreLargeEnough() {
        var planted = new HashMap<String, Integer>();
        for (String line : distinct("planted", 3)) {
            String[] columns = line.split("\t", 3);
            planted.merge(columns[0], 1, Integer::sum);
            planted.merge(columns[0] + " " + columns[1], 1, Integer::sum);
        }
        List<String> kinds =
                planted.keySet().stream().filter(key -> !key.contains(" ")).toList();
        assertThat(kinds).hasSize(12);
        assertThat(kinds.stream().mapToInt(planted::get).sum()).isGreaterThanOrEqualTo(2_400);
        for (String kind : kinds) {
            assertThat(planted.get(kind)).as(kind).isGreaterThanOrEqualTo(200);
            assertThat(planted).as(kind).containsKeys(kind + " list", kind + " prose");
        }
        assertThat(distinct("clean", 2)).hasSizeGreaterThanOrEqualTo(4_000);
    }

    private static Set<String> distinct(String name, int columns) {
        return IntStream.rangeClosed(1, SETS)
                .boxed()
                .flatMap(set -> lines(name + "-" + set, columns).stream())
                .map(line -> String.join("\t", line))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, SETS})
    void plantedDataIsFound(int set) {
        var shares = new TreeMap<String, Share>();
        for (String[] line : lines("planted-" + set, 3)) {
            var spans = new ArrayList<Span>();
            String text = unmarked(line[2], spans);
            boolean found = Sentinel.find(text, FieldUse.TEXT).stream()
                    .anyMatch(finding -> spans.stream()
                            .anyMatch(span -> finding.start() < span.end() && span.start() < finding.end()));
            shares.computeIfAbsent(line[1], place -> new Share()).add(found);
            shares.computeIfAbsent(line[1] + " " + line[0], group -> new Share())
                    .add(found);
            if (!found) {
                show(line);
            }
        }
        print("found in planted-" + set, shares);
        assertThat(shares.get("list").value()).as("lists of set " + set).isGreaterThanOrEqualTo(LISTS_FOUND);
        assertThat(shares.get("prose").value()).as("prose of set " + set).isGreaterThanOrEqualTo(PROSE_FOUND);
    }

    /** A row needs no other rows to be found. */
    @Test
    void rowsWithoutHeadingsAreFoundAlone() {
        var share = new Share();
        for (String[] line : lines("planted-6", 3)) {
            if (line[1].equals("list")) {
                unescaped(line[2]).lines().forEach(row -> {
                    String text = unmarked(row, new ArrayList<>());
                    share.add(!Sentinel.find(text, FieldUse.TEXT).isEmpty());
                });
            }
        }
        assertThat(share.value()).as("rows found " + share).isGreaterThanOrEqualTo(ROWS_FOUND);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, SETS})
    void cleanTextsRaiseNoAlarm(int set) {
        var all = new Share();
        var shares = new TreeMap<String, Share>();
        for (String[] line : lines("clean-" + set, 2)) {
            boolean alarm = !Sentinel.find(unescaped(line[1]), FieldUse.TEXT).isEmpty();
            all.add(alarm);
            shares.computeIfAbsent(line[0], group -> new Share()).add(alarm);
            if (alarm) {
                show(line);
            }
        }
        print("false alarms in clean-" + set, shares);
        assertThat(all.value()).as("false alarms of set " + set).isLessThanOrEqualTo(FALSE_ALARMS);
    }

    /** Shows a line by which the detectors may be mended. */
    private static void show(String[] line) {
        System.out.println(String.join(" | ", line));
    }

    private static void print(String title, Map<String, Share> shares) {
        System.out.println(title + ": " + shares);
    }

    private static List<String[]> lines(String name, int columns) {
        try (var in = SentinelRatedTest.class.getResourceAsStream("/privacy/" + name + ".tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", columns))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unmarked(String marked, List<Span> spans) {
        var text = new StringBuilder();
        int start = 0;
        for (char c : unescaped(marked).toCharArray()) {
            switch (c) {
                case '⟦' -> start = text.length();
                case '⟧' -> spans.add(new Span(start, text.length()));
                default -> text.append(c);
            }
        }
        return text.toString();
    }

    private static String unescaped(String text) {
        return text.replace("\\\\", "\0")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\0", "\\");
    }
}
