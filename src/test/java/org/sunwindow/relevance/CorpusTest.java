package org.sunwindow.relevance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.relevance.RatedQueries.RatedQuery;

/** The corpus matches the rated queries, and every query except negative ones has an answer in it. */
@Tag("slow")
class CorpusTest {

    private static final List<Corpus.Entry> RATED = Corpus.entries(Corpus.RATED).toList();

    @Test
    void everyKindHasTheRequestedNumberOfEntries() {
        assertThat(RATED).hasSize(Corpus.RATED);
        assertThat(kinds())
                .isEqualTo(Map.of(
                        "division", 90L, "organization", 60L, "office", 200L, "service", 150L, "disclosure", 1900L));
        assertThat(Corpus.entries(100)).hasSize(100);
        assertThat(Corpus.entries(30_000)).hasSize(30_000);
    }

    private static Map<String, Long> kinds() {
        return RATED.stream().collect(Collectors.groupingBy(Corpus.Entry::kind, Collectors.counting()));
    }

    @Test
    void keysAndNumbersAreUnique() {
        var keys = new HashSet<String>();
        var numbers = new HashSet<String>();
        Corpus.entries(30_000).forEach(entry -> {
            assertThat(keys.add(entry.kind() + entry.key())).as(entry.key()).isTrue();
            String number = entry.tags().get("docNo");
            assertThat(number == null || numbers.add(number)).as(number).isTrue();
        });
        List<String> phones = RATED.stream()
                .map(entry -> entry.tags().get("phone"))
                .filter(phone -> phone != null)
                .toList();
        assertThat(phones).doesNotHaveDuplicates();
    }

    @Test
    void corpusIsDeterministic() {
        assertThat(Corpus.entries(Corpus.RATED)).isEqualTo(RATED);
    }

    @Test
    void entriesAreSingleLinesOfJson() throws Exception {
        var mapper = new ObjectMapper();
        long characters = 0;
        long bodies = 0;
        for (Corpus.Entry entry : RATED) {
            assertThat(entry.json()).doesNotContain("\n");
            JsonNode json = mapper.readTree(entry.json());
            if (json.has("body")) {
                characters += json.get("body").asText().length();
                bodies++;
            }
        }
        assertThat(characters / bodies).isBetween(650L, 850L);
    }

    @Test
    void everyQueryExceptNegativeOnesHasAnAnswer() {
        List<RatedQuery> queries = RatedQueries.all();
        assertThat(queries).hasSizeGreaterThanOrEqualTo(170);
        for (RatedQuery query : queries) {
            boolean useful = RATED.stream().anyMatch(entry -> query.grade(entry.tags()) >= 2);
            assertThat(useful).as(query.text()).isNotEqualTo(query.group().equals(RatedQueries.NEGATIVE));
            assertThat(query.rules())
                    .as(query.text())
                    .allSatisfy(rule -> assertThat(RATED).anyMatch(entry -> rule.matches(entry.tags())));
        }
    }

    @Test
    void everyClassHasEnoughQueries() {
        Map<String, Long> groups =
                RatedQueries.all().stream().collect(Collectors.groupingBy(RatedQuery::group, Collectors.counting()));
        assertThat(groups)
                .containsOnlyKeys(
                        "two-character",
                        "phrase",
                        "citizen",
                        "combination",
                        "identifier",
                        "question",
                        "misspelling",
                        "traditional",
                        "latin",
                        "negative");
        assertThat(groups.values()).allMatch(count -> count >= 12);
        assertThat(groups.get(RatedQueries.NEGATIVE)).isGreaterThanOrEqualTo(20);
        assertThat(RatedQueries.all()).extracting(RatedQuery::text).doesNotHaveDuplicates();
    }

    @Test
    void bestMatchingRuleSetsTheGrade() {
        RatedQuery query = RatedQueries.parse("phrase\tx\t1: a=1 | 3: a=1 b=2,3 | 2: a=1 b!=2\n")
                .getFirst();
        assertThat(query.grade(Map.of("a", "1", "b", "3"))).isEqualTo(3);
        assertThat(query.grade(Map.of("a", "1"))).isEqualTo(2);
        assertThat(query.grade(Map.of("a", "1", "b", "2"))).isEqualTo(3);
        assertThat(query.grade(Map.of("b", "2"))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phrase\tx",
                "phrase\t\t3: a=1",
                "phrase\tx\tnone",
                "negative\tx\t3: a=1",
                "phrase\tx\ta=1",
                "phrase\tx\t4: a=1",
                "phrase\tx\t3: a",
                "phrase\tx\t3: a="
            })
    void malformedLinesAreRefused(String line) {
        assertThatThrownBy(() -> RatedQueries.parse("# head\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }
}
