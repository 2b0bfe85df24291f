package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Site search and suggestions over the sample data. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SearchTest {

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    private static boolean published;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        if (published) {
            return;
        }
        published = true;
        sunwindow.publishSamples("division", "organization", "office", "service", "disclosure");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void firstScreenNeedsOneRequest() {
        Json found = sunwindow.find("/search", "婚姻登记", "best=true", "highlight=true", "size=5");
        List<Map<String, Object>> kinds = found.getList("kinds");
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(3);
        int total = 0;
        for (Map<String, Object> kind : kinds) {
            String name = (String) kind.get("value");
            total += (Integer) kind.get("count");
            Json alone = sunwindow.find("/search", "婚姻登记", "kind=" + name, "size=3");
            assertThat(alone.getInt("total.value")).isEqualTo(kind.get("count"));
            List<Map<String, Object>> best = found.getList("kinds[value=%s].items".formatted(name));
            assertThat(best.stream().map(item -> item.get("id")).toList()).isEqualTo(alone.getList("items.id"));
            assertThat(best)
                    .allSatisfy(
                            item -> assertThat(item).containsEntry("kind", name).containsKey("highlight"));
            // filtering by kind does not change the counts of other kinds
            assertThat(alone.getList("kinds.value")).isEqualTo(found.getList("kinds.value"));
        }
        assertThat(total).isEqualTo(found.getInt("total.value"));
    }

    @Test
    void itemsPerKindAreReturnedOnRequestOnly() {
        assertThat(sunwindow.find("/search", "婚姻登记").getList("kinds.items.flatten()"))
                .isEmpty();
    }

    @Test
    void siteSearchAcceptsFiltersThatKindsShare() {
        Json found = sunwindow.find("/search", "低保", "year=2026", "facets=year,kind,topic", "size=100");
        assertThat(found.getList("items.kind"))
                .contains("disclosure")
                .doesNotContain("service", "office", "organization");
        List<String> years = found.getList("facets.year.value");
        assertThat(years).hasSizeGreaterThan(1).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(found.getInt("facets.year[value=2026].count")).isEqualTo(found.getInt("total.value"));
        Map<String, Integer> topics = new java.util.HashMap<>();
        found.<Map<String, Object>>getList("facets.topic")
                .forEach(topic -> topics.put((String) topic.get("value"), (Integer) topic.get("count")));
        assertThat(topics.get("民政、扶贫、慈善")).isGreaterThanOrEqualTo(topics.get("民政、扶贫、慈善/社会救助"));
    }

    @ParameterizedTest
    @CsvSource({"孤儿怎么领养, 收养", "老人去世了骨灰放哪里, 骨灰", "吃低保要什么条件, 最低生活保障", "流浪汉没地方去怎么办, 救助"})
    void colloquialWordsFindOfficialTerms(String question, String inTitle) {
        List<String> titles = sunwindow.find("/search", question, "size=5").getList("items.title");
        assertThat(titles).anyMatch(title -> title.contains(inTitle));
    }

    /** Short numbers look like words, and some are. */
    @ParameterizedTest
    @CsvSource({"PQR-7", "pqr7", "pqr 7", "ＰＱＲ－７", "xq-tongzhi", "西/7"})
    void shortIdentifierIsFound(String typed) {
        String line = """
                {"indexNo":"%s","title":"%s","publisher":"远山市统计局","publishedAt":"2026-03-02",\
                "disclosureAttribute":"主动公开"}
                """;
        sunwindow.publish(
                "disclosure",
                line.formatted("PQR-7", "榉树补植通知")
                        + line.formatted("xq-tongzhi", "榉树移栽通知")
                        + line.formatted("西/7", "榉树砍伐通知")
                        + line.formatted("NUM-MENTION", "PQR-7号说明"));
        String title = typed.startsWith("西") ? "榉树砍伐通知" : typed.startsWith("xq") ? "榉树移栽通知" : "榉树补植通知";
        for (String path : List.of("/disclosures", "/search")) {
            assertThat(sunwindow.find(path, typed).getString("items[0].title")).isEqualTo(title);
        }
        assertThat(sunwindow.find("/disclosures", "PQR-7").getList("items.title"))
                .as("a text that mentions the number is found, too")
                .contains("PQR-7号说明");
    }

    @ParameterizedTest
    @CsvSource({"低宝申请条件, 低保", "婚因登记, 婚姻登记", "救助管里站, 救助管理站", "最底生活保障, 最低生活保障", "高龄金贴, 高龄津贴"})
    void misspellingIsCorrectedAndReported(String typed, String meant) {
        Json found = sunwindow.find("/search", typed, "highlight=true", "size=2");
        assertThat(found.getString("didYouMean")).contains(meant);
        assertThat(found.getInt("total.value")).isPositive();
        Json next = sunwindow.find("/search", typed, "size=2", "after=" + found.getString("page.next"));
        assertThat(next.getString("didYouMean")).isEqualTo(found.getString("didYouMean"));
        assertThat(next.getList("items.id")).doesNotContainAnyElementsOf(found.getList("items.id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"低保", "结婚登记", "990100001/202606-00002", "驾照换证", "公积金提取", "火星低保", "宇宙飞船"})
    void correctQueryIsNotChanged(String typed) {
        assertThat(sunwindow.find("/search", typed).getString("didYouMean")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"“最低生活保障标准”", "\"最低生活保障标准\"", "「最低生活保障标准」", "＂最低生活保障标准＂"})
    void quotedWordsMatchExactly(String quoted) {
        Json found = sunwindow.find("/disclosures", quoted, "size=100");
        int unquoted = sunwindow.find("/disclosures", "最低生活保障标准").getInt("total.value");
        assertThat(found.getInt("total.value")).isPositive().isLessThan(unquoted);
        for (String id : found.<String>getList("items.id")) {
            assertThat(sunwindow.get("/disclosures/" + id).asString()).contains("最低生活保障标准");
        }
        assertThat(sunwindow.find("/disclosures", "“保障标准最低生活”").getInt("total.value"))
                .isZero();
    }

    @Test
    void minusExcludesAWord() {
        int all = sunwindow.find("/disclosures", "低保").getInt("total.value");
        int both = sunwindow.find("/disclosures", "低保 “公示”").getInt("total.value");
        for (String minus : List.of("低保 -公示", "低保 －公示", "-公示 低保", "低保 -“公示”")) {
            assertThat(sunwindow.find("/disclosures", minus).getInt("total.value"))
                    .isEqualTo(all - both);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"title:低保", "低保*", "(低保", "低保~2", "+低保", "低保 && (", "[低保 TO 救助", "低保\\", "/低保/", "低保^9"})
    void otherCharactersAreNotSyntax(String typed) {
        assertThat(sunwindow.find("/search", typed).getString("match")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "低",
                "保",
                "？",
                "…………",
                "😀",
                "👨‍👩‍👧低保",
                "\u0007低保\u0000",
                "-",
                "\"",
                "“”",
                "- -",
                "1",
                "a",
                "%",
                "云民发〔〕号"
            })
    void shortQueryIsAnswered(String typed) {
        assertThat(sunwindow
                        .find("/search", typed, "best=true", "highlight=true", "facets=kind,year")
                        .getInt("total.value"))
                .isNotNegative();
    }

    /** As many words as fit, each with synonyms and parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "最低生活保障申请临时救助标准特困人员救助供养残疾人两项补贴高龄津贴婚姻登记预约收养登记社会组织年检殡葬服务公墓骨灰寄存慈善募捐志愿服务",
                "低保金",
                "怎么办理什么哪里多少",
                "云川市东湖区",
                "老",
                "2024年2025年第一季度",
                "我家孩子"
            })
    void longQueryIsAnswered(String words) {
        String question = words.repeat(200).substring(0, 200);
        Json found = sunwindow.find("/search", question, "best=true", "highlight=true");
        assertThat(found.getString("match")).isIn("ALL", "MOST");
        String spaced = String.join(" ", question.split("(?<=\\G.{8})"));
        assertThat(sunwindow.find("/search", spaced.substring(0, 200)).getString("match"))
                .isIn("ALL", "MOST");
    }

    @Test
    void tooLongOrInvalidTextIsRefused() {
        sunwindow
                .get("/search?q=" + "a".repeat(201))
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].code", equalTo("length")));
        sunwindow
                .get("/search?q=" + "a".repeat(10_240))
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("parameter.invalid")));
        sunwindow.get("/search?q=%ED%A0%80").then().statusCode(400).body(jsonAt("errors[0].code", equalTo("encoding")));
        sunwindow.get("/search").then().statusCode(400).body(jsonAt("errors[0].code", equalTo("required")));
        sunwindow
                .get("/search?q=a&kind=planet")
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].code", equalTo("choice")));
        sunwindow.get("/suggestions").then().statusCode(400).body(jsonAt("errors[0].code", equalTo("required")));
        sunwindow
                .get("/suggestions?q=a&size=11")
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].code", equalTo("range")));
        sunwindow
                .get("/suggestions?q=" + "a".repeat(61))
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].code", equalTo("length")));
    }

    @ParameterizedTest
    @CsvSource({
        "低保, 低保",
        "dibao, 低保",
        "db, 低保",
        "dib, 低保",
        "hydj, 婚姻登记",
        "hunyindengji, 婚姻登记",
        "hunyindj, 婚姻登记",
        "婚姻dj, 婚姻登记",
        "HYDJ, 婚姻登记",
        "婚姻登, 婚姻登记",
        "jiuzhuguanli, 救助管理",
        "登记处, 登记处"
    })
    void suggestionsCompleteTheInput(String typed, String part) {
        List<Map<String, Object>> items = suggestions(typed).getList("items");
        assertThat(items).hasSizeBetween(1, 10);
        assertThat(items.stream().map(item -> (String) item.get("text"))).anyMatch(text -> text.contains(part));
        for (Map<String, Object> item : items) {
            String kind = (String) item.get("kind");
            String key = (String) item.get("key");
            switch (kind) {
                case "word" ->
                    assertThat(sunwindow.find("/search", key).getInt("total.value"))
                            .as(key)
                            .isPositive();
                case "topic" ->
                    assertThat(ofTopic("disclosures", key) > 0 || ofTopic("services", key) > 0)
                            .as(key)
                            .isTrue();
                default -> sunwindow.get("/%ss/%s".formatted(kind, key)).then().statusCode(200);
            }
        }
    }

    private int ofTopic(String list, String topic) {
        return sunwindow
                .get("/%s?topic=%s".formatted(list, Sunwindow.encoded(topic)))
                .as(Json.class)
                .getInt("total.value");
    }

    @Test
    void suggestionsIncludeSeveralKinds() {
        assertThat(suggestions("婚姻登记").<String>getList("items.kind")).contains("word", "office");
        assertThat(suggestions("东湖区").<String>getList("items.kind")).contains("organization", "office");
        assertThat(suggestions("社会救助").<String>getList("items.kind")).contains("topic");
        assertThat(suggestions("宇宙飞船").getList("items")).isEmpty();
        assertThat(suggestions("。，").getList("items")).isEmpty();
    }

    @Test
    void withdrawnAndFutureRecordsAreNotSuggested() {
        String line = "{\"indexNo\":\"T-%d\",\"title\":\"萤火虫观赏点%s\",\"publisher\":\"云川市民政局\","
                + "\"publishedAt\":\"%s\",\"disclosureAttribute\":\"主动公开\"}\n";
        sunwindow.publish(
                "disclosure",
                line.formatted(1, "开放公告", "2026-11-01 09:00:00") + line.formatted(2, "关闭公告", "2026-11-23 09:00:00"));
        assertThat(suggestions("yinghuochong").getList("items.text")).containsExactly("萤火虫观赏点开放公告");
        clock.forward(Duration.ofDays(1));
        assertThat(suggestions("yinghuochong").getList("items.text")).hasSize(2);
        sunwindow.publish("disclosure", "{\"withdraw\":\"T-1\",\"reason\":\"有误\"}");
        assertThat(suggestions("萤火虫").getList("items.text")).containsExactly("萤火虫观赏点关闭公告");
        sunwindow.publish("disclosure", "{\"withdraw\":\"T-2\",\"reason\":\"有误\"}");
    }

    private Json suggestions(String typed) {
        return sunwindow
                .get("/suggestions?q=" + Sunwindow.encoded(typed))
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    @Test
    void expiredDocumentsRankLowerAndAreMarked() {
        var lines = new ArrayList<String>();
        for (String extra : List.of(
                "\"validity\":\"废止\"",
                "\"abolishedOn\":\"2026-12-01\"",
                "\"related\":[{\"relation\":\"REPLACED_BY\",\"key\":\"L-3\"}]",
                "\"validity\":\"有效\"")) {
            lines.add(
                    "{\"indexNo\":\"L-%d\",\"title\":\"蓝莓采摘补助暂行办法\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"2026-0%d-01 09:00:00\",\"disclosureAttribute\":\"主动公开\",%s}"
                            .formatted(lines.size(), 9 - lines.size(), extra));
        }
        sunwindow.publish("disclosure", String.join("\n", lines));
        Json found = sunwindow.find("/disclosures", "蓝莓采摘补助");
        assertThat(found.getList("items.id")).containsExactly("L-1", "L-3", "L-0", "L-2");
        assertThat(found.getList("items.inForce")).containsExactly(null, null, false, false);
        clock.forward(Duration.ofDays(10));
        found = sunwindow.find("/search", "蓝莓采摘补助");
        assertThat(found.getList("items.id")).containsExactly("L-3", "L-0", "L-1", "L-2");
        assertThat(found.getList("items.inForce")).containsExactly(null, false, false, false);
    }

    @Test
    void exactTitleOutranksItsSynonyms() {
        sunwindow.publish("disclosure", """
                {"indexNo":"S-1","title":"救助站","publisher":"云川市民政局","publishedAt":"2012-01-01 09:00:00","disclosureAttribute":"主动公开"}
                {"indexNo":"S-2","title":"救助管理站","publisher":"云川市民政局","publishedAt":"2026-11-01 09:00:00","disclosureAttribute":"主动公开","keywords":["救助管理站"],"summary":"救助管理站","body":"救助管理站"}
                """);
        assertThat(sunwindow.find("/search", "救助站", "size=2").getList("items.id"))
                .first()
                .isEqualTo("S-1");
        assertThat(sunwindow.find("/search", "救助管理站", "size=2").getList("items.id"))
                .first()
                .isEqualTo("S-2");
        assertThat(sunwindow.find("/search", "救助站", "size=100").getList("items.id"))
                .contains("S-2");
    }

    @Test
    void filtersApplyToIdentifierQueries() {
        String number = "云民发〔2026〕27号";
        assertThat(sunwindow.find("/disclosures", number, "year=2026").getString("items[0].docNo"))
                .isEqualTo(number);
        assertThat(sunwindow.find("/disclosures", number, "year=2019").getInt("total.value"))
                .isZero();
        assertThat(sunwindow.find("/search", number, "kind=office").getInt("total.value"))
                .isZero();
        assertThat(sunwindow.find("/disclosures", "关于" + number + "的解读").getString("items[0].docNo"))
                .isEqualTo(number);
    }

    /** One error is reported once. A second one for a missing text would be misleading. */
    @Test
    void tooLongTextIsNotReportedAsMissing() {
        for (String path : List.of("/search", "/suggestions")) {
            var problem = sunwindow.get(path + "?q=" + Sunwindow.encoded("低保".repeat(101)));
            problem.then().statusCode(400);
            assertThat(problem.as(Json.class).getList("errors.code")).containsExactly("length");
        }
    }
}
