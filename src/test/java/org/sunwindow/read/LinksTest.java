package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.ReferenceFields;
import org.sunwindow.kind.ReferenceFields.ReferenceField;

/** An answer names only records that are public now. A reference heals when its target arrives. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LinksTest {

    /** A record of each kind, without its last bracket. */
    private static final Map<String, String> RECORDS = Map.ofEntries(
            Map.entry("organization", "{\"id\":\"%s\",\"name\":\"灯塔局\""),
            Map.entry("office", "{\"id\":\"%s\",\"name\":\"灯塔所\",\"type\":\"福利院\""),
            Map.entry("hotline", "{\"id\":\"%s\",\"name\":\"灯塔热线\",\"number\":\"0500-8310099\""),
            Map.entry("service", "{\"code\":\"%s\",\"name\":\"灯塔事项\",\"type\":\"20\""),
            Map.entry(
                    "disclosure",
                    "{\"indexNo\":\"%s\",\"title\":\"灯塔管理办法\",\"publisher\":\"灯塔局\",\"publishedAt\":\"2026-01-05 09:00:00\",\"disclosureAttribute\":\"主动公开\""),
            Map.entry("column", "{\"id\":\"%s\",\"name\":\"灯塔栏目\""),
            Map.entry(
                    "catalogItem",
                    "{\"id\":\"%s\",\"code\":\"%1$s\",\"catalog\":\"灯塔目录\",\"version\":\"2026年版\",\"effectiveOn\":\"2026-01-01\",\"level1\":\"灯塔\",\"level2\":\"守护\",\"elements\":[\"守护须知\"],\"responsibleBody\":\"灯塔局\""),
            Map.entry(
                    "answer",
                    "{\"id\":\"%s\",\"title\":\"灯塔怎样申请\",\"question\":\"灯塔怎样申请？\",\"answer\":\"到窗口申请。\",\"type\":\"FAQ\",\"answeredOn\":\"2026-07-06\",\"publisher\":\"灯塔局\""),
            Map.entry(
                    "statistic",
                    "{\"id\":\"%s\",\"title\":\"灯塔报道稿件\",\"publisher\":\"灯塔局\",\"period\":\"2015\",\"metric\":\"灯塔稿件\",\"value\":\"50\",\"unit\":\"篇\""),
            Map.entry("site", "{\"id\":\"%s\",\"name\":\"灯塔网站\""),
            Map.entry(
                    "notice",
                    "{\"id\":\"%s\",\"title\":\"灯塔结果公示\",\"type\":\"OTHER\",\"stage\":\"RESULT\",\"publisher\":\"灯塔局\",\"periodBegin\":\"2026-07-06T09:00:00+08:00\",\"body\":\"公示如下。\",\"objectionPhone\":\"0500-8310099\""));

    /** How a record states a reference, by its field. Other members are those that it requires. */
    private static final Map<String, String> STATED = Map.ofEntries(
            Map.entry("service.organization", "\"organization\":\"l-target\""),
            Map.entry("service.delegatedTo", "\"status\":\"下放\",\"delegatedTo\":\"l-target\""),
            Map.entry("service.power", "\"list\":\"责任清单\",\"power\":\"l-target\""),
            Map.entry("service.duties", "\"list\":\"权力清单\",\"duties\":[\"l-target\"]"),
            Map.entry("service.offices", "\"offices\":[\"l-target\"]"),
            Map.entry("service.basis", "\"basis\":[\"l-target\"]"),
            Map.entry(
                    "service.partners.organization",
                    "\"list\":\"职责边界\",\"partners\":[{\"name\":\"某局\",\"organization\":\"l-target\",\"responsibilities\":[\"守夜\"]}]"),
            Map.entry(
                    "service.chiefRepresentative.office",
                    "\"chiefRepresentative\":{\"name\":\"陆闻溪\",\"office\":\"l-target\"}"),
            Map.entry("office.organization", "\"organization\":\"l-target\""),
            Map.entry("office.services", "\"services\":[\"l-target\"]"),
            Map.entry("office.windows.services", "\"windows\":[{\"name\":\"1号\",\"services\":[\"l-target\"]}]"),
            Map.entry("office.successor", "\"closedOn\":\"2026-01-01\",\"successor\":\"l-target\""),
            Map.entry("hotline.organization", "\"organization\":\"l-target\""),
            Map.entry("hotline.successor", "\"closedOn\":\"2026-01-01\",\"successor\":\"l-target\""),
            Map.entry("organization.parent", "\"parent\":\"l-target\""),
            Map.entry("organization.successor", "\"closedOn\":\"2026-01-01\",\"successor\":\"l-target\""),
            Map.entry("disclosure.columns", "\"columns\":[\"l-target\"]"),
            Map.entry("disclosure.catalogItems", "\"catalogItems\":[\"l-target\"]"),
            Map.entry("disclosure.related.key", "\"related\":[{\"relation\":\"INTERPRETS\",\"key\":\"l-target\"}]"),
            Map.entry("column.parent", "\"parent\":\"l-target\""),
            Map.entry("catalogItem.organization", "\"organization\":\"l-target\""),
            Map.entry("catalogItem.replaces", "\"replaces\":\"l-target\""),
            Map.entry("answer.organization", "\"organization\":\"l-target\""),
            Map.entry("answer.services", "\"services\":[\"l-target\"]"),
            Map.entry("answer.disclosures", "\"disclosures\":[\"l-target\"]"),
            Map.entry("statistic.organization", "\"organization\":\"l-target\""),
            Map.entry("site.organization", "\"organization\":\"l-target\""),
            Map.entry("site.guide", "\"organization\":\"l-other\",\"guide\":\"l-target\""),
            Map.entry("notice.organization", "\"organization\":\"l-target\""),
            Map.entry("notice.announcement", "\"announcement\":\"l-target\""));

    private static boolean published;

    @Inject
    MovableClock clock;

    @Inject
    Kinds kinds;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
        if (!published) {
            // references to a kind without any record are not warned of
            RECORDS.keySet().stream()
                    .filter(this::isInstalled)
                    .filter(kind -> !kind.equals("site"))
                    .forEach(kind ->
                            sunwindow.publish(kind, record(kind, "l-other", "").replace("灯塔管理办法", "灯塔章程")));
            published = true;
        }
    }

    @AfterEach
    void withdraw() {
        clock.reset();
        for (String kind : RECORDS.keySet()) {
            for (String key : List.of("l-source", "l-target")) {
                if (isInstalled(kind) && sunwindow.get(path(kind, key)).statusCode() == 200) {
                    withdraw(kind, key);
                }
            }
        }
    }

    /** A feature that was deleted has no records. */
    private boolean isInstalled(String kind) {
        return kinds.all().stream().anyMatch(installed -> installed.name().equals(kind));
    }

    private void withdraw(String kind, String key) {
        sunwindow.publish(kind, "{\"withdraw\":\"%s\",\"reason\":\"有误\"}".formatted(key));
    }

    private static String disclosure(String key, String more) {
        return record("disclosure", key, more);
    }

    /**
     * @param more members, with a comma before them
     */
    private static String record(String kind, String key, String more) {
        return RECORDS.get(kind).formatted(key) + more + "}";
    }

    private static String path(String kind, String key) {
        return "/" + (kind.equals("catalogItem") ? "catalog-items" : kind + "s") + "/" + key;
    }

    /** Every field of every kind that names another record. */
    static List<ReferenceField> references() {
        return ReferenceFields.all();
    }

    @Test
    void everyReferenceIsTried() {
        assertThat(references())
                .extracting(ReferenceField::toString)
                .as("a field without an entry in STATED")
                .containsExactlyInAnyOrderElementsOf(STATED.keySet().stream()
                        .filter(field -> isInstalled(field.substring(0, field.indexOf('.'))))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("references")
    void referenceHealsWhenItsTargetArrivesAndGoesWithIt(ReferenceField field) {
        assumeThat(isInstalled(field.target())).isTrue();
        String line = record(field.kind(), "l-source", "," + STATED.get(field.toString()))
                .replace("灯塔管理办法", "灯塔解读");
        Json run = sunwindow.publish(field.kind(), line);
        assertThat(run.getInt("warnings")).isPositive();
        assertThat(sunwindow.rejects(run).getString("items")).contains("reference.unknown");
        String path = path(field.kind(), "l-source");
        assertThat(sunwindow.get(path).asString()).doesNotContain("l-target");
        sunwindow.publish(field.target(), record(field.target(), "l-target", ""));
        assertThat(sunwindow.get(path).asString()).contains("l-target");
        withdraw(field.target(), "l-target");
        assertThat(sunwindow.get(path).asString()).doesNotContain("l-target");
        assertThat(sunwindow
                        .get(path(field.kind(), "").replaceAll("/$", "?size=100"))
                        .asString())
                .doesNotContain("l-target");
        sunwindow.publish(field.target(), record(field.target(), "l-target", ""));
        Json healed = sunwindow.publish(field.kind(), line);
        assertThat(
                        healed.getInt("warnings") == 0
                                ? ""
                                : sunwindow.rejects(healed).getString("items"))
                .doesNotContain("reference.unknown");
    }

    /** A reference that says more about an object is left out alone. */
    @Test
    void onlyTheKeyGoesWithItsTarget() {
        for (String field : List.of("service.partners.organization", "service.chiefRepresentative.office")) {
            sunwindow.publish("service", record("service", "l-source", "," + STATED.get(field)));
            Json item = get("/services/l-source");
            boolean isPartner = field.contains("partners");
            assertThat(item.getString(isPartner ? "partners[0].name" : "chiefRepresentative.name"))
                    .isEqualTo(isPartner ? "某局" : "陆闻溪");
            if (isPartner) {
                assertThat(item.getList("partners[0].responsibilities")).containsExactly("守夜");
            }
        }
    }

    /** Whoever follows the link of a guide reaches an open door. */
    @Test
    void guideShowsTheSuccessorOfItsClosedOffice() {
        sunwindow.publish(
                "office", record("office", "l-source", ",\"closedOn\":\"2026-01-01\",\"successor\":\"l-target\""));
        sunwindow.publish("office", record("office", "l-target", ""));
        sunwindow.publish("service", record("service", "l-source", ",\"offices\":[\"l-source\"]"));
        assertThat(get("/services/l-source").getList("links.offices.id")).containsExactly("l-target");
    }

    @Test
    void referenceGoesAtTheSecondAtWhichItsTargetExpires() {
        sunwindow.publish(
                "disclosure",
                disclosure("l-source", ",\"related\":[{\"relation\":\"RESPONDS_TO\",\"key\":\"l-target\"}]"));
        sunwindow.publish("disclosure", disclosure("l-target", ",\"visibleUntil\":\"2026-11-22T11:00:00+08:00\""));
        clock.forward(Duration.ofMinutes(60).minusSeconds(1));
        Json before = get("/disclosures/l-source");
        assertThat(before.getList("related.key")).containsExactly("l-target");
        assertThat(before.getList("links.respondsTo.name")).containsExactly("灯塔管理办法");
        clock.forward(Duration.ofSeconds(1));
        assertThat(sunwindow.get("/disclosures/l-source").asString()).doesNotContain("l-target");
    }

    /** A guide is marked while a document that it cites is not in force, by key, number or title. */
    @ParameterizedTest
    @MethodSource("citations")
    void guideIsMarkedWhileItsBasisIsNotInForce(String legalBasis) {
        sunwindow.publish("service", "{\"code\":\"l-source\",\"name\":\"灯塔\",%s}".formatted(legalBasis));
        assertThat(get("/services/l-source").<Boolean>get("basisInForce")).isNull();
        sunwindow.publish(
                "disclosure", disclosure("l-target", ",\"docNo\":\"灯塔发〔2021〕7号\",\"abolishedOn\":\"2026-11-23\""));
        assertThat(get("/services/l-source").<Boolean>get("basisInForce")).isNull();
        clock.forward(Duration.ofHours(14));
        assertThat(get("/services/l-source").getBoolean("basisInForce")).isFalse();
        assertThat(get("/services/l-source").getList("links.basis.id")).containsExactly("l-target");
        assertThat(get("/services/l-source").getBoolean("links.basis[0].inForce"))
                .isFalse();
        assertThat(sunwindow.find("/services", "灯塔").getList("items.basisInForce"))
                .contains(false);
        withdraw("disclosure", "l-target");
        assertThat(get("/services/l-source").<Boolean>get("basisInForce")).isNull();
    }

    /** Without a key, the link is shown while it is clear which document is meant. */
    @ParameterizedTest
    @MethodSource("citations")
    void guideLinksTheDocumentThatItCites(String legalBasis) {
        sunwindow.publish("service", "{\"code\":\"l-source\",\"name\":\"灯塔\",%s}".formatted(legalBasis));
        assertThat(get("/services/l-source").<Object>get("links.basis")).isNull();
        sunwindow.publish("disclosure", disclosure("l-target", ",\"docNo\":\"灯塔发〔2021〕7号\""));
        assertThat(get("/services/l-source").getList("links.basis.id")).containsExactly("l-target");
        assertThat(get("/services/l-source").<Boolean>get("links.basis[0].inForce"))
                .isNull();
        sunwindow.publish("disclosure", disclosure("l-other", ",\"docNo\":\"灯塔发〔2021〕7号\""));
        Json ambiguous = get("/services/l-source");
        if (legalBasis.startsWith("\"legalBasis")) {
            assertThat(ambiguous.<Object>get("links.basis")).isNull();
        } else {
            assertThat(ambiguous.getList("links.basis.id")).containsExactly("l-target");
        }
        sunwindow.publish(
                "disclosure", disclosure("l-other", ",\"docNo\":\"灯塔发〔2021〕7号\",\"abolishedOn\":\"2026-11-01\""));
        assertThat(get("/services/l-source").getList("links.basis.id"))
                .as("only one is in force")
                .containsExactly("l-target");
        // as other tests expect it
        sunwindow.publish("disclosure", record("disclosure", "l-other", "").replace("灯塔管理办法", "灯塔章程"));
    }

    static List<String> citations() {
        return List.of(
                "\"basis\":[\"l-target\"]",
                "\"legalBasis\":[\"《灯塔管理办法》（灯塔发[2021] 7号）第三条\"]",
                "\"legalBasis\":[\"根据灯塔发〔2021〕7号\"]",
                "\"legalBasis\":[\"《灯塔管理办法》第三条\"]");
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
