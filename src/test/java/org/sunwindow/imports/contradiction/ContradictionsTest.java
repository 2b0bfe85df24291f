package org.sunwindow.imports.contradiction;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.crypto.Sha256;

/** What publishers are told of contradictions. The database is its own, because all of its records are examined. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class ContradictionsTest {

    private static final PlantedSet SET = new PlantedSet();
    private static boolean published;

    private Sunwindow demo;
    private Sunwindow bureau;
    private Sunwindow administrator;

    @BeforeEach
    void publish() {
        demo = Sunwindow.underTest();
        bureau = client("bureau-publisher-token-not-for-production");
        administrator = client("administrator-token-not-for-production");
        if (!published) {
            SET.lines.forEach((kind, lines) -> {
                Json run = demo.publish(kind, String.join("\n", lines));
                assertThat(run.getInt("rejected")).as(kind).isZero();
            });
            SET.withdrawn.forEach((kind, keys) ->
                    keys.forEach(key -> demo.publish(kind, "{\"withdraw\":\"%s\",\"reason\":\"有误\"}".formatted(key))));
            published = true;
        }
    }

    private static Sunwindow client(String token) {
        return new Sunwindow(RestAssured.baseURI + ":" + RestAssured.port, token);
    }

    private static List<Map<String, Object>> all(Sunwindow publisher, String query) {
        var items = new ArrayList<Map<String, Object>>();
        String after = "";
        while (after != null) {
            Json page = publisher
                    .getAsPublisher("/contradictions" + (query + after).replaceFirst("^&?(?=.)", "?"))
                    .then()
                    .statusCode(200)
                    .extract()
                    .as(Json.class);
            assertThat(page.getInt("examined")).isLessThanOrEqualTo(Contradictions.MAX_EXAMINED);
            items.addAll(page.getList("items"));
            String next = page.getString("next");
            after = next == null ? null : "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        }
        return items;
    }

    @Test
    void plantedContradictionsAreToldAndFewOthers() {
        var told = new HashMap<String, Set<String>>();
        for (var item : all(demo, "")) {
            told.computeIfAbsent(item.get("kind") + "/" + item.get("key"), key -> new HashSet<>())
                    .add((String) item.get("code"));
            assertThat((String) item.get("detail")).endsWith("。").doesNotContain("null", "%s");
        }
        var missed = new TreeMap<String, String>();
        SET.planted.forEach((record, code) -> {
            if (!told.getOrDefault(record, Set.of()).contains(code)) {
                missed.put(record, code);
            }
        });
        List<String> falsely = SET.consistent.stream().filter(told::containsKey).toList();
        System.out.printf(
                "contradictions: told %d of %d planted, falsely %d of %d consistent; missed %s; falsely %s%n",
                SET.planted.size() - missed.size(),
                SET.planted.size(),
                falsely.size(),
                SET.consistent.size(),
                missed,
                falsely.stream().map(record -> record + told.get(record)).toList());
        assertThat(SET.planted).hasSize(330);
        assertThat(SET.consistent).hasSizeGreaterThanOrEqualTo(1000);
        assertThat(missed).hasSizeLessThanOrEqualTo(330 * 5 / 100);
        assertThat(falsely).hasSizeLessThanOrEqualTo(SET.consistent.size() * 2 / 100);
    }

    @Test
    void detailsNameBothSidesAndWhatToDo() {
        Map<String, Object> item = told(demo, "service", "P-SUM-0");
        assertThat(item.get("detail"))
                .isEqualTo("所述城市最低生活保障标准为 798 元，但“关于调整第0区城乡居民最低生活保障标准的通知”（2026-07-01起）定为 836 元；请按现行标准改写。");
        assertThat(item.get("other"))
                .isEqualTo(Map.of("kind", "disclosure", "key", "S-NEW-0", "title", "关于调整第0区城乡居民最低生活保障标准的通知"));
        assertThat((String) told(demo, "service", "P-UNI-2").get("detail"))
                .isEqualTo("所述农村最低生活保障标准为 500 元，但“关于调整2026年全市最低生活保障标准的通知”（2026-07-01起）统一定为 896 元；请按现行标准改写。");
        Map<String, Object> closed = told(demo, "service", "P-END-0");
        assertThat(closed.get("field")).isEqualTo("offices[0]");
        assertThat((String) closed.get("detail")).contains("第0区原婚姻登记处", "承接它的是 f-0-0");
    }

    @Test
    void statisticsThatSayTheSameAreTold() {
        String line = """
                {"id":"%s","title":"低保人数","publisher":"民政局","metric":"低保人数","unit":"%s","value":"%d","period":"%s"%s}
                """;
        String area = ",\"division\":\"990102\",\"organization\":\"o-1\"";
        demo.publish(
                "statistic",
                line.formatted("al-1", "人", 5, "2026-Q3", area)
                        + line.formatted("al-2", "人", 6, "2026-Q3", area)
                        + line.formatted("al-3", "户", 6, "2026-Q3", area)
                        + line.formatted("al-4", "人", 6, "2026-Q2", area)
                        + line.formatted(
                                "al-5", "人", 6, "2026-Q3", ",\"division\":\"990102001\",\"organization\":\"o-1\"")
                        + line.formatted("al-6", "人", 6, "2026-Q3", ",\"division\":\"990102\""));
        List<Map<String, Object>> items = all(demo, "kind=statistic");
        assertThat(items).extracting(item -> item.get("key")).containsExactly("al-1", "al-2");
        assertThat(items.getFirst()).containsEntry("code", "statistic.alike");
        assertThat((String) items.getFirst().get("detail")).contains("al-2");
    }

    @Test
    void recordsThatReplaceEachOtherInACircleAreTold() {
        String line = """
                {"indexNo":"%s","title":"%s","publisher":"远山市统计局","division":"990100","publishedAt":"2026-03-02 09:00:00",\
                "disclosureAttribute":"主动公开","related":[{"relation":"%s","key":"%s"}]}
                """;
        demo.publish(
                "disclosure",
                line.formatted("C-1", "榉树甲稿", "REPLACES", "C-2")
                        + line.formatted("C-2", "榉树乙稿", "REPLACES", "C-3")
                        + line.formatted("C-3", "榉树丙稿", "REPLACES", "C-4")
                        + line.formatted("C-4", "榉树丁稿", "REPLACES", "C-1").replace("C-4\",\"title", "c-4\",\"title")
                        + line.formatted("C-5", "榉树补充", "INTERPRETS", "C-6")
                        + line.formatted("C-6", "榉树旧稿", "REPLACED_BY", "C-7")
                        + line.formatted("C-7", "榉树新稿", "REPLACES", "C-6")
                        + line.formatted("C-8", "榉树上卷", "REPLACED_BY", "C-9")
                        + line.formatted("C-9", "榉树下卷", "REPLACED_BY", "C-8"));
        List<Map<String, Object>> items = all(demo, "kind=disclosure&code=replacement.circle");
        assertThat(items).extracting(item -> item.get("key")).containsExactly("C-1", "C-2", "C-3", "c-4", "C-8", "C-9");
        assertThat((String) items.getFirst().get("detail"))
                .startsWith("它由“榉树丁稿”替代")
                .contains("改正其中一处");
    }

    @Test
    void endedBasesNameTheirFieldAndRelation() {
        Map<String, Object> based = told(demo, "service", "P-BASE-0");
        assertThat(based.get("field")).isEqualTo("basis[0]");
        assertThat((String) based.get("detail")).startsWith("依据文件写明的“第4号暂行规定”已不再有效");
        Map<String, Object> citing = told(demo, "service", "P-BASE-1");
        assertThat(citing.get("field")).isEqualTo("legalBasis");
        assertThat((String) citing.get("detail")).startsWith("设定依据引用的“第10号暂行规定”");
        String line = """
                {"indexNo":"%s","title":"%s","publisher":"远山市统计局","division":"990100","publishedAt":"2026-03-02 09:00:00",\
                "disclosureAttribute":"主动公开","validity":"%s","related":[{"relation":"%s","key":"%s"}]}
                """;
        demo.publish(
                "disclosure",
                line.formatted("B-NEW", "栗树办法解读", "有效", "INTERPRETS", "B-OLD")
                        + line.formatted("B-OLD", "栗树办法", "废止", "RESPONSE", "B-ANSWER")
                        + line.formatted("B-ANSWER", "栗树答复", "有效", "FORWARDS", "D-003")
                        + line.formatted("B-SOURCE", "栗树旧文", "废止", "FORWARDED_BY", "B-FORWARD")
                        + line.formatted("B-FORWARD", "栗树转发", "有效", "FORWARDS", "D-003"));
        Map<String, Object> explaining = told(demo, "disclosure", "B-NEW");
        assertThat(explaining.get("field")).isEqualTo("related[0].key");
        assertThat((String) explaining.get("detail")).startsWith("解读对象写明的“栗树办法”已不再有效");
        Map<String, Object> answering = told(demo, "disclosure", "B-ANSWER");
        assertThat(answering.get("field")).isNull();
        assertThat((String) answering.get("detail")).startsWith("对方注明与本信息的关系为“回应”，而对方“栗树办法”已不再有效");
        Map<String, Object> forwarding = told(demo, "disclosure", "B-FORWARD");
        assertThat((String) forwarding.get("detail")).startsWith("对方注明与本信息的关系为“被其转发”，而对方“栗树旧文”已不再有效");
    }

    /** The list is gone when its result is public, and objections may go to any body. */
    @Test
    void endedNoticesAndPhonesOfObjectionsAreNoContradictions() {
        String line = """
                {"id":"%s","title":"%s","type":"OTHER","stage":"%s","publisher":"远山市统计局","organization":"o-1",\
                "periodBegin":"2026-10-01",%s}
                """;
        demo.publish(
                "notice",
                line.formatted(
                                "c-list",
                                "栗园公示",
                                "OPEN",
                                "\"periodEnd\":\"2026-10-31\",\"objectionPhone\":\"0500-8369999\"")
                        + line.formatted("c-result", "栗园公示结果", "RESULT", "\"announcement\":\"c-list\"")
                        + line.formatted(
                                "c-open",
                                "栗园二期",
                                "OPEN",
                                "\"periodEnd\":\"2026-12-31\",\"objectionPhone\":\"0500-8369999\"")
                        + line.formatted("c-wrong", "栗园三期结果", "RESULT", "\"announcement\":\"c-nowhere\""));
        assertThat(demo.get("/notices/c-list").statusCode()).isEqualTo(410);
        assertThat(all(demo, "kind=notice").stream().map(item -> item.get("key") + " " + item.get("code")))
                .containsExactly("c-wrong reference.missing");
    }

    @Test
    void filesThatAreNotThereAreToldUntilTheyCome() {
        byte[] bytes = "栗园收费减免申请表样张".getBytes(StandardCharsets.UTF_8);
        String hash = HexFormat.of().formatHex(Sha256.of(bytes));
        String file = "{\"name\":\"栗园申请表\",\"hash\":\"%s\"}".formatted(hash);
        demo.publish("service", """
                {"code":"F-FILES","name":"栗园减免","type":"05","division":"990100","forms":[%s],"flowchart":%s,\
                "materials":[{"name":"申请表","examples":[%s,{"name":"错例","good":false,"url":"https://mz.example/b.doc"}]}]}""".formatted(file, file, file.replace("{", "{\"good\":true,")));
        assertThat(missingFiles())
                .containsExactlyInAnyOrder("forms[0].hash", "flowchart.hash", "materials[0].examples[0].hash");
        assertThat((String) told(demo, "service", "F-FILES").get("detail")).contains("“栗园申请表”的文件还没有收到");
        String url = demo.upload(bytes, "栗园申请表.txt").getString("url");
        Sunwindow.await("the file", () -> missingFiles().isEmpty());
        assertThat(demo.read("/services/F-FILES").as(Json.class).getString("materials[0].examples[0].url"))
                .isEqualTo(url);
        demo.request()
                .header("Authorization", "Bearer " + demo.token())
                .delete("/attachments/" + hash)
                .then()
                .statusCode(204);
        Sunwindow.await("the withdrawal", () -> missingFiles().size() == 3);
        demo.publish("service", "{\"withdraw\":\"F-FILES\"}");
    }

    private List<Object> missingFiles() {
        return all(demo, "kind=service&code=file.absent").stream()
                .map(item -> item.get("field"))
                .toList();
    }

    private static Map<String, Object> told(Sunwindow publisher, String kind, String key) {
        return all(publisher, "kind=" + kind).stream()
                .filter(item -> item.get("key").equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachPublisherIsToldOfItsOwnRecords() {
        assertThat(all(bureau, "kind=service")).isEmpty();
        assertThat(all(administrator, "kind=service")).hasSameSizeAs(all(demo, "kind=service"));
        demo.get("/contradictions").then().statusCode(401);
    }

    @Test
    void listIsFilteredByCode() {
        List<Map<String, Object>> phones = all(demo, "code=phone.different");
        assertThat(phones).hasSizeGreaterThanOrEqualTo(40);
        assertThat(phones).allMatch(item -> item.get("code").equals("phone.different"));
    }

    @Test
    void wrongParametersAreRefused() {
        for (String wrong : List.of("kind=x", "code=x", "after=x", "after=service/", "x=1")) {
            demo.getAsPublisher("/contradictions?" + wrong).then().statusCode(400);
        }
    }
}
