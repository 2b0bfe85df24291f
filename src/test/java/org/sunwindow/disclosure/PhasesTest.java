package org.sunwindow.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** 尚未生效 → 有效 → 废止, at the second and without any import. The clock stands at 2026-11-22 10:00. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PhasesTest {

    private static final String PUBLISHER = "publisher=" + URLEncoder.encode("油菜籽局", StandardCharsets.UTF_8);
    private static final Instant EFFECT = Instant.parse("2026-11-30T16:00:00Z");
    private static final Instant END = Instant.parse("2026-12-31T16:00:00Z");

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    @AfterEach
    void withdraw() {
        clock.reset();
        for (String id : List.of("PH-1", "PH-2", "PH-3")) {
            sunwindow.publish("disclosure", "{\"withdraw\":\"%s\",\"reason\":\"有误\"}".formatted(id));
        }
    }

    private static String line(String id, String more) {
        return "{\"indexNo\":\"%s\",\"title\":\"油菜籽收购办法%s\",\"publisher\":\"油菜籽局\",\"publishedAt\":\"2026-11-01 09:00:00\",\"disclosureAttribute\":\"主动公开\"%s}%n"
                .formatted(id, id, more);
    }

    private static String dated(String validity) {
        String sent = validity == null ? "" : ",\"validity\":\"%s\"".formatted(validity);
        return line("PH-1", sent + ",\"effectiveOn\":\"2026-12-01\",\"abolishedOn\":\"2027-01-01\"");
    }

    private void moveTo(Instant instant) {
        clock.forward(Duration.between(clock.instant(), instant));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "有效", "尚未生效"})
    void validityFollowsTheDatesWhateverWasSent(String sent) {
        sunwindow.publish("disclosure", dated(sent));
        assertIs("尚未生效");
        moveTo(EFFECT.minusSeconds(1));
        assertIs("尚未生效");
        moveTo(EFFECT);
        assertIs("有效");
        moveTo(END.minusSeconds(1));
        assertIs("有效");
        assertThat(get("/disclosures/PH-1").<Boolean>get("inForce")).isNull();
        moveTo(END);
        assertIs("废止");
        assertThat(get("/disclosures/PH-1").getBoolean("inForce")).isFalse();
    }

    /** In the record, the list, the filter and the facet. */
    private void assertIs(String validity) {
        assertThat(get("/disclosures/PH-1").getString("validity")).isEqualTo(validity);
        assertThat(get("/disclosures?" + PUBLISHER).getList("items.validity")).containsExactly(validity);
        for (String each : List.of("尚未生效", "有效", "废止")) {
            Json filtered = sunwindow.find(
                    "/disclosures",
                    "油菜籽收购办法",
                    PUBLISHER,
                    "validity=" + URLEncoder.encode(each, StandardCharsets.UTF_8),
                    "facets=validity");
            assertThat(filtered.getList("items")).hasSize(each.equals(validity) ? 1 : 0);
            assertThat(filtered.getList("facets.validity.value")).containsExactly(validity);
            assertThat(filtered.getList("facets.validity.count")).containsExactly(1);
        }
    }

    @Test
    void cachedResponseEndsAtTheNextMoment() {
        sunwindow.publish("disclosure", dated(null));
        moveTo(EFFECT.minusSeconds(5));
        String cacheControl = sunwindow.get("/disclosures/PH-1").header("Cache-Control");
        int seconds = Integer.parseInt(cacheControl.replaceAll(".*max-age=(\\d+).*", "$1"));
        assertThat(seconds).isLessThanOrEqualTo(5);
    }

    @Test
    void replacedRecordIsAbolishedWhileItsReplacementIsInEffect() {
        sunwindow.publish("disclosure", line("PH-1", ",\"validity\":\"有效\""));
        sunwindow.publish(
                "disclosure",
                line(
                        "PH-2",
                        ",\"effectiveOn\":\"2026-12-01\",\"related\":[{\"relation\":\"REPLACES\",\"key\":\"PH-1\"}]"));
        assertThat(get("/disclosures/PH-1").getString("validity")).isEqualTo("有效");
        moveTo(EFFECT);
        assertThat(get("/disclosures/PH-1").getString("validity")).isEqualTo("废止");
        sunwindow.publish("disclosure", "{\"withdraw\":\"PH-2\",\"reason\":\"有误\"}");
        assertThat(get("/disclosures/PH-1").getString("validity")).isEqualTo("有效");
    }

    @Test
    void wordsThatDatesDoNotTouchStay() {
        sunwindow.publish("disclosure", line("PH-1", ",\"validity\":\"已修改\""));
        sunwindow.publish("disclosure", line("PH-2", ",\"validity\":\"失效\""));
        sunwindow.publish("disclosure", line("PH-3", ""));
        assertThat(get("/disclosures/PH-1").getString("validity")).isEqualTo("已修改");
        assertThat(get("/disclosures/PH-2").getString("validity")).isEqualTo("失效");
        assertThat(get("/disclosures/PH-3").<String>get("validity")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void forwardingIsShownFromBothSidesWhateverArrivesFirst(boolean ownSide, boolean forwardedFirst) {
        String relation = ownSide ? "FORWARDS" : "FORWARDED_BY";
        String stated =
                ",\"related\":[{\"relation\":\"%s\",\"key\":\"%s\"}]".formatted(relation, ownSide ? "PH-1" : "PH-2");
        String original = line("PH-1", ",\"abolishedOn\":\"2027-01-01\"" + (ownSide ? "" : stated));
        String forward = line("PH-2", ownSide ? stated : "");
        sunwindow.publish("disclosure", forwardedFirst ? original : forward);
        sunwindow.publish("disclosure", forwardedFirst ? forward : original);
        Json forwarding = get("/disclosures/PH-2");
        assertThat(forwarding.getList("links.forwards.id")).containsExactly("PH-1");
        assertThat(forwarding.getList("links.forwards.name")).containsExactly("油菜籽收购办法PH-1");
        assertThat(get("/disclosures/PH-1").getList("links.forwardedBy.id")).containsExactly("PH-2");
        assertThat(get("/disclosures?forwards=PH-1").getList("items.id")).containsExactly("PH-2");
        assertThat(get("/disclosures?forwardedBy=PH-2").getList("items.id")).containsExactly("PH-1");
        moveTo(END);
        assertThat(get("/disclosures/PH-2").getBoolean("basisInForce")).isFalse();
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
