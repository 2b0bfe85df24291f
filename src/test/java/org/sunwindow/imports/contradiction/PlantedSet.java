package org.sunwindow.imports.contradiction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Records of a bureau with ten districts that agree with each other, with many that look like contradictions and are none, and
 * 330 records with one contradiction each. The same on every run.
 */
final class PlantedSet {

    private static final int DISTRICTS = 10;
    private static final String CITY = "990100000000";

    /** Lines by kind, in the order in which they are published. */
    final Map<String, List<String>> lines = new LinkedHashMap<>();

    /** Expected code by kind, slash and key. */
    final Map<String, String> planted = new LinkedHashMap<>();

    /** Records that agree, as kind, slash and key. */
    final List<String> consistent = new ArrayList<>();

    /** Keys of records to be withdrawn after they were published, by kind. */
    final Map<String, List<String>> withdrawn = new LinkedHashMap<>();

    PlantedSet() {
        Stream.of("organization", "office", "hotline", "disclosure", "service", "answer")
                .forEach(kind -> lines.put(kind, new ArrayList<>()));
        directory();
        standards();
        documents();
        guides();
        plantReferences();
        plantBases();
        plantAmounts();
        unified();
        plantValidity();
        plantPhones();
    }

    private void add(String kind, String key, String code, String line) {
        lines.get(kind).add(line);
        if (code == null) {
            consistent.add(kind + "/" + key);
        } else {
            planted.put(kind + "/" + key, code);
        }
    }

    private static String division(int district) {
        return "9901%02d000000".formatted(district + 2);
    }

    private static String phone(int number) {
        return "0500-83%05d".formatted(number);
    }

    /** What a district pays in a month: it differs from the city's, and from what it paid before. */
    private static int urban(int district) {
        return 836 + 3 * district;
    }

    private static int rural(int district) {
        return 701 + 3 * district;
    }

    private static int formerUrban(int district) {
        return 798 + 2 * district;
    }

    private static int formerRural(int district) {
        return 655 + 2 * district;
    }

    private void directory() {
        for (int d = 0; d < DISTRICTS; d++) {
            add("organization", "o-" + d, null, """
                    {"id":"o-%d","name":"第%d区民政局","division":"%s","phone":"%s"}""".formatted(d, d, division(d), phone(d)));
            for (int i = 0; i < 8; i++) {
                add("office", "f-%d-%d".formatted(d, i), null, """
                        {"id":"f-%d-%d","name":"第%d区第%d街道便民服务中心","type":"便民服务中心","organization":"o-%d",\
                        "division":"%s","phones":["%s"]}""".formatted(
                                d, i, d, i, d, division(d), phone(1000 + d * 10 + i)));
            }
            add("hotline", "h-" + d, null, """
                    {"id":"h-%d","name":"第%d区社会救助热线","number":"%s","organization":"o-%d"}""".formatted(d, d, phone(3000 + d), d));
            lines.get("organization").add("""
                    {"id":"o-gone-%d","name":"第%d区原老龄办","division":"%s","closedOn":"2024-06-30","successor":"o-%d"}""".formatted(d, d, division(d), d));
            lines.get("office").add("""
                    {"id":"f-gone-%d","name":"第%d区原婚姻登记处","type":"婚姻登记处","organization":"o-%d","division":"%s",\
                    "closedOn":"2025-03-31","successor":"f-%d-0"}""".formatted(d, d, d, division(d), d));
        }
    }

    private String disclosure(String key, String title, String division, String day, String body, String more) {
        return """
                {"indexNo":"%s","title":"%s","publisher":"云川市民政局","division":"%s","publishedAt":"%s 09:00:00",\
                "disclosureAttribute":"主动公开","body":"%s"%s}""".formatted(key, title, division, day, body, more);
    }

    private static String standardBody(int style, int urban, int rural, int formerUrban, int formerRural) {
        return switch (style % 4) {
            case 0 ->
                "各街道办事处：\\n自2026年7月1日起，全区城市居民最低生活保障标准由每人每月%d元提高到%d元，农村居民最低生活保障标准由每人每月%d元提高到%d元。所需资金按现行渠道安排。"
                        .formatted(formerUrban, urban, formerRural, rural);
            case 1 -> "从2026年7月起，城市低保标准调整为每人每月%d元；农村低保标准调整为每人每月%d元。请遵照执行。".formatted(urban, rural);
            case 2 -> "一、城市居民最低生活保障标准：%d元/人·月。\\n二、农村居民最低生活保障标准：%d元/人·月。\\n三、抓紧做好补发工作。".formatted(urban, rural);
            default -> "经区政府同意，城市低保标准为月人均%d元，农村低保标准为月人均%d元。\\n所需资金由财政安排。".formatted(urban, rural);
        };
    }

    private void standards() {
        add(
                "disclosure",
                "S-CITY",
                null,
                disclosure(
                        "S-CITY",
                        "关于公布全市低保指导标准的通知",
                        CITY,
                        "2026-06-10",
                        "城市居民最低生活保障标准不低于每人每月800元。全市城市低保标准为每人每月810元，农村低保标准为每人每月690元。",
                        ",\"effectiveOn\":\"2026-07-01\",\"validity\":\"有效\""));
        for (int d = 0; d < DISTRICTS; d++) {
            String division = division(d);
            add(
                    "disclosure",
                    "S-NEW-" + d,
                    null,
                    disclosure(
                            "S-NEW-" + d,
                            "关于调整第%d区城乡居民最低生活保障标准的通知".formatted(d),
                            division,
                            "2026-06-20",
                            standardBody(d, urban(d), rural(d), formerUrban(d), formerRural(d)),
                            ",\"effectiveOn\":\"2026-07-01\",\"validity\":\"有效\",\"related\":[{\"relation\":\"REPLACES\",\"key\":\"S-OLD-%d\"}]"
                                    .formatted(d)));
            add(
                    "disclosure",
                    "S-OLD-" + d,
                    null,
                    disclosure(
                            "S-OLD-" + d,
                            "关于调整第%d区城乡低保标准的通知".formatted(d),
                            division,
                            "2025-06-20",
                            standardBody(d + 1, formerUrban(d), formerRural(d), 700, 600),
                            ",\"effectiveOn\":\"2025-07-01\",\"validity\":\"废止\",\"abolishedOn\":\"2026-07-01\""));
            // announced, and not in effect yet
            add(
                    "disclosure",
                    "S-NEXT-" + d,
                    null,
                    disclosure(
                            "S-NEXT-" + d,
                            "关于提高第%d区最低生活保障标准的通知".formatted(d),
                            division,
                            "2026-11-01",
                            standardBody(d + 2, urban(d) + 40, rural(d) + 40, urban(d), rural(d)),
                            ",\"effectiveOn\":\"2027-01-01\",\"validity\":\"尚未生效\",\"related\":[{\"relation\":\"REPLACES\",\"key\":\"S-NEW-%d\"}]"
                                    .formatted(d)));
        }
    }

    /** Reports of what was paid, chains of replacements that are marked, explanations of what holds. */
    private void documents() {
        for (int i = 0; i < 240; i++) {
            int d = i % DISTRICTS;
            String year = Integer.toString(2020 + i % 6);
            String key = "D-%03d".formatted(i);
            String line = switch (i % 6) {
                case 0 ->
                    disclosure(
                            key,
                            "第%d区%s年社会救助工作总结（%d）".formatted(d, year, i),
                            division(d),
                            year + "-12-20",
                            "全年城市低保标准为每人每月%d元，农村低保标准为每人每月%d元，支出低保金1260万元。".formatted(610 + i, 500 + i),
                            "");
                case 1 ->
                    disclosure(
                            key,
                            "第%d区低保提标政策解读（%d）".formatted(d, i),
                            division(d),
                            "2026-07-05",
                            "城市低保标准由每人每月%d元提高到%d元。三口之家每月最多可领%d元；家庭月人均收入低于%d元的可以申请。"
                                    .formatted(formerUrban(d), urban(d), 3 * urban(d), urban(d)),
                            ",\"related\":[{\"relation\":\"INTERPRETS\",\"key\":\"S-NEW-%d\"}]".formatted(d));
                case 2 ->
                    disclosure(
                            key,
                            "低保常见问题问答（第%d区，%d）".formatted(d, i),
                            division(d),
                            "2026-08-05",
                            "问：低保标准是多少？答：城市低保标准每人每月%d元。问：临时救助多少？答：最高不超过低保标准的12倍，即每人%d元。"
                                    .formatted(urban(d), 12 * urban(d)),
                            "");
                case 3 ->
                    disclosure(
                            key,
                            "关于印发第%d号管理办法的通知".formatted(i),
                            division(d),
                            year + "-03-01",
                            "请遵照执行。",
                            ",\"docNo\":\"云民规〔%s〕%d号\",\"validity\":\"有效\",\"effectiveOn\":\"%s-04-01\""
                                    .formatted(year, 100 + i, year));
                case 4 ->
                    disclosure(
                            key,
                            "第%d号暂行规定".formatted(i),
                            division(d),
                            "2019-03-01",
                            "试行两年。",
                            ",\"docNo\":\"云民发〔2019〕%d号\",\"validity\":\"失效\",\"abolishedOn\":\"2021-03-01\""
                                    .formatted(100 + i));
                default ->
                    disclosure(
                            key,
                            "转发第%d号管理办法的通知".formatted(i - 2),
                            division(d),
                            "2026-03-05",
                            "现予转发。",
                            ",\"related\":[{\"relation\":\"FORWARDS\",\"key\":\"D-%03d\"}]".formatted(i - 2));
            };
            add("disclosure", key, null, line);
        }
    }

    private String service(
            String key, String name, int d, String office, String phone, String answer, String basis, String more) {
        return """
                {"code":"%s","name":"%s","type":"05","organization":"o-%d","division":"%s","offices":["%s"],"consultPhone":"%s",\
                "faq":[{"question":"低保标准是多少？","answer":"%s"}],"legalBasis":["%s"]%s}""".formatted(key, name, d, division(d), office, phone, answer, basis, more);
    }

    private String rightAnswer(int d, int style) {
        return switch (style % 6) {
            case 0 -> "目前城市低保标准为每人每月%d元。".formatted(urban(d));
            case 1 -> "农村低保标准每人每月%d元，按家庭人均收入与标准的差额发放，例如差额为336元的，三口人共%d元。".formatted(rural(d), 1008);
            case 2 -> "以民政部门公布的为准。特困人员按不低于低保标准1.3倍，即每人每月%d元。".formatted(1087 + d);
            case 3 -> "城市居民最低生活保障标准%d元/月，提标前为每人每月%d元。".formatted(urban(d), formerUrban(d));
            case 4 -> "家庭月人均收入低于%d元、财产符合规定的可以申请；一次性临时救助金500元至5000元。".formatted(formerUrban(d));
            default -> "每年7月调整。2026年7月1日起，城市低保标准由每人每月%d元提高到%d元。".formatted(formerUrban(d), urban(d));
        };
    }

    private static String rightBasis(int i) {
        return switch (i % 4) {
            case 0 -> "《社会救助暂行办法》第九条";
            case 1 ->
                "《关于印发第%d号管理办法的通知》（云民规〔%d〕%d号）"
                        .formatted(3 + i % 30 * 6, 2020 + (3 + i % 30 * 6) % 6, 103 + i % 30 * 6);
            case 2 -> "《最低生活保障审核确认办法》（民发〔2021〕57号）";
            default -> "《第%d号管理办法》".formatted(3 + i % 30 * 6);
        };
    }

    private void guides() {
        for (int i = 0; i < 700; i++) {
            int d = i % DISTRICTS;
            String phone = switch (i % 3) {
                case 0 -> phone(d);
                case 1 -> phone(3000 + d);
                default -> phone(1000 + d * 10 + i % 8);
            };
            String key = "G-%03d".formatted(i);
            add(
                    "service",
                    key,
                    null,
                    service(
                            key,
                            "第%d区第%d项救助".formatted(d, i),
                            d,
                            "f-%d-%d".formatted(d, i % 8),
                            phone,
                            rightAnswer(d, i),
                            rightBasis(i),
                            ",\"basis\":[\"D-%03d\"]".formatted(3 + i % 30 * 6)));
        }
    }

    private String sound(String key, int d, String office, String phone) {
        return service(key, "第%d区事项%s".formatted(d, key), d, office, phone, rightAnswer(d, d), rightBasis(0), "");
    }

    private void plantReferences() {
        for (int i = 0; i < 40; i++) {
            int d = i % DISTRICTS;
            if (i < 20) {
                add("service", "P-END-" + i, "reference.ended", sound("P-END-" + i, d, "f-gone-" + d, phone(d)));
            } else if (i < 30) {
                add("hotline", "p-end-" + i, "reference.ended", """
                        {"id":"p-end-%d","name":"第%d区老龄热线","number":"%s","organization":"o-gone-%d"}""".formatted(i, d, phone(4000 + i), d));
            } else {
                add("office", "p-end-" + i, "reference.ended", """
                        {"id":"p-end-%d","name":"第%d区老年大学","type":"老年大学","organization":"o-gone-%d","division":"%s"}""".formatted(i, d, d, division(d)));
            }
        }
        for (int i = 0; i < 50; i++) {
            int d = i % DISTRICTS;
            String key = "P-MISS-" + i;
            if (i < 20) {
                add("service", key, "reference.missing", sound(key, d, "f-nowhere-" + i, phone(d)));
            } else if (i < 35) {
                String relation = List.of("INTERPRETS", "RESPONDS_TO", "FORWARDS", "REPLACES", "RESPONSE")
                        .get(i % 5);
                add(
                        "disclosure",
                        key,
                        "reference.missing",
                        disclosure(
                                key,
                                "关于第%d件事项的说明".formatted(i),
                                division(d),
                                "2026-05-05",
                                "现说明如下。",
                                ",\"related\":[{\"relation\":\"%s\",\"key\":\"NOWHERE-%d\"}]".formatted(relation, i)));
            } else if (i < 45) {
                String office = "f-withdrawn-" + i;
                lines.get("office").add("""
                        {"id":"%s","name":"第%d区临时窗口%d","type":"便民服务中心","organization":"o-%d","division":"%s"}""".formatted(office, d, i, d, division(d)));
                withdrawn.computeIfAbsent("office", kind -> new ArrayList<>()).add(office);
                add("service", key, "reference.missing", sound(key, d, office, phone(d)));
            } else {
                add("office", "p-miss-" + i, "reference.missing", """
                        {"id":"p-miss-%d","name":"第%d区社区窗口%d","type":"便民服务中心","organization":"o-%d","division":"%s",\
                        "windows":[{"name":"综合窗口","services":["NOWHERE-%d"]}]}""".formatted(i, d, i, d, division(d), i));
            }
        }
    }

    private void plantBases() {
        for (int i = 0; i < 40; i++) {
            int d = i % DISTRICTS;
            int ended = 4 + i * 6 % 240;
            String key = "P-BASE-" + i;
            String basis = switch (i % 4) {
                case 0 -> "《社会救助暂行办法》第九条";
                case 1 -> "《第%d号暂行规定》（云民发[2019]%d号）第三条".formatted(ended, 100 + ended);
                case 2 -> "根据云民发〔2019〕%d号文件".formatted(100 + ended);
                default -> "《第%d号暂行规定》第二条".formatted(ended);
            };
            String more = i % 4 == 0 ? ",\"basis\":[\"D-%03d\"]".formatted(ended) : "";
            add(
                    "service",
                    key,
                    "basis.ended",
                    service(
                            key,
                            "第%d区依据事项%d".formatted(d, i),
                            d,
                            "f-%d-1".formatted(d),
                            phone(d),
                            rightAnswer(d, i),
                            basis,
                            more));
        }
    }

    private void plantAmounts() {
        for (int i = 0; i < 60; i++) {
            int d = i % DISTRICTS;
            String key = "P-SUM-" + i;
            if (i < 30) {
                String answer = switch (i % 5) {
                    case 0 -> "目前城市低保标准为每人每月%d元。".formatted(formerUrban(d));
                    case 1 -> "农村低保标准每人每月%d元，按差额发放。".formatted(formerRural(d));
                    case 2 -> "城市居民最低生活保障标准%d元/月。".formatted(formerUrban(d));
                    case 3 -> "2025年7月1日起，城市低保标准由每人每月700元提高到%d元。".formatted(formerUrban(d));
                    default ->
                        i == 4
                                // an amount in brackets behind a general standard, which is not read
                                ? "按当地低保标准（城市每人每月%d元）补差。".formatted(formerUrban(d))
                                : "现行农村居民最低生活保障标准为每人每月%d元。".formatted(formerRural(d));
                };
                add(
                        "service",
                        key,
                        "amount.outdated",
                        service(
                                key,
                                "第%d区低保事项%d".formatted(d, i),
                                d,
                                "f-%d-2".formatted(d),
                                phone(d),
                                answer,
                                rightBasis(0),
                                ""));
            } else if (i < 50) {
                add(
                        "disclosure",
                        key,
                        "amount.outdated",
                        disclosure(
                                key,
                                "低保%s（第%d区，%d）".formatted(i % 2 == 0 ? "政策问答" : "办事指南", d, i),
                                division(d),
                                "2025-09-01",
                                "问：城市低保标准是多少？答：每人每月%d元。农村低保标准每人每月%d元。".formatted(formerUrban(d), formerRural(d)),
                                ""));
            } else {
                add(
                        "disclosure",
                        key,
                        "amount.outdated",
                        disclosure(
                                key,
                                "关于确定第%d区%d年度低保标准的通知".formatted(d, 2024),
                                division(d),
                                "2024-06-20",
                                standardBody(i, 760 + d, 620 + d, 720, 600),
                                ",\"effectiveOn\":\"2024-07-01\",\"validity\":\"有效\""));
            }
        }
    }

    /** A city with one standard for all, and guides that still state what it paid in cities and villages before. */
    private void unified() {
        String city = "990200000000";
        add(
                "disclosure",
                "U-2026",
                null,
                disclosure(
                        "U-2026",
                        "关于调整2026年全市最低生活保障标准的通知",
                        city,
                        "2026-06-20",
                        "自2026年7月1日起，全市最低生活保障标准由每人每月868元提高到896元。特困人员基本生活标准按照不低于低保标准1.3倍同步提高至每人每月1165元。",
                        ",\"effectiveOn\":\"2026-07-01\",\"validity\":\"有效\""));
        add(
                "disclosure",
                "U-2025",
                null,
                disclosure(
                        "U-2025",
                        "关于提高2025年度特困人员救助供养标准的通知",
                        city,
                        "2025-03-20",
                        "全市特困人员基本生活标准执行每人每月1087元，全护理每人每月690元。",
                        ",\"effectiveOn\":\"2025-01-01\",\"validity\":\"已修改\""));
        for (int i = 0; i < 10; i++) {
            String answer = i % 2 == 0 ? "按规定每人每月603元。" : "低保标准每人每月603元。";
            add("answer", "u-a-" + i, null, """
                    {"id":"u-a-%d","title":"低保标准%s","question":"低保标准是多少","answer":"%s","type":"FAQ","answeredOn":"2026-11-20",\
                    "publisher":"云川市民政局","division":"%s"}""".formatted(i, i < 5 ? "是多少" : "怎么定", answer, city));
        }
        List<String> right =
                List.of("现行城市低保标准为每人每月896元。", "农村低保标准每人每月896元，与城市相同。", "最低生活保障标准每人每月896元。", "特困人员基本生活标准为每人每月1165元。");
        for (int i = 0; i < 40; i++) {
            add("service", "U-" + i, null, ofUnifiedCity("U-" + i, right.get(i % 4), city));
        }
        List<String> outdated =
                List.of("城市低保标准为每人每月600元。", "城市居民最低生活保障标准为每人每月600元。", "农村低保标准每人每月500元。", "特困人员基本生活标准为每人每月1087元。");
        for (int i = 0; i < 30; i++) {
            String key = "P-UNI-" + i;
            add("service", key, "amount.outdated", ofUnifiedCity(key, outdated.get(i % 4), city));
        }
    }

    private static String ofUnifiedCity(String key, String answer, String division) {
        return """
                {"code":"%s","name":"统一标准事项%s","type":"05","division":"%s",\
                "faq":[{"question":"标准是多少？","answer":"%s"}]}""".formatted(key, key, division, answer);
    }

    private void plantValidity() {
        for (int i = 0; i < 80; i++) {
            String key = "P-VAL-" + i;
            if (i < 30) {
                // what is answered follows the date
                add(
                        "disclosure",
                        key,
                        null,
                        disclosure(
                                key,
                                "第%d号试行方案".formatted(i),
                                CITY,
                                "2021-01-05",
                                "试行三年。",
                                ",\"validity\":\"%s\",\"effectiveOn\":\"2021-02-01\",\"abolishedOn\":\"2024-0%d-01\""
                                        .formatted(i % 10 == 9 ? "尚未生效" : "有效", 1 + i % 9)));
            } else {
                add(
                        "disclosure",
                        key,
                        "validity.outdated",
                        disclosure(key, "第%d号实施细则".formatted(i), CITY, "2021-01-05", "请遵照执行。", ",\"validity\":\"有效\""));
                String related = ",\"related\":[{\"relation\":\"REPLACES\",\"key\":\"%s\"}]".formatted(key);
                add(
                        "disclosure",
                        "R-" + i,
                        null,
                        disclosure("R-" + i, "第%d号实施细则（修订）".formatted(i), CITY, "2025-01-05", "请遵照执行。", related));
            }
        }
        for (int i = 0; i < 20; i++) {
            String key = "P-TWICE-" + i;
            if (i % 2 == 0) {
                add(
                        "disclosure",
                        "T-" + i,
                        null,
                        disclosure(
                                "T-" + i,
                                "第%d号评定办法".formatted(i),
                                CITY,
                                "2020-01-05",
                                "请遵照执行。",
                                ",\"validity\":\"废止\""));
            }
            add(
                    "disclosure",
                    key,
                    "replacement.double",
                    disclosure(
                            key,
                            "第%d号评定办法（第%d稿）".formatted(i / 2 * 2, i),
                            CITY,
                            "2025-03-05",
                            "请遵照执行。",
                            ",\"related\":[{\"relation\":\"REPLACES\",\"key\":\"T-%d\"}]".formatted(i / 2 * 2)));
        }
    }

    private void plantPhones() {
        for (int i = 0; i < 40; i++) {
            int d = i % DISTRICTS;
            String key = "P-TEL-" + i;
            add("service", key, "phone.different", sound(key, d, "f-%d-3".formatted(d), phone(60_000 + 7 * i)));
        }
    }
}
