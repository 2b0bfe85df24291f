package org.sunwindow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Published replies and frequently asked questions. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AnswerTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "column", "disclosure", "service", "answer");
    }

    @Test
    void answersAreFilteredByTypeServiceOrganizationDateAndTag() {
        assertThat(get("/answers?type=FAQ&service=990102-jf-001&tags=" + Sunwindow.encoded("低保标准"))
                        .getList("items.id"))
                .containsExactly("faq-0001");
        assertThat(get("/answers?organization=org-xl-mzj&type=COMPLAINT").getList("items.title"))
                .containsExactly("补贴停发没有人通知");
        assertThat(get("/answers?organization=org-yc-mzj&size=1").getInt("total.value"))
                .isZero();
        assertThat(get("/answers?organization=org-yc-mzj&includeSubordinate=true&size=1")
                        .getInt("total.value"))
                .isGreaterThan(30);
        Json september = get("/answers?answeredFrom=2026-09-01&answeredTo=2026-09-30");
        assertThat(september.getList("items.answeredOn")).containsExactly("2026-09-17", "2026-09-08");
        assertThat(get("/answers?channel=HOTLINE&facets=channel,type&size=1").getList("facets.type.label"))
                .contains("投诉", "求助", "咨询");
        assertThat(get("/answers?satisfaction=SATISFIED&askedFrom=2026-01-01&size=1")
                        .getInt("total.value"))
                .isGreaterThan(15);
    }

    @Test
    void answerIsInTheRecordWithTheTitlesOfWhatItNames() {
        assertThat(get("/answers?size=1").getString("items[0].answer")).isNull();
        Json answer = get("/answers/faq-0001");
        assertThat(answer.getString("answer")).contains("896");
        assertThat(answer.getList("links.services.name")).containsExactly("最低生活保障申请与审核确认");
        assertThat(answer.getList("links.disclosures.id")).hasSize(2).contains("990100001/202606-00002");
        assertThat(answer.getString("links.organization.name")).isEqualTo("云川市民政局社会救助科");
    }

    /** The link is given by the answer alone, and dies with the record that it names. */
    @Test
    void linkToAWithdrawnServiceIsLeftOut() {
        sunwindow.publish("service", "{\"withdraw\":\"990100-GG-009\",\"reason\":\"测试\"}");
        assertThat(get("/answers?service=990100-GG-009")
                        .getList("items.services")
                        .toString())
                .doesNotContain("990100-GG-009");
        sunwindow.publishSamples("service");
        assertThat(get("/answers?service=990100-GG-009").getList("items[0].services"))
                .containsExactly("990100-GG-009");
    }

    @Test
    void answerIsMarkedOnceItsBasisIsAbolished() {
        sunwindow.publish("disclosure", basis(""));
        sunwindow.publish("answer", line("an-1", "怎样领取", "凭通知领取。", ",\"disclosures\":[\"AN-BASIS\"]"));
        assertThat(get("/answers/an-1").<Boolean>get("basisInForce")).isNull();
        sunwindow.publish("disclosure", basis(",\"abolishedOn\":\"2026-01-01\""));
        assertThat(get("/answers/an-1").getBoolean("basisInForce")).isFalse();
        assertThat(get("/answers?disclosure=AN-BASIS").getList("items.id")).containsExactly("an-1");
    }

    private static String basis(String more) {
        return """
                {"id":"AN-BASIS","title":"种子领取办法","publisher":"云川市民政局","publishedAt":"2025-05-01T08:00:00+08:00",\
                "disclosureAttribute":"主动公开"%s}""".formatted(more);
    }

    @Test
    void expiredAnswerIsGone() {
        sunwindow.publish("answer", line("an-2", "旧问题", "旧答复。", ",\"visibleUntil\":\"2026-01-01T00:00:00+08:00\""));
        assertThat(sunwindow.get("/answers/an-2").statusCode()).isEqualTo(410);
    }

    /** Neither the question nor the answer may say who asked. */
    @ParameterizedTest
    @CsvSource({"我的手机是13800138000，请回电。, 已回电。", "怎么还没到账？, 经查，您的身份证号110101199003074557对应的账户未激活。"})
    void personalDataIsNotPublished(String question, String answer) {
        Json run = sunwindow.publish("answer", line("an-p", question, answer, ""));
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(sunwindow.get("/answers/an-p").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"asker\":\"张三丰\"", ",\"askedOn\":\"2026-12-31\"", ",\"type\":\"问\""})
    void whatDoesNotBelongIsRejected(String more) {
        assertThat(sunwindow.publish("answer", line("an-w", "问题", "答复。", more)).getInt("rejected"))
                .isEqualTo(1);
    }

    @Test
    void siteSearchHasAnswersBehindTheGuide() {
        Json hits = sunwindow.find("/search", "最低生活保障申请", "size=5");
        assertThat(hits.getList("items.kind")).first().isEqualTo("service");
        assertThat(sunwindow.find("/search", "低保金这个月为什么变少了", "size=1").getString("items[0].id"))
                .isEqualTo("da-2026-0002");
        assertThat(sunwindow.find("/search", "低保", "kind=answer", "size=1").getInt("total.value"))
                .isGreaterThan(8);
    }

    @ParameterizedTest
    @CsvSource({
        "/answers?kind=FAQ, kind",
        "/answers?type=问答, type",
        "/answers?channel=邮局, channel",
        "/answers?satisfaction=1, satisfaction",
        "/answers?answeredFrom=昨天, answeredFrom",
        "/answers?answeredFrom=2026-02-01&answeredTo=2026-01-01, answeredFrom",
        "/answers?year=26, year",
        "/answers?sort=title, sort",
        "/answers/faq-0001?x=1, x"
    })
    void wrongParametersAreNamed(String path, String parameter) {
        Json problem = sunwindow.get(path).then().statusCode(400).extract().as(Json.class);
        assertThat(problem.getString("code")).isEqualTo("parameter.invalid");
        assertThat(problem.getList("errors.name", String.class)).contains(parameter);
    }

    private static String line(String id, String question, String answer, String more) {
        String type = more.contains("\"type\"") ? "" : ",\"type\":\"CONSULTATION\"";
        return "{\"id\":\"%s\",\"title\":\"领取种子\",\"question\":\"%s\",\"answer\":\"%s\",\"answeredOn\":\"2026-03-02\",\"publisher\":\"云川市民政局\"%s%s}"
                .formatted(id, question, answer, type, more);
    }

    private Json get(String path) {
        return sunwindow.read(path).as(Json.class);
    }
}
