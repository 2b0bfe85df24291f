package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Identifier;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.DeclaredValues;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RecordReader;

/**
 * A publisher refers to the records of another by every reference that a kind declares. No answer with the record referred to
 * changes, except for links that are marked as stated by another.
 */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class ForeignReferencesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ENTRY = Pattern.compile("<entry>.*?</entry>", Pattern.DOTALL);
    private static final String DIVISION = "division";

    /** What the referring record publishes as, so that it does not speak for an organization of the other. */
    private static final String OTHER_BODY = "远山市统计局";

    @Inject
    Kinds kinds;

    @Inject
    StrictJson json;

    private Sunwindow owner;
    private Sunwindow other;

    /** The record referred to, by kind. */
    private final Map<String, ObjectNode> targets = new HashMap<>();

    @BeforeEach
    void connect() {
        String base = RestAssured.baseURI + ":" + RestAssured.port;
        owner = new Sunwindow(base, Sunwindow.TOKEN);
        other = new Sunwindow(base, "bureau-publisher-token-not-for-production");
        Sunwindow.await("ready", () -> owner.ready().statusCode() == 200);
    }

    /**
     * A record of a kind with a reference to be replaced.
     *
     * @param name of the reference: kind and path without numbers, with the relation where one is stated
     */
    private record Example(String name, Kind<?> kind, ObjectNode record, DeclaredValues.Reference reference) {}

    @Test
    void recordOfAnotherChangesNothing() throws IOException {
        for (Kind<?> kind : kinds.all()) {
            targets.put(kind.name(), target(kind));
            owner.publish(kind.name(), targets.get(kind.name()).toString());
        }
        var covered = new HashSet<String>();
        var refused = new ArrayList<String>();
        int number = 0;
        for (Example example : examples()) {
            Kind<?> referenced = kinds.get(example.reference().kind());
            String target = key(referenced, targets.get(referenced.name()));
            ObjectNode record = referring(example, target, ++number);
            Set<Filter> used = used(example.kind(), record, referenced, target);
            used.forEach(filter -> covered.add(example.kind().name() + "." + filter.name()));
            List<String> before = answers(referenced, target);
            Json run = other.publish(example.kind().name(), record.toString());
            if (run.getInt("rejected") > 0) {
                // to belong to an organization is to speak for it, and the parent of a division follows from its code
                refused.add(example.name() + " " + other.rejects(run).getList("items.code"));
                assertThat(answers(referenced, target)).as(example.name()).isEqualTo(before);
            } else {
                assertThat(run.getInt("created")).as(example.name()).isEqualTo(1);
                boolean consent =
                        used.stream().anyMatch(filter -> filter.relation().isShownWithConsentOnly());
                List<String> after = answers(referenced, target);
                assertThat(consent ? after : withoutStatedByOthers(after))
                        .as(example.name())
                        .isEqualTo(before);
                List<String> codes = other.rejects(run).getList("items.code");
                assertThat(codes.contains("relation.foreign"))
                        .as("%s is warned of: %s", example.name(), codes)
                        .isEqualTo(used.stream()
                                .anyMatch(filter -> filter.relation().isAboutOther()));
                other.publish(example.kind().name(), "{\"withdraw\":\"%s\"}".formatted(key(example.kind(), record)));
                assertThat(answers(referenced, target)).as(example.name()).isEqualTo(before);
            }
        }
        assertThat(refused)
                .containsExactlyInAnyOrder(
                        "answer.organization [publisher.foreign]",
                        "catalogItem.organization [publisher.foreign]",
                        "division.parent [level.mismatch]",
                        "hotline.organization [publisher.foreign]",
                        "notice.organization [publisher.foreign]",
                        "office.organization [publisher.foreign]",
                        "service.organization [publisher.foreign]",
                        "site.organization [publisher.foreign]",
                        "statistic.organization [publisher.foreign]");
        assertThat(covered).as("references that are declared").containsAll(declared());
    }

    /** Names of all filters by references. */
    private Set<String> declared() {
        var declared = new TreeSet<String>();
        for (Kind<?> kind : kinds.all()) {
            kind.fields().filters().stream()
                    .filter(filter -> filter.labelKind() != null && kinds.get(filter.labelKind()) != null)
                    .filter(filter -> filter.mode() != FilterMode.DIVISION
                            || !filter.labelKind().equals(kind.name()))
                    .forEach(filter -> declared.add(kind.name() + "." + filter.name()));
        }
        return declared;
    }

    // ---- examples ----

    /** One example of each reference, from the sample data; relations that it lacks are made of those that it has. */
    private List<Example> examples() throws IOException {
        var examples = new TreeMap<String, Example>();
        for (Kind<?> kind : kinds.all()) {
            var declared = new DeclaredValues(kind);
            for (String line : Sunwindow.sample(kind.name()).split("\n")) {
                var record = (ObjectNode) JSON.readTree(line);
                for (DeclaredValues.Reference reference : declared.references(record)) {
                    if (kind.keyFields().contains(reference.path())) {
                        // the code of a division, which is its own
                        continue;
                    }
                    for (ObjectNode variant : variants(record, reference)) {
                        String name = "%s.%s%s"
                                .formatted(
                                        kind.name(),
                                        reference.path().replaceAll("\\[\\d+]", ""),
                                        stated(variant, reference));
                        examples.putIfAbsent(name, new Example(name, kind, variant, reference));
                    }
                }
            }
        }
        return List.copyOf(examples.values());
    }

    private static List<ObjectNode> variants(ObjectNode record, DeclaredValues.Reference reference) {
        String relation = stated(record, reference);
        if (relation.isEmpty()) {
            return List.of(record);
        }
        var variants = new ArrayList<ObjectNode>();
        for (String each : relations()) {
            ObjectNode variant = record.deepCopy();
            ((ObjectNode) variant.at(parent(pointer(reference.path())))).put("relation", each);
            variants.add(variant);
        }
        return variants;
    }

    private static List<String> relations() {
        return List.of(
                "REPLACES",
                "REPLACED_BY",
                "INTERPRETS",
                "INTERPRETATION",
                "RESPONDS_TO",
                "RESPONSE",
                "FORWARDS",
                "FORWARDED_BY");
    }

    /** The relation that an object with a key states, empty for none. */
    private static String stated(ObjectNode record, DeclaredValues.Reference reference) {
        String pointer = pointer(reference.path());
        JsonNode holder = record.at(parent(pointer));
        return holder.isObject() && !parent(pointer).isEmpty()
                ? holder.path("relation").asText("")
                : "";
    }

    private static String pointer(String path) {
        return "/" + path.replaceAll("\\[(\\d+)]", "/$1").replace('.', '/');
    }

    private static String parent(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    /** Returns the record of an example under another key, which refers to the target. */
    private ObjectNode referring(Example example, String target, int number) {
        ObjectNode record = example.record().deepCopy();
        Kind<?> kind = example.kind();
        String keyField =
                kind.keyFields().stream().filter(record::has).findFirst().orElseThrow();
        record.put(
                keyField,
                kind.name().equals(DIVISION) ? "99%010d".formatted(1_000_000_000L + number * 1_000L) : "B-" + number);
        String pointer = pointer(example.reference().path());
        String own = example.reference().component();
        if (record.has("publisher") && !own.equals("publisher")) {
            record.put("publisher", OTHER_BODY);
        }
        if (record.has("organization") && !own.equals("organization")) {
            record.put("organization", "org-ys-tjj");
        }
        if (kind.name().equals("organization")) {
            // a body of its own, not another of the same name
            record.put("name", "远山市统计局第%d科".formatted(number));
            record.remove(List.of("shortName", "formerNames", "creditCode"));
        }
        JsonNode holder = record.at(parent(pointer));
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (holder instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), target);
        } else {
            ((ObjectNode) holder).put(last, target);
        }
        return record;
    }

    /** Returns the filters by which a record refers to the target. */
    private <R> Set<Filter> used(Kind<R> kind, ObjectNode record, Kind<?> referenced, String target) {
        var read = new RecordReader(json).read(kind, record.toString(), RecordReader.STANDARD);
        Map<String, List<String>> values = kinds.document(kind, read).values();
        var used = new HashSet<Filter>();
        for (Filter filter : kind.fields().filters()) {
            if (referenced.name().equals(filter.labelKind())
                    && values.getOrDefault(filter.name(), List.of()).stream()
                            .anyMatch(value -> filter.canonical(value).equals(filter.canonical(target)))) {
                used.add(filter);
            }
        }
        return used;
    }

    private static String key(Kind<?> kind, JsonNode record) {
        return kind.keyFields().stream()
                .filter(record::has)
                .map(field -> record.get(field).asText())
                .findFirst()
                .orElseThrow();
    }

    /** A sample record that is public and refers to no other. */
    private ObjectNode target(Kind<?> kind) throws IOException {
        for (String line : Sunwindow.sample(kind.name()).split("\n")) {
            var record = (ObjectNode) JSON.readTree(line);
            if (!record.has("visibleUntil") && !record.has("abolishedOn") && !record.has("related")) {
                return record;
            }
        }
        throw new AssertionError(kind.name());
    }

    // ---- answers ----

    /** Returns all that is shown of a record: alone, in lists of its kind and of all kinds, on a board and in a feed. */
    private List<String> answers(Kind<?> kind, String key) throws IOException {
        String path = kind.contract().path();
        var answers = new ArrayList<String>();
        JsonNode detail = JSON.readTree(owner.read(path + "/" + key).asString());
        String title = Stream.of("title", "name", "level1", "level2")
                .map(name -> detail.path(name).asText())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        answers.add(normal(detail));
        for (String list : List.of(path, "/search")) {
            for (String board : List.of("", "&view=board")) {
                answers.add(item(list, board, key, title));
            }
        }
        String feed = owner.request()
                .header("Accept", "application/atom+xml")
                .get(path + "?size=100")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        answers.add(ENTRY.matcher(feed)
                .results()
                .map(entry -> entry.group())
                .filter(entry -> URLDecoder.decode(entry, StandardCharsets.UTF_8)
                        .contains(":" + Identifier.canonical(key) + "<"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not in the feed " + feed)));
        return answers;
    }

    private String item(String list, String board, String key, String title) throws IOException {
        String query = list.equals("/search") ? "&q=" + Sunwindow.encoded(title) : "";
        Response answer = owner.get(list + "?size=100" + board + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        for (JsonNode item : JSON.readTree(answer.asString()).path("items")) {
            if (Stream.of("id", "code", "indexNo", "key")
                    .anyMatch(name -> item.path(name).asText().equals(key))) {
                return normal(item);
            }
        }
        throw new AssertionError("%s is not in %s%s".formatted(key, list, board));
    }

    /** How much is published in a column is counted whoever publishes it. */
    private static String normal(JsonNode answer) {
        ((ObjectNode) answer).remove("asOf");
        ((ObjectNode) answer).remove("count");
        if (answer.path("links") instanceof ObjectNode links) {
            links.remove("count");
            links.forEach(link -> link.forEach(each -> {
                if (each instanceof ObjectNode child) {
                    child.remove("count");
                }
            }));
        }
        return answer.toString();
    }

    private static List<String> withoutStatedByOthers(List<String> answers) throws IOException {
        var remaining = new ArrayList<>(answers);
        JsonNode detail = JSON.readTree(answers.getFirst());
        if (detail.path("links") instanceof ObjectNode links) {
            for (String name : names(links)) {
                if (links.get(name) instanceof ArrayNode list) {
                    int before = list.size();
                    for (int i = list.size() - 1; i >= 0; i--) {
                        if (list.get(i).path("byOther").asBoolean()) {
                            list.remove(i);
                        }
                    }
                    if (before > 0 && list.isEmpty()) {
                        links.remove(name);
                    }
                }
            }
        }
        remaining.set(0, detail.toString());
        return remaining;
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
