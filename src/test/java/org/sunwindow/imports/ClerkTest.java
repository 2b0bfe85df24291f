package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** What a clerk without training learns from the messages of an import. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ClerkTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    /** A row as it is in a sheet, the fields that are wrong in it, and the same row mended by the messages. */
    static Stream<Arguments> rows() {
        return Stream.of(
                row(
                        "disclosure",
                        """
                        {"indexNo":"990100001/202611-88001","title":"关于做好冬季救助的通知<br>","publisher":"云川市民政局",\
                        "publishedAt":"2026年11月20日","issuedOn":"2026/11/18","keywords":"救助","fiveOpen":"公开",\
                        "division":"99010","disclosureAttribute":"公开","content":"各区民政局","attachments":[{"name":"表","url":"\\\\\\\\server\\\\表.doc","size":"12KB"}]}""",
                        List.of(
                                "title",
                                "division",
                                "publishedAt",
                                "issuedOn",
                                "keywords",
                                "fiveOpen",
                                "disclosureAttribute",
                                "attachments[0].size",
                                "attachments[0].url",
                                "content"),
                        """
                        {"indexNo":"990100001/202611-88001","title":"关于做好冬季救助的通知","publisher":"云川市民政局",\
                        "publishedAt":"2026-11-20","issuedOn":"2026-11-18","keywords":["救助"],"fiveOpen":"管理",\
                        "disclosureAttribute":"主动公开","body":"各区民政局","attachments":[{"name":"表","url":"https://mz.example/b.doc","size":12288}]}"""),
                row(
                        "service",
                        """
                        {"id":"1","code":"990100-QR-881","name":"结婚登记","type":"行政确认","level":"市级","serviceObjects":"自然人",\
                        "status":"现行有效","division":"990100","statutoryLimit":"10个工作日","promisedLimit":{"value":"5","unit":"天"},\
                        "fee":"不收费","visits":"1","materials":["身份证"],"consultPhone":"窗口咨询","onlineUrl":"www.example.cn",\
                        "faq":[{"q":"外地户口可以吗？","answer":"可以"}]}""",
                        List.of(
                                "id",
                                "type",
                                "level",
                                "serviceObjects",
                                "status",
                                "materials[0]",
                                "statutoryLimit",
                                "promisedLimit.value",
                                "promisedLimit.unit",
                                "fee",
                                "visits",
                                "consultPhone",
                                "faq[0].q",
                                "faq[0].question",
                                "onlineUrl"),
                        """
                        {"code":"990100-QR-881","name":"结婚登记","type":"07","level":"3","serviceObjects":["1"],\
                        "status":"现行","division":"990100","statutoryLimit":{"value":10,"unit":"工作日"},"promisedLimit":{"value":5,"unit":"工作日"},\
                        "fee":{"charged":false},"visits":1,"materials":[{"name":"身份证"}],"consultPhone":"0500-8310012","onlineUrl":"https://www.example.cn",\
                        "faq":[{"question":"外地户口可以吗？","answer":"可以"}]}"""),
                row(
                        "notice",
                        """
                        {"id":"gs-881","title":"低保公示","type":"低保","stage":"公示中","publisher":"东湖区民政局","division":"东湖区",\
                        "periodBegin":"2026年11月20日","objectionPhone":"见公告","columns":[{"name":"户主","label":"户主","type":"姓名"}],\
                        "rows":[{"cells":[3]}]}""",
                        List.of(
                                "type",
                                "stage",
                                "division",
                                "periodBegin",
                                "periodEnd",
                                "objectionPhone",
                                "columns[0].name",
                                "columns[0].type",
                                "rows[0].cells[0]"),
                        """
                        {"id":"gs-881","title":"低保公示","type":"MINIMUM_LIVING","stage":"OPEN","publisher":"东湖区民政局",\
                        "division":"990102","periodBegin":"2026-11-20","periodEnd":"2026-11-27","objectionPhone":"0500-8320003",\
                        "columns":[{"name":"name","label":"户主","type":"MASKED_NAME"}],"rows":[{"cells":["王*"]}]}"""),
                row(
                        "organization",
                        """
                        {"id":881,"name":"云川市民政局信息中心","creditCode":"119901000000000011","parent":"org-yc-mzj","formerNames":"信息站","closedOn":"",\
                        "leaders":[{"name":"陆闻溪","title":"主任","phone":"0500-8310012"}],"phone":"5008310012","email":"mzj.example.cn","postcode":"99010",\
                        "tel":"0500-8310012"}""",
                        List.of(
                                "id",
                                "creditCode",
                                "formerNames",
                                "closedOn",
                                "leaders[0].phone",
                                "leaders[0].title",
                                "email",
                                "postcode",
                                "tel"),
                        """
                        {"id":"org-881","name":"云川市民政局信息中心","parent":"org-yc-mzj","formerNames":["信息站"],\
                        "leaders":[{"name":"陆闻溪","post":"主任"}],"phone":"0500-8310012","email":"mzj@mz.example","postcode":"990100"}"""),
                row(
                        "office",
                        """
                        {"id":"off-881","name":"云川市婚姻登记处","organization":"云川市民政局","latitude":"30.33","longitude":"118.81","crs":"高德",\
                        "phones":"0500-8310012","hours":"周一至周五 9:00-17:00","openOnHolidays":"否","services":"结婚登记","lastVerified":"2026.9.30",\
                        "windows":[{"no":"8号窗口"}]}""",
                        List.of(
                                "type",
                                "latitude",
                                "longitude",
                                "crs",
                                "phones",
                                "hours",
                                "openOnHolidays",
                                "windows[0].name",
                                "windows[0].no",
                                "services",
                                "lastVerified"),
                        """
                        {"id":"off-881","name":"云川市婚姻登记处","type":"婚姻登记处","organization":"org-yc-mzj","latitude":30.33,"longitude":118.81,"crs":"GCJ02",\
                        "phones":["0500-8310012"],"hours":[{"days":["MON"],"from":"09:00","to":"17:00"}],"openOnHolidays":false,"lastVerified":"2026-09-30",\
                        "windows":[{"name":"8号窗口"}]}"""),
                row(
                        "hotline",
                        """
                        {"id":"hot-881","number":"见公告","name":"救助热线","topics":"救助","openOnHolidays":"是","division":"云川市",\
                        "hours":[{"days":["周一"],"from":"9:00","to":"下午5点"}]}""",
                        List.of(
                                "number",
                                "topics",
                                "division",
                                "hours[0].days[0]",
                                "hours[0].from",
                                "hours[0].to",
                                "openOnHolidays"),
                        """
                        {"id":"hot-881","number":"0500-8310012","name":"救助热线","topics":["救助"],"openOnHolidays":true,"division":"990100",\
                        "hours":[{"days":["MON"],"from":"09:00","to":"17:00"}]}"""),
                row(
                        "office",
                        """
                        {"id":"off-895","name":"云岭镇民政窗口","type":"乡镇街道民政窗口","hours":[\
                        {"days":["MON"],"from":"08:00","to":"11:30","season":{"from":"5月1日","to":"9-31","name":"夏令"}},\
                        {"days":["MON"],"from":"08:30","to":"12:00","season":"冬令"},\
                        {"days":["SAT"],"from":"09:00","to":"12:00","nth":["FIFTH"],"byAppointment":"是"},\
                        {"days":["SUN"],"from":"09:00","to":"12:00","nth":"FIRST"}]}""",
                        List.of(
                                "hours[0].season.from",
                                "hours[0].season.to",
                                "hours[1].season",
                                "hours[2].nth[0]",
                                "hours[2].byAppointment",
                                "hours[3].nth"),
                        """
                        {"id":"off-895","name":"云岭镇民政窗口","type":"乡镇街道民政窗口","hours":[\
                        {"days":["MON"],"from":"08:00","to":"11:30","season":{"from":"05-01","to":"09-30","name":"夏令"}},\
                        {"days":["MON"],"from":"08:30","to":"12:00","season":{"from":"10-01","to":"04-30"}},\
                        {"days":["SAT"],"from":"09:00","to":"12:00","nth":["LAST"],"byAppointment":true},\
                        {"days":["SUN"],"from":"09:00","to":"12:00","nth":["FIRST"]}]}"""),
                row("office", """
                        {"id":"off-896","name":"云岭镇民政窗口","type":"乡镇街道民政窗口","hours":[\
                        {"days":["MON"],"from":"14:00","to":"17:00"},\
                        {"days":["MON"],"from":"15:00","to":"18:00","season":{"from":"05-01","to":"09-30"}}]}""", List.of("hours[1]"), """
                        {"id":"off-896","name":"云岭镇民政窗口","type":"乡镇街道民政窗口","hours":[\
                        {"days":["MON"],"from":"14:00","to":"17:00","season":{"from":"10-01","to":"04-30"}},\
                        {"days":["MON"],"from":"15:00","to":"18:00","season":{"from":"05-01","to":"09-30"}}]}"""),
                row(
                        "division",
                        """
                        {"code":9988,"name":"<b>东湖区</b>","level":"县级","validFrom":"2001年","latitude":"北纬30度","longitude":"118.8"}""",
                        List.of("code", "name", "level", "validFrom", "latitude", "longitude", "crs"),
                        """
                        {"code":"998801","name":"东湖区","level":3,"validFrom":"2001-01-01","latitude":30.33,"longitude":118.8,"crs":"GCJ02"}"""),
                row("column", """
                        {"id":"col-881","title":"政策文件","parent":["col-zcwj"],"order":"第一","description":"<b>文件</b>"}""", List.of("name", "title", "parent", "order", "description"), """
                        {"id":"col-881","name":"政策文件","parent":"col-zcwj","order":1,"description":"文件"}"""),
                row(
                        "catalogItem",
                        """
                        {"id":"cat-881","code":"YC-881","catalog":"云川市测试目录","version":2026,"effectiveOn":"2026年3月1日","order":"1","level1":"低保",\
                        "elements":"低保名单、金额","timeLimit":"10个工作日内","limitDays":"10","responsibleBody":"","channels":["网站"],"audience":"群众",\
                        "method":"主动公开","levels":["县级"],"organization":"org-yc-mzj"}""",
                        List.of(
                                "version",
                                "effectiveOn",
                                "order",
                                "level2",
                                "elements",
                                "limitDays",
                                "responsibleBody",
                                "channels[0]",
                                "audience",
                                "method",
                                "levels[0]"),
                        """
                        {"id":"cat-881","code":"YC-881","catalog":"云川市测试目录","version":"2026年版","effectiveOn":"2026-03-01","order":1,"level1":"低保",\
                        "level2":"审批信息","elements":["低保名单","金额"],"timeLimit":"10个工作日内","limitDays":10,"responsibleBody":"云川市民政局",\
                        "channels":["WEBSITE"],"audience":"全社会","method":"主动","levels":["COUNTY"],"organization":"org-yc-mzj"}"""),
                row("calendar", """
                        {"date":"2031/1/1","working":"否","name":""}""", List.of("date", "working", "name"), """
                        {"date":"2031-01-01","working":false,"name":"元旦"}"""),
                row(
                        "application",
                        """
                        {"applicationNo":990102261109088101,"caseType":"服务事项","itemName":"低保","status":"审核中","submittedAt":"2026/11/9",\
                        "updatedAt":"2026-11-20 9:00","statutoryLimit":{"value":"20","unit":"工作日"},"history":[{"at":"2026/11/9","status":"受理"}],\
                        "factors":[{"type":"查询码","value":482913}]}""",
                        List.of(
                                "applicationNo",
                                "caseType",
                                "status",
                                "submittedAt",
                                "updatedAt",
                                "statutoryLimit.value",
                                "history[0].at",
                                "history[0].status",
                                "factors[0].type",
                                "factors[0].value"),
                        """
                        {"applicationNo":"990102261109088101","caseType":"SERVICE","itemName":"低保","status":"IN_REVIEW","submittedAt":"2026-11-09",\
                        "updatedAt":"2026-11-20 09:00:00","statutoryLimit":{"value":20,"unit":"工作日"},"history":[{"at":"2026-11-09","status":"ACCEPTED"}],\
                        "factors":[{"type":"QUERY_CODE","value":"482913"}]}"""));
    }

    private static Arguments row(String kind, String sent, List<String> wrong, String mended) {
        return Arguments.of(kind, sent, wrong, mended);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void rowIsAcceptedAfterOneRoundOfMessages(String kind, String sent, List<String> wrong, String mended) {
        Json first = publish(kind, sent);
        assertThat(first.getInt("rejected")).isEqualTo(1);
        List<Map<String, String>> rejects = sunwindow.rejects(first).getList("items");
        assertThat(rejects).extracting(item -> item.get("field")).containsExactlyInAnyOrderElementsOf(wrong);
        assertThat(rejects)
                .allSatisfy(item -> assertThat(item.get("message")).matches("(?s).*\\p{IsHan}.*"))
                .allSatisfy(item -> assertThat(item.get("severity")).isEqualTo("FAULT"));
        Json second = publish(kind, mended);
        assertThat(second.getInt("rejected"))
                .as(sunwindow.rejects(second).toString())
                .isZero();
    }

    /** Features can be deleted, and each has sample data. */
    private static void assumeInstalled(String kind) {
        assumeTrue(kind.equals("calendar") || Sunwindow.hasSample(kind));
    }

    private Json publish(String kind, String lines) {
        assumeInstalled(kind);
        return sunwindow.publish(kind, lines);
    }

    private List<Map<String, Object>> rejects(String kind, String lines) {
        return sunwindow.rejects(publish(kind, lines)).getList("items");
    }

    @Test
    void faultNamesKeyFieldNameAndValue() {
        var reject = rejects("division", """
                {"code":"998802000000","name":"东湖区","validFrom":"二〇〇一年一月一日起启用，此前为郊区，先后隶属于三个市，沿革见地方志第三卷第二章第一节"}""").getFirst();
        assertThat(reject)
                .containsEntry("key", "998802000000")
                .containsEntry("field", "validFrom")
                .containsEntry("label", "启用日期");
        assertThat((String) reject.get("value"))
                .startsWith("二〇〇一年一月一日")
                .endsWith("…")
                .hasSizeLessThanOrEqualTo(41);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // an identity number, in the field itself or elsewhere in the line
                "{\"code\":\"9988\",\"name\":\"东湖区\",\"validFrom\":\"11010519491231002X\"}",
                "{\"code\":\"9988\",\"name\":\"张三11010519491231002X\",\"validFrom\":\"不详\"}",
                "{\"code\":\"9988\",\"name\":\"东湖区\",\"validFrom\":\"不详\",\"note\":\"11010519491231002X\"}",
                "{\"code\":\"9988\",\"name\":\"东湖区\",\"validFrom\":\"不详\",\"11010519491231002X\":\"\"}"
            })
    void valueIsNotRepeatedOfALineWithPersonalData(String line) {
        assertThat(rejects("division", line)).isNotEmpty().allSatisfy(item -> {
            assertThat(item).doesNotContainKey("value");
            assertThat(item.toString()).doesNotContain("110105");
        });
    }

    @Test
    void valuesOfCasesAndOfWhatIsNotPublicAreNotRepeated() {
        assertThat(rejects(
                        "application",
                        "{\"applicationNo\":\"990102261109088102\",\"caseType\":\"低保申请\",\"applicantName\":12}"))
                .isNotEmpty()
                .allSatisfy(
                        item -> assertThat(item).doesNotContainKey("value").containsEntry("key", "990102261109088102"));
        assertThat(
                        rejects(
                                "disclosure",
                                "{\"indexNo\":\"990100001/202611-88002\",\"title\":\"内部材料\",\"publishedAt\":\"昨天\",\"disclosureAttribute\":\"依申请公开\"}"))
                .isNotEmpty()
                .allSatisfy(item ->
                        assertThat(item).doesNotContainKey("value").containsEntry("key", "990100001/202611-88002"));
    }

    /** A sheet that was turned over has names in its headings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"欧阳晴岚\":\"x\"}",
                "{\"applicationNo\":\"990102261109088103\",\"applicantName\":\"欧阳晴岚\",\"欧阳晴岚\":\"x\",\"欧阳晴岚\":\"11010519491231002X\"}",
                "{\"history\":[{\"欧阳晴岚\":\"13812345678\"}]}",
                "{\"withdraw\":\"990102261109088103\",\"欧阳晴岚\":\"13812345678\"}"
            })
    void inventedNameOfAFieldIsNotRepeated(String line) {
        for (String kind : List.of("application", "disclosure", "calendar")) {
            assertThat(rejects(kind, line))
                    .isNotEmpty()
                    .allSatisfy(item -> assertThat(item.toString()).doesNotContain("欧阳晴岚"));
        }
    }

    @Test
    void keyThatIsPersonalDataIsNotShown() {
        assertThat(rejects("organization", "{\"id\":\"11010519491231002X\",\"name\":1}"))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item).doesNotContainKey("key"));
    }

    @Test
    void faultOfAPhoneIsToldOnce() {
        assertThat(rejects("hotline", "{\"id\":\"hot-882\",\"name\":\"热线\",\"number\":\"见公告\"}"))
                .hasSize(1);
        assertThat(rejects("organization", "{\"id\":\"org-882\",\"name\":\"中心\",\"phone\":\"11010519491231002X\"}"))
                .extracting(item -> item.get("field"))
                .containsExactly("phone");
    }

    @Test
    void secondNumberBesideTheCodeIsRefused() {
        assertThat(rejects("service", "{\"id\":\"A-2\",\"code\":\"A-1\",\"name\":\"登记\"}")
                        .getFirst())
                .containsEntry("code", "id.mismatch");
        assertThat(rejects("division", "{\"id\":\"9902\",\"code\":\"9901\",\"name\":\"市\"}")
                        .getFirst())
                .containsEntry("code", "id.mismatch");
        // the same code, however it is typed
        assertThat(publish("division", "{\"id\":\"9988\",\"code\":\"998800000000\",\"name\":\"市\"}")
                        .getInt("rejected"))
                .isZero();
    }

    @Test
    void byteOrderMarkBetweenFilesIsSkippedAndNamedElsewhere() {
        String line = "{\"code\":\"%s\",\"name\":\"市\"}\n";
        String joined = "\uFEFF" + line.formatted("998811") + "\uFEFF" + line.formatted("998812");
        var rejects = rejects("division", joined + line.formatted("998813").replace(",", ",\uFEFF"));
        assertThat(rejects).singleElement().satisfies(item -> {
            assertThat(item).containsEntry("lineNo", 3);
            assertThat((String) item.get("message")).contains("BOM");
        });
    }

    @Test
    void warningsDoNotRefuse() {
        publish("organization", "{\"id\":\"org-883\",\"name\":\"机关\"}");
        publish("service", "{\"code\":\"990100-QR-883\",\"name\":\"登记\",\"type\":\"07\"}");
        Json run = publish("office", """
                {"id":"off-883","name":"登记处","type":"登记处","organization":"没有的机构","services":["没有的事项"],"phones":["5008310012"]}""");
        assertThat(run.getInt("created")).isEqualTo(1);
        assertThat(run.getInt("rejected")).isZero();
        assertThat(run.getInt("warnings")).isEqualTo(3);
        List<Map<String, Object>> warnings = sunwindow.rejects(run).getList("items");
        assertThat(warnings)
                .extracting(item -> item.get("field") + " " + item.get("code"))
                .containsExactly(
                        "phones[0] phone.zero", "organization reference.unknown", "services[0] reference.unknown");
        assertThat(warnings)
                .allSatisfy(item -> assertThat(item)
                        .containsEntry("severity", "WARNING")
                        .containsEntry("key", "off-883")
                        .containsKeys("label", "value", "message"));
    }

    @Test
    void nameInThePlaceOfAKeyIsTranslated() {
        publish("organization", "{\"id\":\"org-884\",\"name\":\"云川市第八民政局\"}");
        Json run = publish(
                "office", "{\"id\":\"off-884\",\"name\":\"登记处\",\"type\":\"登记处\",\"organization\":\"云川市第八民政局\"}");
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("reference.name");
        assertThat(sunwindow.rejects(run).getString("items[0].message")).contains("ORG-884");
    }

    @Test
    void referenceToALineOfTheSameFileIsNoWarning() {
        String lines = """
                {"id":"org-886","name":"科室","parent":"org-885"}
                {"id":"org-885","name":"机关"}
                """;
        assertThat(dryRun("organization", lines).getInt("warnings")).isZero();
        assertThat(publish("organization", lines).getInt("warnings")).isZero();
    }

    @Test
    void oddValidityIsAWarning() {
        var warnings = rejects("disclosure", """
                {"indexNo":"990100001/202611-88009","title":"通知","publisher":"云川市民政局","publishedAt":"2026-11-20",                "validity":"执行中","disclosureAttribute":"主动公开"}""");
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .containsEntry("field", "validity")
                        .containsEntry("code", "code.unknown")
                        .containsEntry("severity", "WARNING"));
    }

    @Test
    void oddCodeIsAWarning() {
        var warnings = rejects(
                "service", "{\"code\":\"990100-QR-885\",\"name\":\"登记\",\"type\":\"30\",\"typeName\":\"其他事项\"}");
        assertThat(warnings.getFirst()).containsEntry("severity", "WARNING").containsEntry("code", "code.unknown");
    }

    @Test
    void fieldsThatAReplacingLineLeavesOutAreNamed() {
        publish(
                "organization",
                "{\"id\":\"org-887\",\"name\":\"机关\",\"phone\":\"0500-8310012\",\"address\":\"临湖大道66号\",\"leaders\":[{\"name\":\"陆闻溪\"}]}");
        String line = "{\"id\":\"org-887\",\"name\":\"机关\",\"address\":\"临湖大道68号\"}";
        Json rehearsed = dryRun("organization", line);
        Json run = publish("organization", line);
        for (Json each : List.of(rehearsed, run)) {
            assertThat(each.getInt("changed")).isEqualTo(1);
            List<Map<String, String>> warnings = sunwindow.rejects(each).getList("items");
            assertThat(warnings).singleElement().satisfies(warning -> {
                assertThat(warning.get("code")).isEqualTo("fields.dropped");
                assertThat(warning.get("message"))
                        .contains("领导（leaders）", "电话（phone）")
                        .doesNotContain("拨号", "地址", "陆闻溪");
            });
        }
        assertThat(publish("organization", line).getInt("warnings")).isZero();
    }

    @Test
    void keyThatIsRepeatedInAFileIsAWarning() {
        String lines = """
                {"id":"org-888","name":"机关"}

                {"id":"ＯＲＧ-888","name":"机关"}
                """;
        var warnings = rejects("organization", lines);
        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning).containsEntry("lineNo", 3).containsEntry("code", "key.repeated");
            assertThat((String) warning.get("message")).contains("第 1 行");
        });
    }

    private Json dryRun(String kind, String lines) {
        assumeInstalled(kind);
        return sunwindow
                .send(kind + "&dryRun=true", lines)
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
    }

    /** More lines than a batch has, of one record, of several, and withdrawn in between. */
    @ParameterizedTest
    @ValueSource(strings = {"organization", "application", "calendar", "disclosure"})
    void dryRunCountsLikeTheImport(String kind) {
        String line = switch (kind) {
            case "organization" -> "{\"id\":\"org-889\",\"name\":\"机关%d\"}\n";
            case "calendar" -> "{\"date\":\"2032-01-01\",\"working\":false,\"name\":\"元旦%d\"}\n";
            case "disclosure" ->
                "{\"title\":\"没有索引号的通知\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"2026-03-02\",\"disclosureAttribute\":\"主动公开\",\"body\":\"%d\"}\n";
            default ->
                "{\"applicationNo\":\"990102261109088103\",\"caseType\":\"SERVICE\",\"itemName\":\"低保%d\",\"status\":\"IN_REVIEW\",\"submittedAt\":\"2026-11-09\",\"updatedAt\":\"2026-11-20\",\"history\":[]}\n";
        };
        String key = switch (kind) {
            case "organization" -> "org-889";
            case "calendar" -> "2032-01-01";
            case "disclosure" -> "没有的编号";
            default -> "990102261109088103";
        };
        String lines = line.formatted(1).repeat(2_000)
                + line.formatted(2)
                + line.formatted(2).repeat(600)
                + "{\"withdraw\":\"%s\"}\n".formatted(key)
                + line.formatted(2).repeat(600);
        if (kind.equals("disclosure")) {
            // gets its number later, after which the line without it is refused
            lines += line.formatted(3).replace("{\"title\"", "{\"indexNo\":\"990100001/202603-88003\",\"title\"")
                    + line.formatted(4).repeat(600);
        }
        Json rehearsed = dryRun(kind, lines);
        Json run = publish(kind, lines);
        for (String count : List.of("lines", "created", "changed", "unchanged", "withdrawn", "rejected", "warnings")) {
            assertThat(rehearsed.getLong(count)).as(count).isEqualTo(run.getLong(count));
        }
        assertThat(run.getLong("created")).isPositive();
    }
}
