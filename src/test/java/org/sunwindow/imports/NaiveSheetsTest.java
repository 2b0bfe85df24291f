package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
     * @param sheet    as it is sent first
     * @param said     what the marked sheet says, each by its beginning
     * @param mended   cells with what the clerk types instead
     * @param added    headings of columns that the clerk adds, with their cells
     */
    private record Naive(
            String kind, String sheet, List<String> said, Map<String, String> mended, Map<String, String> added) {

        @Override
        public String toString() {
            return kind;
        }
    }

    static Stream<Naive> sheets() {
        return Stream.of(new Naive(
                "disclosure",
                """
                        索引号,信息分类,发布机构,发布日期,信息来源,关键词,主题分类,服务对象分类,体裁分类,文号,信息格式/语种,信息名称,内容概述,公开属性,有效性
                        990100001/202606-94001,主题活动,云川市民政局,2026-06-03 09:18:19,云川市民政局,"政府信息,公开,整改",综合政务\\政务公开,公民,其他,云民发〔2026〕94号,DOC,整改活动总结,对信息公开网作了自查整改。,主动公开,有效
                        990100001/202606-94002,主题活动,云川市民政局,2026810日,云川市民政局,整改,综合政务,公民,其他,,DOC,整改活动方案,方案。,,有效
                        """,
                List.of("发布日期：不是完整的日期", "公开属性："),
                Map.of("2026810日", "2026年8月10日", "方案。,", ""),
                Map.of()));
    }

    private String cells(String kind, byte[] sheet, String query) {
        Response response = service.request()
                .header("Authorization", "Bearer " + service.token())
                .contentType(FileFormat.CSV_TYPE)
                .body(sheet)
                .post("/imports?kind=" + kind + query);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return new String(response.asByteArray(), StandardCharsets.UTF_8);
    }

    static Stream<String> exploratory() {
        return Stream.of("""
                disclosure
                索引号,信息分类,发布机构,发布日期,信息来源,关键词,主题分类,服务对象分类,体裁分类,文号,信息格式/语种,信息名称,内容概述,公开属性,有效性,责任科室
                990100001/202606-94001,主题活动,云川市民政局,2026-06-03 09:18:19,云川市民政局,"政府信息,公开,整改",综合政务\\政务公开,公民,其他,云民发〔2026〕94号,DOC,整改活动总结,对信息公开网作了自查整改。,主动公开,有效,办公室
                990100001/202606-94002,主题活动,云川市民政局,2026810日,云川市民政局,整改,综合政务,公民,其他,,DOC,整改活动方案,方案。,公开,有效,办公室
                """, """
                service
                序号,职权名称,职权编码,职权类别,实施主体,设定依据,行使层级,服务对象,法定时限,承诺时限,是否收费,收费标准,咨询电话,监督电话,申请材料,办理流程,到现场次数
                1,最低生活保障对象认定,990100-NV-001,行政给付,云川市民政局,《社会救助暂行办法》第十一条,市级,自然人,30个工作日,20个工作日,否,,0500-8310012,0500-8310013,身份证；户口簿,申请；受理；审核,1
                2,临时救助对象认定,990100-NV-002,行政支付,云川市民政局,《社会救助暂行办法》第四十七条,市级,个人,30日,三十天,不收费,,8310012转3,,身份证、户口簿,申请→受理→审核,最多跑一次
                """, """
                notice
                序号,标题,类别,阶段,发布单位,公示开始时间,公示结束时间,异议电话,正文
                1,2026年第三季度低保对象公示,低保,公示,东湖区民政局,2026-11-20,2026-11-27,0500-8320003,见附表
                """, """
                office
                名称,类型,地址,联系电话,经度,纬度,所属区划,是否节假日开放
                云川市婚姻登记处,婚姻登记处,文昌路88号,0500-8310012、8310013,118.81,30.33,云川市,否
                """, """
                organization
                机构名称,统一社会信用代码,上级机构,机构类型,办公地址,联系电话,传真,邮政编码,电子邮箱,机构职能,负责人
                云川市民政局信息中心,119901000000000011,云川市民政局,直属单位,文昌路88号,8310012,0500-8310019,99010,mzj@mz.example,网站维护；数据报送,陆闻溪
                """, """
                division
                行政区划代码,名称,级别,上级代码,启用时间
                990188,新湖区,县级,9901,2026年1月
                """, """
                hotline
                热线名称,电话号码,服务内容,服务时间,主管单位
                养老服务热线,12349,养老、助残,全天,云川市民政局
                """, """
                column
                栏目名称,上级栏目,排序
                政策文件,信息公开,第一
                """, """
                catalogItem
                序号,一级事项,二级事项,公开内容(要素),公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级
                1,综合业务,政策法规文件,政策文件；解读,《政府信息公开条例》,自信息形成之日起10个工作日内,县民政局,政府网站；两微一端,全社会,主动,县级、乡级
                """, """
                answer
                标题,咨询内容,答复内容,信件类型,咨询时间,答复时间,答复单位
                低保怎样申请,外地户口可以申请吗？,可以向居住地街道申请。,咨询类,2026/11/3,2026.11.5,云川市民政局
                """, """
                statistic
                指标名称,数值,单位,时间,填报单位
                城市低保人数,"12,345",人,2026年三季度,云川市民政局
                """, """
                site
                网站名称,网站标识码,域名,主办单位
                云川市民政局,9901000001,mz.yunchuan.example,云川市民政局
                """, """
                calendar
                日期,名称,是否上班
                2031/1/1,元旦,休息
                """);
    }

    @ParameterizedTest
    @MethodSource("exploratory")
    void explore(String text) {
        String[] parts = text.split("\n", 2);
        String sheet = parts[1];
        System.out.println("== " + parts[0]);
        System.out.println(cells(parts[0], sheet.getBytes(GBK), "&dryRun=true&report=csv"));
    }
}
