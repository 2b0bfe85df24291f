package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.TestSettings;
import org.sunwindow.Typings;
import org.sunwindow.json.RecordFields;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kinds;

/** A record is one whatever the typing of its key: for imports, dry runs, withdrawals, the gate, reads and references. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IdentityTest {

    /** Typings of a reference that lists are asked for. */
    private static final int ASKED = 8;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Kinds KINDS = InstalledKinds.of(TestSettings.general(Map.of()));

    /** Components that name a record, in single records. Each kind has one of them. */
    private static final List<String> NAMES = List.of("title", "name", "level2");

    /** The components of records that hold keys of records, with the filters by them. */
    private static final String REFERENCES = """
            service, organization, organization, organization
            service, offices, office, office
            office, organization, organization, organization
            office, services, service, service
            office, successor, successor, office
            organization, parent, parent, organization
            organization, successor, successor, organization
            hotline, organization, organization, organization
            notice, organization, organization, organization
            notice, announcement, announcement, notice
            hotline, successor, successor, hotline
            division, parent, parent, division
            division, successor, successor, division""";

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    static Stream<String> kinds() {
        return KINDS.names().stream();
    }

    static Stream<Arguments> references() {
        return REFERENCES
                .lines()
                .map(line -> line.split(", "))
                .filter(IdentityTest::isInstalled)
                .map(Arguments::of);
    }

    private static boolean isInstalled(String[] reference) {
        return Sunwindow.hasSample(reference[0]) && Sunwindow.hasSample(reference[3]);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyTypingIsTheSameRecord(String kind) throws Exception {
        String key = key(kind, 1);
        sunwindow.publish(kind, line(kind, key, "甲"));
        List<String> typings = Typings.sent(key);
        var updates = new ArrayList<String>();
        var withdrawals = new ArrayList<String>();
        for (String typed : typings) {
            updates.add(line(kind, typed, "第%d次".formatted(updates.size())));
            withdrawals.add(JSON.writeValueAsString(Map.of("withdraw", typed)));
            withdrawals.add(line(kind, key, "又一次"));
        }
        int count = typings.size();
        String update = String.join("\n", updates);
        assertThat(dryRun(kind, update)).isEqualTo(Map.of("changed", count));
        assertThat(counts(sunwindow.publish(kind, update))).isEqualTo(Map.of("changed", count));
        String shown = kind.equals("division") ? key : typings.getLast();
        for (String typed : typings) {
            get(kind, typed)
                    .then()
                    .statusCode(200)
                    .body(jsonAt("id", equalTo(shown)))
                    .body(nameField(kind), equalTo("第%d次".formatted(count - 1)));
        }

        String alternating = String.join("\n", withdrawals);
        assertThat(dryRun(kind, alternating)).isEqualTo(Map.of("withdrawn", count, "changed", count));
        assertThat(counts(sunwindow.publish(kind, alternating)))
                .isEqualTo(Map.of("withdrawn", count, "changed", count));
        assertThat(counts(sunwindow.publish(kind, withdrawals.get(count / 2 * 2))))
                .isEqualTo(Map.of("withdrawn", 1));
        for (String typed : typings) {
            get(kind, typed).then().statusCode(410);
        }
    }

    @Test
    void everyTypingClosesTheGate() throws Exception {
        String key = "Gate-W/2〔7〕";
        String published = line("disclosure", key, "公开的");
        sunwindow.publish("disclosure", published);
        List<String> typings = Typings.sent(key);
        var lines = new ArrayList<String>();
        for (String typed : typings) {
            Json list = sunwindow
                    .get("/disclosures?indexNo=" + Sunwindow.encoded(typed))
                    .as(Json.class);
            assertThat(list.getList("items.id")).as(typed).containsExactly(key);
            String closed = line("disclosure", typed, "公开的").replace("主动公开", "不予公开​");
            lines.add(closed);
            lines.add(published);
            // not valid otherwise
            lines.add(closed.replace("\"title\":", "\"titel\":"));
            lines.add(published);
        }
        int count = 2 * typings.size();
        var expected = Map.of("withdrawn", count, "changed", count, "rejected", count);
        assertThat(dryRun("disclosure", String.join("\n", lines))).isEqualTo(expected);
        assertThat(counts(sunwindow.publish("disclosure", String.join("\n", lines))))
                .isEqualTo(expected);
        get("disclosure", key).then().statusCode(200);
        sunwindow.publish("disclosure", lines.get(4));
        get("disclosure", key).then().statusCode(410);
    }

    @ParameterizedTest
    @MethodSource("references")
    void everyTypingOfAReferenceResolves(String kind, String component, String filter, String to) throws Exception {
        String target = key(to, 2);
        sunwindow.publish(to, line(to, target, "被引用的"));
        List<String> typings = Typings.sent(target);
        var lines = new ArrayList<String>();
        var withdrawals = new ArrayList<String>();
        for (String typed : typings) {
            String own = key(kind, 10 + lines.size());
            var line = (ObjectNode) JSON.readTree(line(kind, own, "引用的"));
            boolean several = component.endsWith("s");
            line.set(component, JSON.valueToTree(several ? List.of(typed) : typed));
            lines.add(line.toString());
            withdrawals.add(JSON.writeValueAsString(Map.of("withdraw", own)));
        }
        int count = typings.size();
        assertThat(counts(sunwindow.publish(kind, String.join("\n", lines)))).doesNotContainKey("rejected");
        for (String asked : typings.subList(0, ASKED)) {
            Json list = sunwindow
                    .get("/%ss?%s=%s&facets=%s&size=100".formatted(kind, filter, Sunwindow.encoded(asked), filter))
                    .then()
                    .statusCode(200)
                    .extract()
                    .as(Json.class);
            assertThat(list.getInt("total.value")).as(asked).isEqualTo(count);
            assertThat(list.<Map<String, Object>>getList("facets." + filter))
                    .as(asked)
                    .contains(Map.of("value", target, "label", "被引用的", "count", count));
        }
        if (component.equals("organization")) {
            for (int i = 0; i < ASKED; i++) {
                get(kind, key(kind, 10 + i)).then().body(jsonAt("links.organization.id", equalTo(target)));
            }
        }
        sunwindow.publish(kind, String.join("\n", withdrawals));
        withdraw(to, target);
    }

    /** The first line has the sender's number or none; the second one has the 索引号, too. */
    @ParameterizedTest
    @CsvSource({"'', false, 同名的通知", "src-81, false, 同名的通知", "src-81, true, 另名的通知"})
    void recordThatGetsANumberIsNotPublicWithoutIt(String id, boolean idIsSentAgain, String title) throws Exception {
        var first = (ObjectNode) JSON.readTree(line("disclosure", "unused", "同名的通知"));
        first.remove("indexNo");
        if (!id.isEmpty()) {
            first.put("id", id);
        }
        sunwindow.publish("disclosure", first.toString());
        String old = sunwindow.find("/disclosures", "同名的通知").getString("items[0].id");
        get("disclosure", old).then().statusCode(200);

        var second = (ObjectNode) JSON.readTree(line("disclosure", "New-81/1", title));
        if (idIsSentAgain) {
            second.put("id", id.toUpperCase(Locale.ROOT));
        }
        assertThat(dryRun("disclosure", second.toString())).isEqualTo(Map.of("changed", 1));
        assertThat(counts(sunwindow.publish("disclosure", second.toString()))).isEqualTo(Map.of("changed", 1));
        get("disclosure", old).then().statusCode(410);
        get("disclosure", "new-81/1").then().statusCode(200).body(jsonAt("id", equalTo("New-81/1")));
        assertThat(counts(sunwindow.publish("disclosure", second.toString()))).isEqualTo(Map.of("unchanged", 1));
        withdraw("disclosure", "New-81/1");
    }

    @Test
    void recordWithoutANumberIsRejectedBesideOneThatHas() throws Exception {
        sunwindow.publish("disclosure", line("disclosure", "Num-82/1", "有号的通知"));
        var without = (ObjectNode) JSON.readTree(line("disclosure", "unused", "有号的通知"));
        without.remove("indexNo");
        assertThat(dryRun("disclosure", without.toString())).isEqualTo(Map.of("rejected", 1));
        Json run = sunwindow.publish("disclosure", without.toString());
        Json reject = sunwindow.rejects(run);
        assertThat(reject.getString("items[0].code")).isEqualTo("record.alike");
        assertThat(reject.getString("items[0].message")).contains("NUM-82/1");
        assertThat(sunwindow.find("/disclosures", "有号的通知").getList("items.id")).containsExactly("Num-82/1");

        // declared not public, it is not known to be another one
        without.put("disclosureAttribute", "不予公开");
        without.put("title", "有 号的通知");
        assertThat(counts(sunwindow.publish("disclosure", without.toString())))
                .isEqualTo(Map.of("withdrawn", 1, "rejected", 1));
        get("disclosure", "Num-82/1").then().statusCode(410);
    }

    @Test
    void recordsWithNumbersAreNeverTheSame() throws Exception {
        sunwindow.publish("disclosure", line("disclosure", "Num-83/1", "公告"));
        assertThat(counts(sunwindow.publish("disclosure", line("disclosure", "Num-83/2", "公告"))))
                .isEqualTo(Map.of("created", 1));
        String closed = line("disclosure", "Num-83/2", "公告").replace("主动公开", "不予公开");
        sunwindow.publish("disclosure", closed);
        get("disclosure", "Num-83/1").then().statusCode(200);
        get("disclosure", "Num-83/2").then().statusCode(410);
        // an 索引号 never changes, so the id beside another one is not that of the record
        var other = (ObjectNode) JSON.readTree(line("disclosure", "Num-83/3", "公告"));
        other.put("id", "Num-83/1");
        assertThat(counts(sunwindow.publish("disclosure", other.toString()))).isEqualTo(Map.of("created", 1));
        get("disclosure", "Num-83/1").then().statusCode(200);
        withdraw("disclosure", "Num-83/3");
        withdraw("disclosure", "Num-83/1");
    }

    @Test
    void numberWithoutAVisibleCharacterIsRejected() throws Exception {
        Json run = sunwindow.publish("disclosure", line("disclosure", "\u200B\u2060", "无号的通知"));
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("key.invalid");
    }

    /** A record may not be its own successor or parent, however its key is typed. */
    @ParameterizedTest
    @CsvSource({"office, successor", "hotline, successor", "organization, successor", "organization, parent"})
    void referenceToItselfIsRejected(String kind, String component) throws Exception {
        assumeThat(Sunwindow.hasSample(kind)).isTrue();
        var line = (ObjectNode) JSON.readTree(line(kind, "Self-1", "自己"));
        line.put(component, "ｓｅｌｆ–1");
        assertThat(counts(sunwindow.publish(kind, line.toString()))).isEqualTo(Map.of("rejected", 1));
    }

    private static String key(String kind, int number) {
        return switch (kind) {
            case "division" -> "9901990%02d000".formatted(number);
            case "disclosure" -> "Ft-W/%d〔7〕".formatted(number);
            default -> "Ft-W.%d〔7〕".formatted(number);
        };
    }

    private static String nameField(String kind) {
        var fields = RecordFields.of(KINDS.get(kind).type());
        return NAMES.stream()
                .filter(name -> fields.get(name).isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** A valid record of the sample data with another key and name, and without references. */
    private static String line(String kind, String key, String name) throws Exception {
        var line = (ObjectNode)
                JSON.readTree(Sunwindow.sample(kind).lines().findFirst().orElseThrow());
        line.remove(List.of(
                "id",
                "parent",
                "successor",
                "level",
                "related",
                "validTo",
                "closedOn",
                "docNo",
                "visibleUntil",
                "periodEnd",
                "offices",
                "services",
                "windows"));
        if (kind.equals("disclosure")) {
            line.put("disclosureAttribute", "主动公开");
        }
        line.put(KINDS.get(kind).keyFields().getFirst(), key);
        line.put(nameField(kind), name);
        return line.toString();
    }

    private Response get(String kind, String key) {
        String path = kind.replaceAll("(\\p{Lu})", "-$1").toLowerCase(Locale.ROOT) + "s";
        return sunwindow.get("/%s/%s".formatted(path, Sunwindow.encoded(key).replace("+", "%20")));
    }

    private void withdraw(String kind, String key) throws Exception {
        sunwindow.publish(kind, JSON.writeValueAsString(Map.of("withdraw", key)));
    }

    private Map<String, Integer> dryRun(String kind, String line) {
        return counts(sunwindow
                .send(kind + "&dryRun=true", line)
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class));
    }

    private static Map<String, Integer> counts(Json run) {
        return List.of("created", "changed", "unchanged", "withdrawn", "rejected").stream()
                .filter(count -> run.getInt(count) > 0)
                .collect(Collectors.toMap(count -> count, run::getInt));
    }
}
