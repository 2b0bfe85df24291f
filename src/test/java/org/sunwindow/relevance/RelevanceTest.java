package org.sunwindow.relevance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.relevance.Corpus.Entry;
import org.sunwindow.relevance.RatedQueries.RatedQuery;

/**
 * Relevance of site search for the rated queries, measured over HTTP. The floors may be raised but not lowered.
 * {@code script/relevance} prints the tables, which are also written to {@code target/relevance}.
 */
@Tag("slow")
@QuarkusTest
@TestProfile(RelevanceTest.OwnRecords.class)
class RelevanceTest {

    /** Runs the rated records in a separate application and database. */
    public static final class OwnRecords implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TestDatabase.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    private static final int RATED = 2_400;
    private static final int LOOKED_AT = 20;
    private static final int RANKED = 10;

    /** Grade from which a record counts as an answer. */
    private static final int ANSWERS = 2;

    private static final String TOTAL = "total";

    /** Minimum nDCG@10 of each class; for negative queries, the minimum share that finds nothing. */
    private static final Map<String, Double> FLOORS = Map.ofEntries(
            Map.entry(TOTAL, 0.90),
            Map.entry("two-character", 0.90),
            Map.entry("phrase", 0.92),
            Map.entry("citizen", 0.80),
            Map.entry("combination", 0.89),
            Map.entry("identifier", 0.98),
            Map.entry("question", 0.80),
            Map.entry("misspelling", 0.87),
            Map.entry("traditional", 0.84),
            Map.entry("latin", 0.83),
            Map.entry(RatedQueries.NEGATIVE, 1.00));

    /** The measurements of a query and its first hit. */
    private record Reached(RatedQuery query, double ndcg, double recall, String grades, String first) {}

    @Test
    void ratedQueriesReachTheirFloors() throws IOException {
        Map<String, Entry> entries = publish();
        var reached = new ArrayList<Reached>();
        for (RatedQuery query : RatedQueries.all()) {
            reached.add(ask(query, entries));
        }
        Map<String, List<Reached>> byClass = reached.stream()
                .collect(Collectors.groupingBy(r -> r.query().group(), TreeMap::new, Collectors.toList()));
        byClass.put(TOTAL, reached);
        write(byClass, reached);
        byClass.forEach((group, of) -> assertThat(mean(of, Reached::ndcg))
                .as("nDCG@10 of %s", group)
                .isGreaterThanOrEqualTo(FLOORS.get(group)));
    }

    private static Map<String, Entry> publish() {
        var entries = new LinkedHashMap<String, Entry>();
        var lines = new LinkedHashMap<String, StringBuilder>();
        Corpus.entries(RATED).forEach(entry -> {
            entries.put(entry.kind() + '/' + entry.key(), entry);
            lines.computeIfAbsent(entry.kind(), kind -> new StringBuilder())
                    .append(entry.json())
                    .append('\n');
        });
        assumeThat(lines.keySet()).as("kinds of the corpus").allMatch(Sunwindow::hasSample);
        lines.forEach((kind, of) -> assertThat(
                        Sunwindow.underTest().publish(kind, of.toString()).getInt("rejected"))
                .as("rejected of %s", kind)
                .isZero());
        return entries;
    }

    private static Reached ask(RatedQuery query, Map<String, Entry> entries) {
        Json answer = Sunwindow.underTest().find("/search", query.text(), "size=" + LOOKED_AT);
        List<Map<String, Object>> items = answer.getList("items");
        assertThat(items)
                .filteredOn(item -> "abolished".equals(tags(item, entries).get("status")))
                .as("what does not hold is marked, answering %s", query.text())
                .allMatch(item -> Boolean.FALSE.equals(item.get("inForce")));
        int[] grades = items.stream()
                .mapToInt(item -> query.grade(tags(item, entries)))
                .toArray();
        String first = items.stream()
                .limit(5)
                .map(item -> item.get("kind") + ":" + item.get("title"))
                .collect(Collectors.joining(" ¦ "));
        String shown = answer.getString("match")
                + (answer.get("didYouMean") == null ? "" : "→" + answer.getString("didYouMean"))
                + Arrays.toString(Arrays.copyOf(grades, Math.min(RANKED, grades.length)));
        if (query.group().equals(RatedQueries.NEGATIVE)) {
            double right = items.isEmpty() ? 1 : 0;
            return new Reached(query, right, right, shown, first);
        }
        int[] ideal = entries.values().stream()
                .mapToInt(entry -> query.grade(entry.tags()))
                .filter(grade -> grade > 0)
                .sorted()
                .toArray();
        double best = 0;
        for (int i = 0; i < Math.min(RANKED, ideal.length); i++) {
            best += gain(ideal[ideal.length - 1 - i], i);
        }
        double found = 0;
        for (int i = 0; i < Math.min(RANKED, grades.length); i++) {
            found += gain(grades[i], i);
        }
        long answers = Arrays.stream(ideal).filter(grade -> grade >= ANSWERS).count();
        long answersFound =
                Arrays.stream(grades).filter(grade -> grade >= ANSWERS).count();
        return new Reached(query, found / best, (double) answersFound / Math.min(LOOKED_AT, answers), shown, first);
    }

    private static Map<String, String> tags(Map<String, Object> item, Map<String, Entry> entries) {
        return entries.get(item.get("kind") + "/" + item.get("id")).tags();
    }

    private static double gain(int grade, int rank) {
        return (Math.pow(2, grade) - 1) / (Math.log(rank + 2) / Math.log(2));
    }

    private static double mean(List<Reached> of, java.util.function.ToDoubleFunction<Reached> value) {
        return of.stream().mapToDouble(value).average().orElseThrow();
    }

    private static void write(Map<String, List<Reached>> byClass, List<Reached> reached) throws IOException {
        var table = new StringBuilder("| class | queries | nDCG@10 | recall@20 |\n|---|---|---|---|\n");
        byClass.forEach((group, of) -> table.append("| %s | %d | %.3f | %.3f |%n"
                .formatted(group, of.size(), mean(of, Reached::ndcg), mean(of, Reached::recall))));
        var details = new StringBuilder("nDCG@10\trecall@20\tclass\tquery\tgrades\tfirst\n");
        reached.forEach(one -> details.append("%.3f\t%.3f\t%s\t%s\t%s\t%s%n"
                .formatted(
                        one.ndcg(),
                        one.recall(),
                        one.query().group(),
                        one.query().text(),
                        one.grades(),
                        one.first())));
        Path directory = Files.createDirectories(Path.of("target/relevance"));
        Files.writeString(directory.resolve("classes.md"), table);
        Files.writeString(directory.resolve("queries.tsv"), details);
    }
}
