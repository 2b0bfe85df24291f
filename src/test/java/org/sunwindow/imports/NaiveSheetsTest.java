package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.imports.format.FileFormat;

/** A sheet of each kind as a bureau keeps it, made without a look at a template, comes in after at most two rounds. */
@Tag("slow")
@QuarkusTest
@WithTestResource(TestDatabase.class)
class NaiveSheetsTest {

    private static final Charset GBK = Charset.forName("GBK");

    private Sunwindow service;

    @BeforeEach
    void connect() {
        service = Sunwindow.underTest();
    }

    /**
     * @param sheet  as it is sent first; the last row of its heading is the first row
     * @param said   parts of what the marked sheet says
     * @param mended cells with what the clerk types instead
     * @param added  columns that the clerk adds, each with the cells below its heading
     */
    private record Naive(
            String kind, String sheet, List<String> said, Map<String, String> mended, List<List<String>> added) {

        @Override
        public String toString() {
            return kind;
        }
    }

    static Stream<Naive> sheets() {
        return Stream.of(
                new Naive(
                        "disclosure",
                        """
                        索引号,信息分类,发布机构,发布日期,信息来源,关键词,主题分类,服务对象分类,体裁分类,文号,信息格式/语种,信息名称,内容概述,公开属性,有效性,责任科室
                        990100001/202606-94001,主题活动,云川市民政局,2026-06-03 09:18:19,云川市民政局,"政府信息,公开,整改",综合政务\\政务公开,公民,其他,云民发〔2026〕94号,DOC,整改活动总结,对信息公开网作了自查整改。,主动公开,有效,办公室
                        990100001/202606-94002,主题活动,云川市民政局,2026810日,云川市民政局,整改,综合政务,公民,其他,,DOC,整改活动方案,方案。,公开,有效,办公室
                        """,
                        List.of("发布日期：不是完整的日期", "公开属性：例如 主动公开"),
                        Map.of("2026810日", "2026-08-10", "公开", "主动公开"),
                        List.of()),
                new Naive(
                        "service",
                        """
                        序号,职权名称,职权编码,职权类别,实施主体,设定依据,行使层级,服务对象,法定时限,承诺时限,是否收费,咨询电话,监督电话,申请材料,办理流程,到现场次数
                        1,最低生活保障对象认定,990100-NV-001,行政给付,云川市民政局,《社会救助暂行办法》第十一条,市级,自然人,30个工作日,20个工作日,否,0500-8310012,0500-8310013,身份证；户口簿,申请；受理；审核,1
                        2,临时救助对象认定,990100-NV-002,行政支付,云川市民政局,《社会救助暂行办法》第四十七条,县级,个人,30日,三十天,不收费,0500-8310012,,身份证、户口簿,申请、受理、审核,最多跑一次
                        """,
                        List.of("职权类别：应为其中之一：行政许可", "承诺时限：应写明数值和单位，例如 10工作日", "到现场次数：应为整数"),
                        Map.of("行政支付", "行政给付", "个人", "自然人", "30日", "30自然日", "三十天", "20工作日", "最多跑一次", "1"),
                        List.of()),
                new Naive(
                        "service",
                        """
                        序号,事项名称,基本编码,事项类型,行使主体,实施依据,行使层级,服务对象,受理条件,申请材料,办理流程,法定时限,承诺时限,收费标准,办理地点,咨询电话,到现场次数
                        1,孤儿基本生活费给付,990100-NV-011,行政给付,云川市民政局,《关于加强孤儿保障工作的意见》,市本级,个人,父母双亡的未成年人,1.申请书；2.户口簿,申请→受理→审核,30个工作日,15个工作日,不收费,三楼民政窗口,0500-8310055,1次
                        2,经营性公墓年检,990100-NV-012,其他权力,云川市民政局,《殡葬管理条例》,市级,法人,依法设立的公墓,年检报告书、营业执照,受理-审查-决定,60日,即办,免费,三楼民政窗口,0500-8310056,最多跑一次
                        """,
                        List.of(
                                "事项类型：应为其中之一：行政许可",
                                "法定时限：分不清是工作日还是自然日",
                                "承诺时限：即办的没有时限",
                                "到现场次数：应为整数",
                                "行使层级：应写作 3（市级）",
                                "办理地点：第 15 列的列名不是本种类的字段名"),
                        Map.of("市本级", "市级", "其他权力", "其他行政权力", "60日", "60工作日", "即办", "", "最多跑一次", "1"),
                        List.of()),
                new Naive("notice", """
                        序号,标题,类别,阶段,发布单位,公示开始时间,公示结束时间,异议电话,正文
                        1,2026年第三季度低保对象公示,低保,公示,东湖区民政局,2026-11-20,2026-11-27,0500-8320003,见附表
                        """, List.of("阶段：应为其中之一：拟公示、公示中、结果"), Map.of("公示", "公示中"), List.of()),
                new Naive("office", """
                        名称,类型,地址,联系电话,经度,纬度,所属区划,是否节假日开放
                        云川市婚姻登记处,婚姻登记处,文昌路88号,0500-8310012、0500-8310013,118.81,30.33,云川市,否
                        """, List.of("坐标系"), Map.of("云川市", "990100"), List.of(List.of("坐标系", "GCJ02"))),
                new Naive(
                        "office",
                        """
                        序号,单位名称,机构类别,所在区县,详细地址,服务电话,工作时间,坐标
                        1,云川市第二社会福利院,福利院,云川市,梅园路12号,0500-8320088,全天24小时,"30.33,118.81"
                        2,云川市殡仪服务站,殡仪馆,新湖区,松柏路3号,0500-8330077,8:00-17:00（节假日不休）,
                        """,
                        List.of("工作时间：没有写明星期几", "所在区县：没有叫这个名称的行政区划", "“经度”", "“纬度”"),
                        Map.of("8:00-17:00（节假日不休）", "周一至周日 8:00-17:00，含法定节假日", "新湖区", "云川市"),
                        List.of()),
                new Naive("organization", """
                        机构名称,上级机构,办公地址,联系电话,传真,邮政编码,电子邮箱,机构职能
                        云川市民政局档案中心,云川市民政局,文昌路88号,0500-8310012,0500-8310019,99010,mzj@mz.example,网站维护；数据报送
                        """, List.of("邮政编码：应为 6 位数字"), Map.of("99010", "990100"), List.of()),
                new Naive("division", """
                        行政区划代码,名称,级别,上级代码,启用时间
                        990188,新湖区,县级,9901,2026年1月
                        """, List.of("启用时间：没有写是哪一天"), Map.of("2026年1月", "2026-01-01"), List.of()),
                new Naive("hotline", """
                        热线名称,电话号码,服务内容,主管单位
                        养老服务热线,12349,养老、助残,云川市民政局
                        """, List.of("没有编号，已编为 养老服务热线；以后请填写这个编号"), Map.of(), List.of()),
                new Naive("column", """
                        栏目名称,上级栏目,栏目说明
                        政策文件,,本局制发的文件
                        """, List.of("表中没有“编号”这一列，必填"), Map.of(), List.of(List.of("编号", "col-nv-1"))),
                new Naive(
                        "catalogItem",
                        """
                        序号,一级事项,二级事项,公开内容(要素),公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级
                        1,综合业务,政策法规文件,政策文件；解读,《政府信息公开条例》,自信息形成之日起10个工作日内,云川市民政局,政府网站；两微一端,全社会,主动,县级、乡级
                        """,
                        List.of("表中没有“事项编码”这一列，必填", "表中没有“版本生效日期”这一列，必填"),
                        Map.of(),
                        List.of(
                                List.of("编号", "cat-nv-1"),
                                List.of("事项编码", "NV-01"),
                                List.of("目录名称", "云川市社会救助领域政务公开标准目录（试）"),
                                List.of("目录版本", "2026年版"),
                                List.of("版本生效日期", "2026年3月1日"))),
                new Naive("answer", """
                        标题,咨询内容,答复内容,信件类型,咨询时间,答复时间,答复单位
                        低保怎样申请,外地户口可以申请吗？,可以向居住地街道申请。,咨询类,2026/11/3,2026.11.5,云川市民政局
                        """, List.of("信件类型：应为其中之一", "应写作 咨询"), Map.of("咨询类", "咨询"), List.of()),
                new Naive(
                        "statistic",
                        """
                        指标名称,数值,单位,时间,填报单位
                        城市低保人数,"12,345",人,2026年三季度,云川市民政局
                        """,
                        List.of("表中没有“名称”这一列，必填"),
                        Map.of(),
                        List.of(List.of("编号", "tj-nv-1"), List.of("名称", "2026年三季度城市低保人数"))),
                new Naive(
                        "site",
                        """
                        网站名称,网站标识码,域名,主办单位
                        云川市民政局门户,99010000,mz.yunchuan.example,org-yc-mzj
                        """,
                        List.of("网站标识码：应为 10 位数字"),
                        Map.of("99010000", "9901000001"),
                        List.of(List.of("编号", "site-yc-mzj"))),
                new Naive("calendar", """
                        日期,名称,是否上班
                        2031/1/1,元旦,半天
                        """, List.of("是否上班：应为 是 或 否"), Map.of("半天", "否"), List.of()));
    }

    private Json tried(String sheet) {
        return service.request()
                .header("Authorization", "Bearer " + service.token())
                .contentType(FileFormat.CSV_TYPE)
                .body(sheet.getBytes(GBK))
                .post("/imports?dryRun=true&kind=application")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
    }

    /** Sheets of cases are not returned, so their messages must do. */
    @Test
    void registerOfCasesComesInAfterTwoRounds() {
        Json first = tried("""
                序号,流水号,事项名称,申请人,身份证号码,手机,收件时间,受理时间,办理状态,办结时间,经办科室
                1,9901002611150001,临时救助对象认定,张三丰,330382199001011234,13800138000,2026-11-10 9:05,2026-11-11,办理中,,社会救助科
                2,9901002611150002,最低生活保障对象认定,李小四,33038219900202567X,13900139000,2026.11.3,2026.11.4,已办结,2026.11.20,社会救助科
                """);
        assertThat(service.rejects(first).getList("items", Map.class))
                .extracting(item -> item.get("label") + "：" + item.get("message"))
                .anyMatch(message -> message.startsWith("办件种类：必填，应为其中之一：") && message.contains("服务事项申请"))
                .anyMatch(message -> message.startsWith("更新时间：必填，例如"))
                .anyMatch(message -> message.startsWith("办理状态：只写办结看不出结果"))
                .noneMatch(message -> message.contains("列名不是本种类的字段名"));
        Json second = tried("""
                序号,流水号,事项名称,申请人,身份证号码,手机,收件时间,受理时间,办理状态,办结时间,经办科室,办件种类,更新时间
                1,9901002611150001,临时救助对象认定,张三丰,330382199001011234,13800138000,2026-11-10 9:05,2026-11-11,办理中,,社会救助科,服务事项申请,2026-11-12
                2,9901002611150002,最低生活保障对象认定,李小四,33038219900202567X,13900139000,2026.11.3,2026.11.4,准予办结,2026.11.20,社会救助科,服务事项申请,
                """);
        assertThat(second.getInt("accepted"))
                .as(service.rejects(second).getList("items").toString())
                .isEqualTo(2);
    }

    /** Sends a sheet for a trial, and returns it marked. */
    private List<List<String>> marked(Naive naive, byte[] sheet) {
        Response response = service.request()
                .header("Authorization", "Bearer " + service.token())
                .contentType(FileFormat.CSV_TYPE)
                .body(sheet)
                .post("/imports?dryRun=true&report=csv&kind=" + naive.kind());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        String text = new String(response.asByteArray(), StandardCharsets.UTF_8).substring(1);
        return CsvReader.builder().ofCsvRecord(text).stream()
                .map(CsvRecord::getFields)
                .toList();
    }

    private static byte[] written(List<List<String>> rows) throws IOException {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            rows.forEach(csv::writeRecord);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void sheetComesInAfterTwoRounds(Naive naive) throws IOException {
        assumeTrue(naive.kind().equals("calendar") || Sunwindow.hasSample(naive.kind()));
        // the sheets name organizations
        service.publishSamples("division", "organization");
        List<List<String>> marked = marked(naive, naive.sheet().getBytes(GBK));
        assertThat(marked.toString()).contains(naive.said()).doesNotContain("{", "[ ]", "true");
        var mended = new ArrayList<List<String>>();
        for (int i = 0; i < marked.size(); i++) {
            var row = new ArrayList<String>();
            marked.get(i).forEach(cell -> row.add(naive.mended().getOrDefault(cell, cell)));
            for (List<String> column : naive.added()) {
                row.add(column.get(Math.min(i, column.size() - 1)));
            }
            mended.add(row);
        }
        List<List<String>> again = marked(naive, written(mended));
        int faults = again.getFirst().indexOf("错误");
        assertThat(again.stream().skip(1).map(row -> row.get(faults)))
                .as(again.toString())
                .allMatch(String::isEmpty);
    }
}
