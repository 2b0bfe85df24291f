package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** An answer names only records that are public now. A reference heals when its target arrives. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LinksTest {

    private static final Map<String, String> TARGETS = Map.of(
            "organization", "{\"id\":\"l-target\",\"name\":\"灯塔局\"}",
            "office", "{\"id\":\"l-target\",\"name\":\"灯塔所\",\"type\":\"福利院\"}",
            "hotline", "{\"id\":\"l-target\",\"name\":\"灯塔热线\",\"number\":\"0500-8310099\"}",
            "service", "{\"code\":\"l-target\",\"name\":\"灯塔事项\",\"type\":\"20\"}",
            "disclosure", disclosure("l-target", ""));

    private static boolean published;

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
        if (!published) {
            // references to a kind without any record are not warned of
            TARGETS.forEach((kind, line) ->
                    sunwindow.publish(kind, line.replace("l-target", "l-other").replace("灯塔管理办法", "灯塔章程")));
            published = true;
        }
    }

    @AfterEach
    void withdraw() {
        clock.reset();
        TARGETS.keySet().forEach(kind -> {
            if (sunwindow.get("/" + kind + "s/l-source").statusCode() == 200) {
                withdraw(kind, "l-source");
            }
            if (sunwindow.get("/" + kind + "s/l-target").statusCode() != 404) {
                withdraw(kind, "l-target");
            }
        });
    }

    private void withdraw(String kind, String key) {
        sunwindow.publish(kind, "{\"withdraw\":\"%s\",\"reason\":\"有误\"}".formatted(key));
    }

    private static String disclosure(String key, String more) {
        return "{\"indexNo\":\"%s\",\"title\":\"灯塔管理办法\",\"publisher\":\"灯塔局\",\"publishedAt\":\"2026-01-05 09:00:00\",\"disclosureAttribute\":\"主动公开\"%s}"
                .formatted(key, more);
    }

    /** Every field of every kind that names another record. */
    static Stream<Arguments> references() {
        return Stream.of(
                Arguments.of(
                        "service",
                        "{\"code\":\"l-source\",\"name\":\"灯塔\",\"organization\":\"l-target\"}",
                        "organization",
                        "organization"),
                Arguments.of(
                        "service",
                        "{\"code\":\"l-source\",\"name\":\"灯塔\",\"offices\":[\"l-target\"]}",
                        "office",
                        "offices"),
                Arguments.of(
                        "service",
                        "{\"code\":\"l-source\",\"name\":\"灯塔\",\"basis\":[\"l-target\"]}",
                        "disclosure",
                        "basis"),
                Arguments.of(
                        "office",
                        "{\"id\":\"l-source\",\"name\":\"灯塔\",\"type\":\"福利院\",\"organization\":\"l-target\"}",
                        "organization",
                        "organization"),
                Arguments.of(
                        "office",
                        "{\"id\":\"l-source\",\"name\":\"灯塔\",\"type\":\"福利院\",\"services\":[\"l-target\"]}",
                        "service",
                        "services"),
                Arguments.of(
                        "office",
                        "{\"id\":\"l-source\",\"name\":\"灯塔\",\"type\":\"福利院\",\"windows\":[{\"name\":\"1号\",\"services\":[\"l-target\"]}]}",
                        "service",
                        "windows[0].services"),
                Arguments.of(
                        "office",
                        "{\"id\":\"l-source\",\"name\":\"灯塔\",\"type\":\"福利院\",\"closedOn\":\"2026-01-01\",\"successor\":\"l-target\"}",
                        "office",
                        "successor"),
                Arguments.of(
                        "hotline",
                        "{\"id\":\"l-source\",\"name\":\"灯塔\",\"number\":\"0500-8310098\",\"organization\":\"l-target\"}",
                        "organization",
                        "organization"),
                Arguments.of(
                        "hotline",
                        "{\"id\":\"l-source\",\"name\":\"灯塔\",\"number\":\"0500-8310098\",\"closedOn\":\"2026-01-01\",\"successor\":\"l-target\"}",
                        "hotline",
                        "successor"),
                Arguments.of(
                        "organization",
                        "{\"id\":\"l-source\",\"name\":\"灯塔\",\"parent\":\"l-target\"}",
                        "organization",
                        "parent"),
                Arguments.of(
                        "organization",
                        "{\"id\":\"l-source\",\"name\":\"灯塔\",\"closedOn\":\"2026-01-01\",\"successor\":\"l-target\"}",
                        "organization",
                        "successor"),
                Arguments.of(
                        "disclosure",
                        disclosure("l-source", ",\"related\":[{\"relation\":\"INTERPRETS\",\"key\":\"l-target\"}]"),
                        "disclosure",
                        "related"));
    }

    @ParameterizedTest
    @MethodSource("references")
    void referenceHealsWhenItsTargetArrivesAndGoesWithIt(String kind, String line, String target, String field) {
        assertThat(sunwindow.publish(kind, line).getInt("warnings")).isPositive();
        String path = "/" + kind + "s/l-source";
        assertThat(get(path).<Object>get(field)).isNull();
        assertThat(sunwindow.get(path).asString()).doesNotContain("l-target");
        sunwindow.publish(target, TARGETS.get(target));
        assertThat(get(path).<Object>get(field)).isNotNull();
        assertThat(sunwindow.get(path).asString()).contains("l-target");
        withdraw(target, "l-target");
        assertThat(sunwindow.get(path).asString()).doesNotContain("l-target");
        assertThat(sunwindow.get("/" + kind + "s?size=100").asString()).doesNotContain("l-target");
        sunwindow.publish(target, TARGETS.get(target));
        assertThat(sunwindow.publish(kind, line).getInt("warnings"))
                .as("healed")
                .isZero();
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
        assertThat(sunwindow.find("/services", "灯塔").getList("items.basisInForce"))
                .contains(false);
        withdraw("disclosure", "l-target");
        assertThat(get("/services/l-source").<Boolean>get("basisInForce")).isNull();
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
