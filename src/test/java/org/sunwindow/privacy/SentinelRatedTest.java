package org.sunwindow.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rates the sentinel by texts with planted personal data, and by texts without any that look alike. The detectors were
 * developed with the lines of {@code dev} only; those of {@code heldout} have other contexts, and show what the detectors are
 * worth for texts that nobody has seen.
 *
 * <p>Planted lines have the form {@code KIND<TAB>list|prose<TAB>text}, in which ⟦ and ⟧ enclose the personal data. A line
 * is found if any finding overlaps an enclosed part. Clean lines have the form {@code GROUP<TAB>text}.
 */
class SentinelRatedTest {

    private static final double LISTS_FOUND = 0.99;
    private static final double PROSE_FOUND = 0.95;
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

    @ParameterizedTest
    @ValueSource(strings = {"dev", "heldout"})
    void plantedDataIsFound(String half) {
        var shares = new TreeMap<String, Share>();
        for (String[] line : lines("planted-" + half, 3)) {
            var spans = new ArrayList<Span>();
            String text = unmarked(line[2], spans);
            boolean found = Sentinel.find(text, FieldUse.TEXT).stream()
                    .anyMatch(finding -> spans.stream()
                            .anyMatch(span -> finding.start() < span.end() && span.start() < finding.end()));
            shares.computeIfAbsent(line[1], place -> new Share()).add(found);
            shares.computeIfAbsent(line[1] + " " + line[0], group -> new Share())
                    .add(found);
            if (!found) {
                missed(half, line);
            }
        }
        print("found in planted-" + half, shares);
        assertThat(shares.get("list").value()).as("lists of " + half).isGreaterThanOrEqualTo(LISTS_FOUND);
        assertThat(shares.get("prose").value()).as("prose of " + half).isGreaterThanOrEqualTo(PROSE_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "heldout"})
    void cleanTextsRaiseNoAlarm(String half) {
        var all = new Share();
        var shares = new TreeMap<String, Share>();
        for (String[] line : lines("clean-" + half, 2)) {
            boolean alarm = !Sentinel.find(unescaped(line[1]), FieldUse.TEXT).isEmpty();
            all.add(alarm);
            shares.computeIfAbsent(line[0], group -> new Share()).add(alarm);
            if (alarm) {
                missed(half, line);
            }
        }
        print("false alarms in clean-" + half, shares);
        assertThat(all.value()).as("false alarms of " + half).isLessThanOrEqualTo(FALSE_ALARMS);
    }

    /** Shows the lines that the detectors may be mended by. */
    private static void missed(String half, String[] line) {
        if (half.equals("dev")) {
            System.out.println(String.join(" | ", line));
        }
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
