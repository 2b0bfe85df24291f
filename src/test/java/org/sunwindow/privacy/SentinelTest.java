package org.sunwindow.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the sentinel that depends on the words around a value, with a text that has only this evidence. */
class SentinelTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        IDENTITY | ①510722550618921②510722660618925   | 510722550618921
        IDENTITY | 990102480503211                     | 990102480503211
        IDENTITY | 9901 0219 4805 0300 19              | 9901 0219 4805 0300 19
        IDENTITY | 经办时登记为510722550618921，未核对      | 510722550618921
        MOBILE   | 收件人何某某\\n138 00 13 80 00        | 138 00 13 80 00
        MOBILE   | 手机号\\n13800\\t138000               | 13800\\t138000
        MOBILE   | 138 1234 5678来电要求撤下                | 138 1234 5678
        MOBILE   | 138-001-38000                       | 138-001-38000
        LANDLINE | 孙**……62345678（宅）               | 62345678
        LANDLINE | 老伴接的电话，号码是028-84561234         | 028-84561234
        CARD     | 请把钱打到6228480402564890018，谢谢      | 6228480402564890018
        CARD     | 补助打到谁卡上了？6230520123456789012     | 6230520123456789012
        PASSPORT | 领队黎某，EH1234567                     | EH1234567
        PASSPORT | 护照 №G12345678                       | G12345678
        ADDRESS  | 滨河花园7#802 漏水                      | 7#802
        HEALTH   | 听说护士汤晓岚查出乳腺癌                    | 乳腺癌
        HEALTH   | 被鉴定人施玉珍患尘肺病                     | 尘肺病
        DISABILITY | 轮椅送到视力一级的戴玉兰手里              | 视力一级
        DISABILITY | 1.华山 视力一级 160元                   | 视力一级
        CHILD    | 康平，13岁，父母双亡，由叔叔抚养              | 13岁
        CHILD    | 福利院新收女婴，约4个月大，取名赵念慈           | 4个月
        CHILD    | 关于罗云生（2012年3月8日生）落户的函           | 2012年3月8日
        NAME     | 一组\\t田野\\t2口\\n二组\\t马春兰\\t1口\\n三组\\t郑玉华\\t4口 | 田野
        NAME     | 帮扶对象→丁兰英→崔玉芳→谭冬梅                | 崔玉芳
        NAME     | 李静……980元                               | 李静
        NAME     | 王秀英，三口人，1200                        | 王秀英
        NAME     | 1、张建国                                  | 张建国
        NAME     | 郄玉兰 350元                              | 郄玉兰
        NAME     | 妥平 低保 560元                            | 妥平
        NAME     | 卓玛 420元                                | 卓玛
        NAME     | 尉迟艳 100斤 雷明财 200斤                    | 尉迟艳
        HEALTH   | 郭某某\t胃癌\t570元                         | 胃癌
        CARD     | 6217992269211165541\t黄某                  | 6217992269211165541
        NAME     | 户主 郭解放                            | 郭解放
        NAME     | 由孙建华代领孙玉栓的补贴                     | 孙玉栓
        NAME     | 救助名单：王　芳、李　强、张　敏               | 李　强
        NAME     | 姓名\\t金额\\n王 芳\\t800\\n李 强\\t500        | 王 芳
        NAME     | 户主\\t村\\t人数\\n王.建国\\t长堤村\\t4        | 王.建国
        NAME     | 户主\\t村\\t人数\\n王建国\\t\\t              | 王建国
        NAME     | 王 建 国、李 卫 东、赵 志 刚                   | 李 卫 东
        NAME     | 張國強、李衛東、趙誌剛                        | 李衛東
        NAME     | 低保户 王强 3人 1200元                      | 王强
        NAME     | 王建国等3人                               | 王建国
        NAME     | 自八月起停发孙玉栓的高龄津贴                  | 孙玉栓
        MOBILE   | 申请人电话：13911112222.doc                | 13911112222
        MOBILE   | 张三电话 //13800138000/                   | 13800138000
        MOBILE   | 张三 https://x/13800138000               | 13800138000
        MOBILE   | 手机13800138000.txt                      | 13800138000
        MOBILE   | https://a.example/q?id=2&tel=13800138000 | 13800138000
        IDENTITY | 身份证990102194805030019.jpg             | 990102194805030019
        IDENTITY | https://a.example/990102194805030019.pdf | 990102194805030019
        MOBILE   | 13800 138000                            | 13800 138000
        MOBILE   | 138001 38000                            | 138001 38000
        MOBILE   | 13 800 138 000                          | 13 800 138 000
        MOBILE   | 138*0013*8000                           | 138*0013*8000
        IDENTITY | **0102194805030019                      | **0102194805030019
        IDENTITY | 身份证号码后六位030019                      | 030019
        IDENTITY | 张三(身份证尾号0019)                        | 0019
        IDENTITY | 姓名\\t身份证后四位\\n王*国\\t0019            | 0019
        IDENTITY | 会议纪要：对郑某某，990102\\n194805030018，予以救助 | 990102\\n194805030018
        CARD     | 农行卡6221376226\\n75939811半年没进钱          | 6221376226
        ADDRESS  | 湖滨路12号5-302                           | 12号5-302
        ADDRESS  | 石板村六组 王强                             | 六组
        ADDRESS  | 家住老棉纺宿舍7排12号                        | 7排12号
        CHILD    | 夏令营营员康玉兰 实验小学四(2)班               | 四(2)班
        """)
    void findsPersonalData(PersonalKind kind, String text, String value) {
        String plain = unescaped(text);
        List<String> values = Sentinel.find(plain, FieldUse.TEXT).stream()
                .filter(finding -> finding.kind() == kind)
                .map(finding -> plain.substring(finding.start(), finding.end()))
                .toList();
        assertThat(values).anyMatch(found -> found.contains(unescaped(value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "结算账号：314338891307（石桥市公墓管理处）",
                "发票代码 013900001111",
                "IP端口 192.168.41.213:7619",
                "项目资金（元）\n建设类 13816144937\n活动类 1428710",
                "1.13893330126",
                "0.13812345678",
                "资金15800000000元",
                "/files/15812345678.xls",
                "民政服务大厅 东风路8号 2号楼101室",
                "病史（勾选）：□高血压 □糖尿病",
                "江油、雷山、从江、黄平四个县区",
                "法院审判员秦弘、书记员崔玉龙",
                "雷山、张思德、廖俊英先进事迹",
                "居家养老服务中心电话 0838-6123456",
                "金种子学前班、蓝天幼儿园",
                "设备型号 EC1234567",
                "温江\t12\n双流\t8\n金堂\t9",
                "185 2034 1890",
                "185 2034 1890 合计",
                "王老吉 240箱\n万寿菊 300株\n鲁花 18元/桶",
                "罗平 120人\n黄平 96人",
                "冯家梁 1200元",
                "向阳花：6862.00元",
                "芒康小学，6108人\n郭子敬合作社，1500人",
                "栾子头福利院 320户\n华石小学 1937户",
                "林周敬老院：3823亩",
                "艾泊新家庭农场 3251元",
                "廖飞（主任）窗口受理 3号\n叶玉莲 主任 联系石桥镇",
                "月份 4508 5055 2491 8601.00",
                "特困供养 2200 480.00 2300.00",
                "全年 190.00 3000.00 600",
                "宣传费 200.00 9364\n留守儿童 700",
                "参加会议的有陆承远、沈若棠、顾延平",
                "手机版 m.bureau.example/d/15900001111",
                "catalogId=13811112222&columnId=1590000",
                "http://www.16647669756.com.cn/",
                "通知1590001111122.doc",
                "废止冀政发〔1996〕45号、冀民字〔2001〕86号文件",
                "文号:冀民〔2026〕1号-19号",
                "合计 15930112345 其中:男 7812345678",
                "项目\t2025决算\t2026预算\n社会福利\t18630000000\t19150000000",
                "石桥路1号至99号单号门牌",
                "救助管理站位于城南新区石桥路88号院2号楼",
                "金志远创办第一所聋哑师范",
                "药品名录:戈谢病、庞贝病",
                "UUID 13012319-5603-1200-1111-622848012345",
                "零余额账户 0001 3800 0400 0159",
                "户主\t村\t人数\n邱*凤\t长堤村\t4\n说明：姓名已遮蔽，困难原因不予公开。\t\t",
                "户主\t村\t人数\n邱*凤\t长堤村\t4\n困难原因不予公开。\t以村为序\t",
                "户主\t村\t人数\n邱*凤\t长堤村\t4\n以上名单无异议\t\t"
            })
    void publicTextsRaiseNoAlarm(String text) {
        assertThat(Sentinel.find(text, FieldUse.TEXT)).isEmpty();
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }
}
