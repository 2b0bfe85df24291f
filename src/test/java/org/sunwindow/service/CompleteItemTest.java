package org.sunwindow.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Settings;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.crypto.Sha256;

/** Everything that a bureau publishes about an item is answered by a field, a filter and the search. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CompleteItemTest {

    @Inject
    MovableClock clock;

    @Inject
    Settings settings;

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("organization", "office", "service");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    /** One of the duties is declared by the power only, one by both, the others by themselves. */
    @Test
    void powerAndDutyLinkToEachOther() {
        Json power = get("/services/990100-XK-001");
        assertThat(power.getList("links.duties.id"))
                .containsExactly("990100-ZR-001", "990100-ZR-002", "990100-ZR-003", "990100-ZR-004");
        assertThat(power.getList("links.duties.name", String.class)).contains("社会团体成立登记的审查责任");
        assertThat(power.getList("links.supervision.id")).containsExactly("990100-JG-001");
        for (String duty : power.getList("links.duties.id", String.class)) {
            assertThat(get("/services/" + duty).getList("links.powers.id")).containsExactly("990100-XK-001");
        }
        assertThat(get("/services?duty=990100-ZR-003").getList("items.id")).containsExactly("990100-XK-001");
        assertThat(get("/services?power=990100-XK-001").getList("items.id")).contains("990100-ZR-003", "990100-JG-001");
    }

    @Test
    void boundaryNamesItsPartners() {
        Json boundary = get("/services/990100-BJ-001");
        assertThat(boundary.getString("typeName")).isEqualTo("职责边界事项");
        assertThat(boundary.getString("list")).isEqualTo("职责边界");
        assertThat(boundary.getList("partners.name")).contains("云川市公安局");
        assertThat(boundary.getList("partners[1].responsibilities")).isNotEmpty();
        assertThat(boundary.getList("links.partners.id")).containsExactly("org-yc-jzz");
        assertThat(get("/services?partner=" + Sunwindow.encoded("云川市公安局")).getList("items.id"))
                .contains("990100-BJ-001", "990100-BJ-002");
        assertThat(get("/services?partnerOrganization=org-yc-jzz").getList("items.id"))
                .containsExactly("990100-BJ-001");
    }

    @ParameterizedTest
    @CsvSource({
        "hasFlowchart=true, 990100-XK-001",
        "hasFlowchart=false, 990100-XK-009",
        "greenChannel=true, 990102-JF-001",
        "greenChannelFor=现役军人, 990102-QR-001",
        "hasNotifications=true, 990100-XK-001",
        "hasChiefRepresentative=true, 990100-QT-004",
        "hasGuide=true, 990100-GG-001",
        "hasOnlineUrl=true, 990102-QR-001",
        "hasBookingUrl=true, 990102-QR-001",
        "reduced=时限, 990100-XK-001",
        "earlierStepCount=6, 990100-XK-001",
        "earlierLimit=16工作日, 990102-JF-003",
        "limit=8工作日, 990102-JF-003",
        "dutyUnit=慈善事业促进科, 990100-XK-005",
        "status=保留, 990100-XK-001",
        "status=下放, 990100-QL-003",
        "delegatedTo=org-dh-mzj, 990100-QL-003",
        "cancelledYear=2019, 990100-XK-009",
        "consultBy=微信, 990102-JF-001",
        "consultBy=电话, 990102-JF-001",
        "superviseBy=信函, 990100-XK-001",
        "list=职权清理目录, 990100-QL-001",
        "type=FX, 990100-QL-001"
    })
    void itemIsFoundByFilter(String filter, String code) {
        String[] parts = filter.split("=");
        assertThat(get("/services?size=100&" + parts[0] + "=" + Sunwindow.encoded(parts[1]))
                        .getList("items.id"))
                .contains(code);
    }

    @ParameterizedTest
    @CsvSource({
        "绿色通道, 990102-JF-001",
        "首席代表, 990100-XK-001",
        "沈砚舟, 990100-XK-001",
        "办前告知, 990100-XK-001",
        "流程图, 990100-XK-001",
        "低保对象动态管理流程图, 990100-LC-001",
        "联席会议制度 流浪乞讨, 990100-BJ-001",
        "职责边界 公安, 990100-BJ-001",
        "第三方审计, 990100-JG-001",
        "追责情形 一次告知, 990100-ZR-001",
        "由谁来补领, 990100-QR-003",
        "章程常见错误示例, 990100-XK-001",
        "会费标准的表决办法, 990100-XK-001",
        "财税〔2017〕20号, 990100-ZS-001",
        "时限减少50%, 990100-XK-001"
    })
    void itemIsFoundByWords(String query, String code) {
        assertThat(sunwindow.find("/services", query, "size=100").getList("items.id"))
                .contains(code);
    }

    /** The limits of the sample are halved. */
    @Test
    void reductionIsComputed() {
        Json item = get("/services/990100-XK-001");
        assertThat(item.getInt("reduction.limit.percent")).isEqualTo(50);
        assertThat(item.getInt("reduction.steps.before")).isEqualTo(6);
        assertThat(item.getInt("reduction.steps.now")).isEqualTo(4);
        assertThat(item.getInt("reduction.steps.percent")).isEqualTo(33);
    }

    /** A cancellation that is announced takes effect on its day, the first moment included. */
    @Test
    void cancellationTakesEffectOnItsDay() {
        LocalDate day = LocalDate.ofInstant(clock.instant(), settings.zone()).plusDays(10);
        Json run = sunwindow.publish(
                "service",
                "{\"code\":\"END-1\",\"name\":\"将取消的事项\",\"type\":\"01\",\"cancelledOn\":\"%s\",\"changeBasis\":\"试验决定\"}"
                        .formatted(day));
        assertThat(run.getInt("rejected")).isZero();
        Instant begin = day.atStartOfDay(settings.zone()).toInstant();
        clock.forward(Duration.between(clock.instant(), begin).minusMillis(1));
        assertThat(get("/services/END-1").<Boolean>get("inForce")).isNull();
        int before = get("/services/summary").getInt("inForce");
        clock.forward(Duration.ofMillis(1));
        assertThat(get("/services/END-1").getBoolean("inForce")).isFalse();
        assertThat(get("/services/END-1").getString("status")).isEqualTo("取消");
        assertThat(get("/services/END-1/guide").getBoolean("inForce")).isFalse();
        assertThat(get("/services/summary").getInt("inForce")).isEqualTo(before - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "onlineUrl | value | 'onlineUrl':'http://mz.example/apply'",
                "bookingUrl | value | 'bookingUrl':'javascript:alert(1)'",
                "type | choice | 'type':'XX'",
                "list | format | 'list':'其他清单'",
                "dutyUnits | size | 'dutyUnits':['一','二','三','四','五','六']",
                "power | reference.self | 'power':'bad-1'",
                "duties[0] | reference.self | 'duties':['BAD-1']",
                "status | status.conflict | 'status':'现行','cancelledOn':'2019-01-01'",
                "delegatedTo | status.conflict | 'delegatedTo':'org-dh-mzj'",
                "status | format | 'status':'暂停'",
                "cancelledOn | date.invalid | 'cancelledOn':'2015129日'",
                "flowchart | flowchart.empty | 'flowchart':{'name':'图'}",
                "steps | reduction.unknown | 'reducedFrom':{'steps':4}",
                "reducedFrom.steps | reduction.grown | 'reducedFrom':{'steps':1},'steps':[{'name':'受理'},{'name':'决定'}]",
                "reducedFrom | reduction.empty | 'reducedFrom':{}",
                "reducedFrom.limit.unit | reduction.unit | 'reducedFrom':{'limit':{'value':20,'unit':'自然日'}},'promisedLimit':{'value':10,'unit':'工作日'}",
                "reducedFrom.limit.value | reduction.grown | 'reducedFrom':{'limit':{'value':5,'unit':'工作日'}},'promisedLimit':{'value':10,'unit':'工作日'}",
                "channels[0].by | format | 'channels':[{'purpose':'咨询','by':'传真','phone':'0500-8310012'}]",
                "channels[0] | channel.empty | 'channels':[{'purpose':'咨询','by':'电话'}]",
                "channels[0].phone | phone.invalid | 'channels':[{'purpose':'咨询','by':'电话','phone':'见公告'}]",
                "greenChannel.forWhom | required | 'greenChannel':{'how':'免取号'}",
                "partners[0].name | required | 'partners':[{'responsibilities':['协助']}]",
                "chiefRepresentative.name | required | 'chiefRepresentative':{'post':'科长'}",
                "materials[0].examples[0].url | required | 'materials':[{'name':'表','examples':[{'name':'样表','good':true}]}]",
                "materials[0].examples[0].good | required | 'materials':[{'name':'表','examples':[{'name':'样表','url':'https://mz.example/a.doc'}]}]"
            })
    void wrongFieldIsNamed(String field, String code, String fields) {
        Json run = sunwindow.publish(
                "service", "{'code':'BAD-1','name':'试验事项',%s}".formatted(fields).replace('\'', '"'));
        assertThat(run.getInt("rejected")).isEqualTo(1);
        List<Map<String, String>> faults = sunwindow.rejects(run).getList("items");
        assertThat(faults).extracting("field", "code").contains(tuple(field, code));
    }

    /** An example may be an uploaded file. Until it has arrived, answers do not have the example. */
    @Test
    void exampleOfAMaterialIsUploaded() throws IOException {
        byte[] bytes = "杉木协会章程示范文本，内有会费标准的表决办法".getBytes(StandardCharsets.UTF_8);
        String hash = HexFormat.of().formatHex(Sha256.of(bytes));
        Json run = sunwindow.publish("service", """
                {"code":"EX-1","name":"杉木协会成立","materials":[{"name":"章程","examples":[\
                {"name":"杉木章程错例","good":false,"url":"https://mz.example/b.doc"},{"name":"杉木章程","good":true,"hash":"%s"}]},\
                {"name":"名册","examples":[{"name":"杉木名册","good":true,"hash":"%s"}]}]}""".formatted(hash, "0".repeat(64)));
        assertThat(run.getInt("rejected")).isZero();
        assertThat(sunwindow.rejects(run).getList("items.field"))
                .contains("materials[0].examples[1].hash", "materials[1].examples[0].hash");
        assertThat(get("/services/EX-1").getList("materials[0].examples.name")).containsExactly("杉木章程错例");
        assertThat(get("/services/EX-1").getList("materials.name")).containsExactly("章程", "名册");
        assertThat(get("/services/EX-1").<Object>get("materials[1].examples")).isNull();

        sunwindow.upload(bytes, "章程.txt");
        Sunwindow.await(
                "the example",
                () -> get("/services/EX-1")
                                .getList("materials[0].examples.name")
                                .size()
                        == 2);
        Json example = Json.of(sunwindow.get("/services/EX-1").asString());
        assertThat(example.getInt("materials[0].examples[1].size")).isEqualTo(bytes.length);
        assertThat(example.getString("materials[0].examples[1].mediaType")).startsWith("text/plain");
        String url = example.getString("materials[0].examples[1].url");
        assertThat(given().baseUri(sunwindow.base())
                        .urlEncodingEnabled(false)
                        .get(url)
                        .asByteArray())
                .isEqualTo(bytes);
        assertThat(sunwindow.find("/services", "“杉木协会章程示范文本”").getList("items.id"))
                .as("by the text of the file")
                .containsExactly("EX-1");
        assertThat(get("/services/EX-1/guide").getList("materials[0].examples.url"))
                .hasSize(2);
        // what was read can be sent again
        var read = (ObjectNode)
                new ObjectMapper().readTree(sunwindow.read("/services/EX-1").asString());
        Json again = sunwindow.publish(
                "service", read.retain("code", "name", "materials").toString());
        assertThat(again.getInt("rejected")).isZero();
        assertThat(get("/services/EX-1").getString("materials[0].examples[1].url"))
                .isEqualTo(url);
        sunwindow.publish("service", "{\"withdraw\":\"EX-1\"}");
    }

    /** Lines of before have none of the new fields. */
    @Test
    void earlierLinesAreStillRead() {
        Json run = sunwindow.publish("service", """
                {"code":"OLD-1","name":"旧事项","type":"07","status":"取消","consultPhone":"0500-8310012"}
                {"code":"OLD-2","name":"旧事项"}""");
        assertThat(run.getInt("rejected")).isZero();
        assertThat(get("/services/OLD-1").getBoolean("inForce")).isFalse();
        assertThat(get("/services/OLD-1").getString("list")).isEqualTo("权力清单");
        assertThat(get("/services/OLD-2").getMap("")).doesNotContainKeys("list", "reduction");
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }
}
