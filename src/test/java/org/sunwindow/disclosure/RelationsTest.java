package org.sunwindow.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** A relation between two records holds for both, whichever states it and whichever comes first. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RelationsTest {

    /** Its title is what is searched for, so it would rank first. */
    private static final String OLD = line("R-OLD", "油桃种植补助办法", "2019-05-01", ",\"docNo\":\"云民发〔2019〕88号\"");

    private static final String NEW = line("R-NEW", "油桃种植补助实施细则和办法汇编", "2020-05-01", related("REPLACES", "R-OLD"));

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
        for (String id : List.of("R-OLD", "R-NEW", "R-WHY", "R-ASK")) {
            withdraw(id);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replacedRecordIsMarkedAndRanksBehindWhateverArrivesFirst(boolean oldFirst) {
        sunwindow.publish("disclosure", oldFirst ? OLD : NEW);
        sunwindow.publish("disclosure", oldFirst ? NEW : OLD);
        Json found = sunwindow.find("/disclosures", "油桃种植补助");
        assertThat(found.getList("items.id")).containsExactly("R-NEW", "R-OLD");
        assertThat(found.getList("items.inForce")).containsExactly(null, false);
        assertThat(sunwindow.find("/search", "油桃种植补助").getList("items.inForce")).containsExactly(null, false);
        assertThat(sunwindow.find("/disclosures", "油桃种植补助", "inForce=true").getList("items.id"))
                .containsExactly("R-NEW");
        assertThat(get("/disclosures?replaces=r-old").getList("items.id")).containsExactly("R-NEW");
        assertThat(get("/disclosures?replacedBy=R-NEW").getList("items.id")).containsExactly("R-OLD");
        Json old = get("/disclosures/R-OLD");
        assertThat(old.getBoolean("inForce")).isFalse();
        assertThat(old.getList("links.replacedBy.id")).containsExactly("R-NEW");
        Json replacement = get("/disclosures/R-NEW");
        assertThat(replacement.<Boolean>get("inForce")).isNull();
        assertThat(replacement.getList("links.replaces.inForce")).containsExactly(false);
    }

    @Test
    void recordHoldsAgainOnceItsReplacementIsWithdrawn() {
        sunwindow.publish("disclosure", OLD + NEW);
        withdraw("R-NEW");
        Json found = sunwindow.find("/disclosures", "油桃种植补助");
        assertThat(found.getList("items.id")).containsExactly("R-OLD");
        assertThat(found.getList("items.inForce")).containsExactly((Boolean) null);
        Json old = get("/disclosures/R-OLD");
        assertThat(old.<Boolean>get("inForce")).isNull();
        assertThat(old.<Object>get("links.replacedBy")).isNull();
        assertThat(get("/disclosures?replacedBy=R-NEW").getInt("total.value")).isZero();
    }

    @Test
    void recordHoldsAgainOnceItsReplacementNoLongerSaysSo() {
        sunwindow.publish("disclosure", OLD + NEW);
        sunwindow.publish("disclosure", line("R-NEW", "油桃种植补助汇编", "2020-05-01", ""));
        assertThat(get("/disclosures/R-OLD").<Boolean>get("inForce")).isNull();
    }

    /** The clock stands at 2026-11-22. */
    @Test
    void recordHoldsUntilItsReplacementIsPublicAndInEffect() {
        sunwindow.publish(
                "disclosure",
                OLD
                        + line(
                                "R-NEW",
                                "油桃种植补助汇编",
                                "2026-11-24",
                                ",\"effectiveOn\":\"2026-12-01\"" + related("REPLACES", "R-OLD")));
        assertThat(get("/disclosures/R-OLD").<Object>get("links.replacedBy"))
                .as("what is not public is not named")
                .isNull();
        assertThat(get("/disclosures?facets=replaces&size=1").getList("facets.replaces.value"))
                .doesNotContain("R-OLD", "r-old");
        clock.forward(Duration.ofDays(3));
        Json announced = get("/disclosures/R-OLD");
        assertThat(announced.<Boolean>get("inForce")).isNull();
        assertThat(announced.getList("links.replacedBy.id")).containsExactly("R-NEW");
        clock.forward(Duration.ofDays(7));
        assertThat(get("/disclosures/R-OLD").getBoolean("inForce")).isFalse();
        assertThat(sunwindow.find("/disclosures", "油桃种植补助").getList("items.id")).containsExactly("R-NEW", "R-OLD");
    }

    /** The title of the replaced document is what is asked, and only the body of its replacement has the words. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replacedRecordRanksBehindALessSimilarReplacement(boolean ownSide) {
        String replacement = ownSide ? line("R-NEW", "特色农业扶持规定", "2020-05-01", "") : NEW;
        sunwindow.publish(
                "disclosure",
                replacement
                        + (ownSide ? line("R-OLD", "油桃种植补助办法", "2019-05-01", related("REPLACED_BY", "R-NEW")) : OLD));
        for (String path : List.of("/disclosures", "/search")) {
            assertThat(sunwindow.find(path, "油桃种植补助办法").<String>getList("items.id"))
                    .filteredOn(id -> id.startsWith("R-"))
                    .containsExactly("R-NEW", "R-OLD");
        }
    }

    /** Asked for by its number or its year, a document comes first although it is replaced, and is marked. */
    @Test
    void replacedRecordIsFoundByItsNumber() {
        sunwindow.publish("disclosure", OLD + NEW);
        Json found = sunwindow.find("/disclosures", "云民发〔2019〕88号");
        assertThat(found.getString("items[0].id")).isEqualTo("R-OLD");
        assertThat(found.getBoolean("items[0].inForce")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void explanationOfAReplacedRecordIsMarkedWhicheverSideNamesTheOther(boolean ownSide) {
        String explained = ownSide ? OLD : line("R-OLD", "油桃种植补助办法", "2019-05-01", related("INTERPRETATION", "R-WHY"));
        String explanation = line("R-WHY", "油桃种植补助办法解读", "2019-06-01", ownSide ? related("INTERPRETS", "R-OLD") : "");
        sunwindow.publish("disclosure", explanation + explained);
        assertThat(get("/disclosures/R-WHY").getList("links.interprets.id")).containsExactly("R-OLD");
        assertThat(get("/disclosures/R-WHY").<Boolean>get("basisInForce")).isNull();
        assertThat(get("/disclosures/R-OLD").getList("links.interpretations.id"))
                .containsExactly("R-WHY");
        assertThat(get("/disclosures?interprets=R-OLD").getList("items.id")).containsExactly("R-WHY");
        sunwindow.publish("disclosure", NEW);
        Json why = get("/disclosures/R-WHY");
        assertThat(why.getBoolean("basisInForce")).isFalse();
        assertThat(why.<Boolean>get("inForce")).isNull();
        assertThat(why.getList("links.interprets.inForce")).containsExactly(false);
        assertThat(get("/disclosures?interprets=R-OLD").getList("items.basisInForce"))
                .containsExactly(false);
        assertThat(sunwindow.find("/search", "油桃种植补助办法解读").getBoolean("items[id=R-WHY].basisInForce"))
                .isFalse();
        withdraw("R-NEW");
        assertThat(get("/disclosures/R-WHY").<Boolean>get("basisInForce")).isNull();
    }

    @Test
    void responseIsLinkedFromBothSides() {
        sunwindow.publish(
                "disclosure", OLD + line("R-ASK", "对油桃种植补助关切的回应", "2019-07-01", related("RESPONDS_TO", "R-OLD")));
        assertThat(get("/disclosures/R-OLD").getList("links.responses.id")).containsExactly("R-ASK");
        assertThat(get("/disclosures/R-ASK").getList("links.respondsTo.id")).containsExactly("R-OLD");
    }

    private static String line(String indexNo, String title, String day, String more) {
        return "{\"indexNo\":\"%s\",\"title\":\"%s\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"%s 09:00:00\",\"disclosureAttribute\":\"主动公开\",\"body\":\"油桃种植补助\"%s}%n"
                .formatted(indexNo, title, day, more);
    }

    @ParameterizedTest
    @EnumSource(Disclosure.Relation.class)
    void recordIsNotRelatedToItself(Disclosure.Relation relation) {
        Json run = sunwindow
                .send("disclosure", line("R-OLD", "油桃种植补助办法", "2019-05-01", related(relation.name(), "ｒ－old")))
                .as(Json.class);
        assertThat(sunwindow.rejects(run).getList("items.field")).containsExactly("related[0].key");
        assertThat(sunwindow.rejects(run).getList("items.code")).containsExactly("relation.self");
    }

    private static String related(String relation, String key) {
        return ",\"related\":[{\"relation\":\"%s\",\"key\":\"%s\"}]".formatted(relation, key);
    }

    private void withdraw(String id) {
        sunwindow.publish("disclosure", "{\"withdraw\":\"%s\",\"reason\":\"有误\"}".formatted(id));
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
