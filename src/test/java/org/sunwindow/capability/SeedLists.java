package org.sunwindow.capability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records that the documents count but do not name. */
final class SeedLists {

    /** Powers of the bureau of Cangzhou by type: 27. */
    private static final Map<String, Integer> POWERS = ordered("01", 6, "02", 6, "05", 1, "07", 5, "10", 9);

    /** Powers that the bureau of Anqing has gone through, by type: 77. */
    private static final Map<String, Integer> CLEARED =
            ordered("01", 3, "FX", 1, "02", 33, "03", 3, "05", 5, "09", 1, "07", 6, "10", 25);

    private static final List<String> PROJECTS =
            List.of("阳光救助", "阳光救灾", "阳光优抚", "阳光安置", "阳光村（居）务", "阳光养老", "阳光殡葬", "阳光社会组织", "阳光地名", "阳光福彩");

    private static final int MATTERS = 22;
    private static final int CENTRES = 215;
    private static final int MEETINGS = 8;

    private SeedLists() {}

    private static Map<String, Integer> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return map;
    }

    static String of(String kind) {
        return String.join(
                "\n",
                switch (kind) {
                    case "service" -> services();
                    case "office" -> centres();
                    case "disclosure" -> disclosures();
                    default -> List.<String>of();
                });
    }

    private static List<String> services() {
        var lines = new ArrayList<String>();
        var powers = new ArrayList<String>();
        POWERS.forEach((type, count) -> add(lines, powers, "CZ", type, "权力事项", count, """
                "steps":[{"name":"受理"},{"name":"审查"},{"name":"决定"}],"promisedLimit":{"value":10,"unit":"工作日"},\
                "reducedFrom":{"steps":4,"limit":{"value":20,"unit":"工作日"}}"""));
        for (int i = 1; i <= 128; i++) {
            lines.add(service("CZ", "ZR", "责任事项", i, "\"power\":\"%s\"".formatted(powers.get(i % powers.size()))));
        }
        add(lines, null, "CZ", "BJ", "职责边界事项", 70, """
                "partners":[{"name":"相关部门","responsibilities":["按职责分工办理"]}]""");
        add(lines, null, "CZ", "20", "公共服务事项", 10, "\"level\":\"3\"");
        add(lines, null, "CZ", "JG", "事中事后监管制度", 12, "\"supervision\":{\"methods\":[\"抽查\"]}");
        for (int i = 1; i <= 73; i++) {
            lines.add(service("CZ", "LC", "业务流程", i, """
                    "flowchart":{"name":"业务流程图","url":"https://mz.cangzhou.example/flow/%d.pdf"}""".formatted(i)));
        }
        CLEARED.forEach((type, count) -> add(lines, null, "AQ", type, "行政职权", count, "\"list\":\"职权清理目录\""));
        return lines;
    }

    private static void add(
            List<String> lines, List<String> codes, String bureau, String type, String name, int count, String more) {
        for (int i = 1; i <= count; i++) {
            lines.add(service(bureau, type, name, i, more));
            if (codes != null) {
                codes.add(code(bureau, type, i));
            }
        }
    }

    private static String code(String bureau, String type, int number) {
        return "%s-%s-%03d".formatted(bureau, type, number);
    }

    private static String service(String bureau, String type, String name, int number, String more) {
        return "{\"code\":\"%s\",\"name\":\"%s%d\",\"type\":\"%s\",\"organization\":\"%s\",%s}"
                .formatted(code(bureau, type, number), name, number, type, bureau.toLowerCase(), more);
    }

    private static List<String> centres() {
        var lines = new ArrayList<String>();
        for (int i = 1; i <= CENTRES; i++) {
            lines.add("{\"id\":\"sh-%d\",\"name\":\"第%d社区事务受理中心\",\"type\":\"社区事务受理中心\",\"organization\":\"sh\"}"
                    .formatted(i, i));
        }
        return lines;
    }

    private static List<String> disclosures() {
        var lines = new ArrayList<String>();
        for (int i = 1; i <= MATTERS; i++) {
            lines.add(disclosure("CZ-YG-" + i, "第%d项阳光民政事项".formatted(i), "沧州市民政局", "2016-08-10", """
                    "category":"阳光民政事项","tags":["%s"]""".formatted(
                            PROJECTS.get(i % PROJECTS.size()))));
        }
        for (int i = 1; i <= MEETINGS; i++) {
            lines.add(disclosure("AQ-JC-" + i, "第%d次局长办公会决策事项".formatted(i), "安庆市民政局", "2015-05-20", """
                    "category":"决策","fiveOpen":"决策\""""));
        }
        return lines;
    }

    private static String disclosure(String id, String title, String publisher, String day, String more) {
        return """
                {"indexNo":"%s","title":"%s","publisher":"%s","publishedAt":"%s 09:00:00","disclosureAttribute":"主动公开",\
                "body":"%s。",%s}""".formatted(id, title, publisher, day, title, more);
    }
}
