package org.sunwindow.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.index.lucene.IndexFixture;

class PrivacyCheckTest {

    private static final PrivacyCheck CHECK = new PrivacyCheck(
            IndexFixture.json(),
            Map.of(
                    "applicationNo", FieldUse.RECORD_NUMBER,
                    "related.key", FieldUse.RECORD_NUMBER,
                    "creditCode", FieldUse.PUBLIC_NUMBER));

    @ParameterizedTest
    @CsvSource({
        "11010519491231002X, privacy.identity",
        "身份证11010519491231002x。, privacy.identity",
        "１１０１０５１９４９１２３１００２Ｘ, privacy.identity",
        "110105 19491231 002X, privacy.identity",
        "110105-1949-1231-0021, privacy.identity",
        "13812345678, privacy.mobile",
        "电话：138 1234 5678, privacy.mobile",
        "138-1234-5678, privacy.mobile",
        "+8613812345678, privacy.mobile",
        "Tel13812345678, privacy.mobile",
        "138-1234-5678 3人, privacy.mobile",
        "ID11010519491231002X, privacy.identity",
        "110105 1949 1231 0023 2人, privacy.identity",
        "138\u200b1234\u200b5678, privacy.mobile",
        "0500-8310012 13812345678, privacy.mobile",
        "6222021234567890128, privacy.card",
        "卡号 6222 0212 3456 7890 128, privacy.card",
        "4111111111111111, privacy.card",
        "张三 138 0013 8000, privacy.mobile",
        "王五 139 1234 5678 800元, privacy.mobile"
    })
    void personalNumbersAreFound(String text, String code) {
        assertThat(CHECK.check(record(text)))
                .extracting(hit -> hit.kind().code())
                .contains(code);
    }

    /** The key of a record is published: words in it are read like any text, digits alone are a number of the record. */
    @ParameterizedTest
    @CsvSource({
        "请联系１３８－００１３－８０００, privacy.mobile",
        "王小二13800138000, privacy.mobile",
        "张三、李四、王五、赵六、孙七, privacy.name",
        "申请人王强, privacy.name"
    })
    void wordsInANumberOfARecordAreRead(String key, String code) {
        JsonNode record = JsonNodeFactory.instance.objectNode().put("applicationNo", key);
        assertThat(CHECK.check(record)).extracting(hit -> hit.kind().code()).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"13800138000", "养老服务热线-990100000000", "云民发〔2026〕13号", "婚登字第13812345678号", "gs-9001"})
    void numbersOfRecordsAreNotPersonal(String key) {
        JsonNode record = JsonNodeFactory.instance.objectNode().put("applicationNo", key);
        assertThat(CHECK.check(record)).isEmpty();
    }

    /** The first text would take NFKC minutes; in the second, it combines the check digit with the mark. */
    @Test
    void combiningMarksHideNoNumber() {
        String marks = "\u0315".repeat(200_000) + "\u0316".repeat(200_000);
        for (String text : List.of(marks + "11010519491231002X" + marks, "11010519491231002X\u0307")) {
            assertThat(CHECK.check(record(text)))
                    .extracting(hit -> hit.kind().code())
                    .contains("privacy.identity");
        }
    }

    /** They consist of division codes, dates and sequences, and resemble personal numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"330382201508190017", "6201022015081902", "13010226001"})
    void recordNumbersNeedAValidCheckDigitToBeHits(String number) {
        assertThat(CHECK.check(JsonNodeFactory.instance.objectNode().put("applicationNo", number)))
                .isEmpty();
        assertThat(CHECK.check(JsonNodeFactory.instance.objectNode().put("applicationNo", "11010519491231002X")))
                .isNotEmpty();
    }

    /** Somebody who types a number so that nobody finds it must not succeed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "138/0013/8000",
                "138、0013、8000",
                "138=0013=8000",
                "138\t0013\t8000",
                "138 0013 8000",
                "138ー0013ー8000",
                "138⁃0013⁃8000",
                "1、3、8、0、0、1、3、8、0、0、0",
                "手机 138-OO13-8OOO",
                "联系 l38OOl38OOO",
                "13800138000-13800138005",
                "数据：13800138000",
                "报告 13800138000",
                "11O10519491231002X",
                "110105/19491231/002X",
                "110105、19491231、002X",
                "110105\t19491231\t002X",
                "110105194912310021-110105194912310048",
                "川A·12345 为公务用车"
            })
    void hiddenNumbersAreFound(String text) {
        assertThat(CHECK.check(record(text))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "发放名单 张伟 500元；王芳 600元；李娜 700元",
                "捐款：董燕200元、叶涛500元",
                "申请人王强",
                "死者姓名：丁长河，火化时间上午九点。",
                "科长李明走访慰问老人王秀英",
                "经核查，田桂香名下有机动车。",
                "兹证明林阿妹与陈水生系夫妻关系。"
            })
    void namesOfPrivatePersonsAreFound(String text) {
        assertThat(CHECK.check(record(text))).extracting(Hit::kind).contains(PersonalKind.NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "局长王强主持会议",
                "市领导李卫国、陈志强出席启动仪式。",
                "联系人：李娜，电话：0500-8310055，地址：人民路8号",
                "经办人：张伟 审核人：王芳",
                "公务用车处置公示：川A·12345，使用年限10年，报废",
                "康宁500元、安康600元、和平700元",
                "王店 30户、刘集 40户",
                "社区服务设施：194、7610、6216、4382",
                "登记结婚120对，离婚45对。"
            })
    void officialsPlacesAndFiguresPass(String text) {
        assertThat(CHECK.check(record(text))).isEmpty();
    }

    /** A release for one person must not cover another. */
    @ParameterizedTest
    @CsvSource({
        "张伟患肺癌，见义勇为, 李娜患肺癌，申请救助",
        "孤儿王小明，9岁，就读东湖小学, 孤儿李小红，9岁，就读东湖小学",
        "家住幸福小区8栋2单元501室, 家住和平小区8栋2单元501室",
        "李四，肢体二级, 赵敏，肢体二级"
    })
    void sameStatementAboutAnotherHasAnotherValue(String text, String other) {
        assertThat(values(text)).isNotEmpty().doesNotContainAnyElementsOf(values(other));
        assertThat(values(other)).isNotEmpty();
    }

    private static List<String> values(String text) {
        return CHECK.check(record(text)).stream().map(Hit::value).toList();
    }

    private static final PrivacyCheck TABLES = new PrivacyCheck(
            IndexFixture.json(), Map.of(), List.of(new RowsInRecord("rows", "cells", "columns", "label")));

    /** Bureaus have to publish who enforces the law and who registers marriages. */
    @ParameterizedTest
    @CsvSource({"市民政局行政执法人员名单, 姓名, 执法证号, 99010017001", "婚姻登记员名单, 登记员, 证书编号, HY0012", "拟任职人员公示名单, 姓名, 现任职务, 副科长"})
    void namesOfOfficialsInTheirDutiesArePublic(String title, String name, String other, String value)
            throws Exception {
        String record =
                "{'title':'%s','columns':[{'label':'%s'},{'label':'%s'}],'rows':[{'cells':['王建国','%s']},{'cells':['李秀英','%s']}]}"
                        .formatted(title, name, other, value, value)
                        .replace('\'', '"');
        assertThat(TABLES.check(IndexFixture.json().tree(record).orElseThrow())).isEmpty();
    }

    /** A table of any other shape is a fault of its line, which the schema of the record finds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'cells':['张*三','1']}",
                "[['王建国','湖滨社区']]",
                "'张三,湖滨社区,3,1200'",
                "1",
                "true",
                "null",
                "[]",
                "{}",
                "[1,'a',null,[],{}]",
                "[{'cells':null}]",
                "[{'cells':'王建国'}]",
                "[{'cells':{'a':'王建国'}}]",
                "[{'cells':[null,1,[['a']],{'b':'c'}]}]",
                "[{'cells':['a']},{'cells':['a','b','c']}]"
            })
    void malformedTablesAreRead(String shape) throws Exception {
        for (String template : List.of(
                "{'rows':%s}",
                "{'title':'名单','rows':%s}", "{'columns':%s}", "{'rows':%s,'columns':[{'label':'姓名'},null,1]}")) {
            String record = template.formatted(shape).replace('\'', '"');
            TABLES.check(IndexFixture.json().tree(record).orElseThrow());
        }
        for (String columns : List.of("{'a':1,'b':2}", "'姓名'", "[1]", "[{'label':[]}]", "[{'label':null}]", "null")) {
            String record = "{'rows':[{'cells':['周*','1']}],'columns':%s}".formatted(columns);
            assertThat(TABLES.check(
                            IndexFixture.json().tree(record.replace('\'', '"')).orElseThrow()))
                    .isEmpty();
        }
    }

    /** The width of a malformed table does not multiply the time. */
    @Test
    @Tag("slow")
    void wideRowsTakeLinearTime() {
        var record = JsonNodeFactory.instance.objectNode();
        var rows = record.putArray("rows");
        var wide = rows.addObject().putArray("cells");
        for (int i = 0; i < 20_000; i++) {
            wide.add("1");
            rows.addObject().putArray("cells").add("a");
        }
        assertThat(TABLES.check(record)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "姓名, 金额, 王  芳, 800",
        "姓名, 金额, 王 建 国, 800",
        "姓名, 金额, 王.建国, 800",
        "姓名, 金额, 李-卫东, 800",
        "姓名, 金额, 張國強, 800",
        "户主, 金额, Wang Jianguo, 800",
        "姓, 名, 王, 建国",
        "捐赠单位, 金额, 王建国, 800",
        "名称, 金额, 王建国, 800",
        "项目, 金额, 王建国, 800"
    })
    void namesInTablesAreFound(String first, String second, String one, String other) {
        assertThat(TABLES.check(table(first, second, one, other)))
                .extracting(Hit::kind)
                .contains(PersonalKind.NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "姓名, 金额, 王*国, 800",
        "姓名, 金额, 王某某, 800",
        "姓名, 金额, 张女士, 800",
        "姓名, 金额, 合计, 800",
        "申请人, 金额, 云川木器有限公司, 800",
        "社区, 金额, 王家寨, 800",
        "项目, 金额, 临时救助, 800"
    })
    void maskedNamesAndThingsPass(String first, String second, String one, String other) {
        assertThat(TABLES.check(table(first, second, one, other))).isEmpty();
    }

    /** What is in one row is enough. */
    @ParameterizedTest
    @CsvSource({
        "男方, 女方, 周凯, 沈*, NAME",
        "列, 列, 1谭勇, 2张桂兰, NAME",
        "开户, 户主, 622202<br/>1306<br/>0027<br/>5911, 李*, CARD",
        "列, 列, 6222021306002759113, 代发高龄津贴, CARD",
        "村组, 户主, 上河村3组21#, 李*, ADDRESS",
        "列, 列, 病名:尘肺病, 补助800, HEALTH"
    })
    void rowIsFoundAlone(String first, String second, String one, String other, PersonalKind kind) {
        JsonNode record = table(first, second, one, other);
        ((ArrayNode) record.path("rows")).remove(0);
        assertThat(TABLES.check(record)).extracting(Hit::kind).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "列, 列, 2张桌子, 3条长凳",
        "设备, 状态, 上河村3组21#变压器, 更换",
        "病种, 标准, 尘肺病, 每年补助800元",
        "流水, 金额, 6222021306002759113, 800"
    })
    void figuresAndRulesPass(String first, String second, String one, String other) {
        assertThat(TABLES.check(table(first, second, one, other))).isEmpty();
    }

    /** A name of two characters may be a word, unless the title says that these are names. */
    @ParameterizedTest
    @CsvSource({
        "救助对象名单, 列, 傅勇, true",
        "受助人员, 内容, 韩梅, true",
        "高龄津贴名单, 列, 林家林……800元, true",
        "评估结果, 列, 傅勇, false",
        "受助人员名单, 村, 傅勇, false",
        "干部名单, 职务, 傅勇, false",
        "受助人员名单, 列, 傅*, false",
        "受助人员名单, 列, 望湖社区, false"
    })
    void oneNameIsEnoughInAListOfPersons(String title, String heading, String cell, boolean found) {
        var record = JsonNodeFactory.instance.objectNode().put("title", title);
        record.putArray("columns").addObject().put("label", heading);
        record.putArray("rows").addObject().putArray("cells").add(cell);
        assertThat(TABLES.check(record))
                .extracting(Hit::path)
                .hasSize(found ? 1 : 0)
                .allMatch("rows[0].cells[0]"::equals);
    }

    private static JsonNode table(String first, String second, String one, String other) {
        var record = JsonNodeFactory.instance.objectNode();
        var columns = record.putArray("columns");
        columns.addObject().put("label", first);
        columns.addObject().put("label", second);
        var rows = record.putArray("rows");
        rows.addObject().putArray("cells").add("东湖区民政局").add("1");
        rows.addObject().putArray("cells").add(one).add(other);
        return record;
    }

    /** The name beside a text tells whom it concerns. */
    @Test
    void illnessInTheDutiesOfALeaderIsFound() {
        var record = JsonNodeFactory.instance.objectNode();
        record.putArray("leaders").addObject().put("name", "王建国").put("duties", "患尿毒症");
        assertThat(CHECK.check(record)).extracting(Hit::path).containsExactly("leaders[0].duties");
        var other = JsonNodeFactory.instance.objectNode();
        other.putArray("leaders").addObject().put("name", "王建国").put("duties", "分管尿毒症患者救助");
        assertThat(CHECK.check(other)).isEmpty();
    }

    /** A field is exempt by its whole path; a field of the same name elsewhere is not. */
    @Test
    void exemptionsHoldForTheirPathOnly() {
        var related = JsonNodeFactory.instance.objectNode();
        related.putArray("related").addObject().put("key", "13010226001");
        assertThat(CHECK.check(related)).isEmpty();
        var other = JsonNodeFactory.instance.objectNode();
        other.putArray("contacts").addObject().put("key", "13010226001").put("creditCode", "13010226001");
        assertThat(CHECK.check(other))
                .extracting(Hit::path)
                .containsExactly("contacts[0].key", "contacts[0].creditCode");
    }

    @Test
    void publicNumbersAreNotChecked() {
        var record = JsonNodeFactory.instance.objectNode();
        record.put("creditCode", "11010519491231002X").put("phone", "13812345678");
        assertThat(CHECK.check(record)).extracting(Hit::path).containsExactly("phone");
    }

    @Test
    void recordWithoutTreeIsAnErrorAndNotAccepted() {
        assertThatThrownBy(() -> CHECK.check("13812345678")).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0500-8310012",
                "0556-5347099、0311-88615619",
                "400-812-3456",
                "12345",
                "003111216/201506-00011",
                "990102261109000017",
                "330382221408191000009",
                "11990100MB0001001Y",
                "冀ICP备06017515号",
                "皖公网安备 34081102000277号",
                "2026-11-22 10:00:00",
                "共投入资金 1381234567.50 元",
                "30.3300,118.8000",
                "栏次 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18",
                "网上办件量：13812345678次",
                "合计：15012345678（元）",
                "社会福利 156 2340 1987",
                "https://mz.yunchuan.example/files/202606/1234567890123.doc"
            })
    void otherNumbersPass(String text) {
        assertThat(CHECK.check(record(text))).isEmpty();
    }

    /**
     * Parts that are repeated to a long text: each makes a detector look around at every position. A detector that looked at the
     * whole text each time would take hours.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 3 8 ",
                "1x",
                "&#49;",
                "<a ",
                "(",
                "\t",
                "·",
                "尔尔尔尔·",
                "张三、",
                "张三患癌症",
                "张三3岁",
                "8栋2单元",
                "2001年1月1日出生",
                "姓名\t电话\n张三\t\n",
                "http://a/"
            })
    @Tag("slow")
    void numberAfterALongTextIsFound(String part) {
        String text = part.repeat(400_000 / part.length()) + "\n身份证号码：11010519491231002X";
        assertThat(CHECK.check(record(text)))
                .extracting(hit -> hit.kind().code())
                .contains("privacy.identity");
    }

    private static JsonNode record(String text) {
        return JsonNodeFactory.instance.objectNode().put("body", text);
    }
}
