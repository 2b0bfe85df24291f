package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.json.NaiveRows;
import org.sunwindow.kind.DeclaredValues;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** A clerk who mends only what the messages say is done after two rounds of them. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ClerkRoundsTest {

    private static final int MAX_ROUNDS = 2;

    /** Rows that are sent together, so that their messages fit on a page. */
    private static final int ROWS = 40;

    private static final Pattern JARGON = Pattern.compile("null|java|引号", Pattern.CASE_INSENSITIVE);

    @Inject
    Kinds kinds;

    private Sunwindow sunwindow;

    /** Warnings about the rows that were accepted, each as its field and code. */
    private final Map<String, List<String>> warnings = new TreeMap<>();

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    /** Sends rows until all are accepted. Returns the rows that are not after two rounds, with what was said about them. */
    private Map<String, String> refused(String kind, Map<String, ObjectNode> rows) {
        var open = new LinkedHashMap<>(rows);
        var said = new TreeMap<String, String>();
        for (int round = 0; round <= MAX_ROUNDS && !open.isEmpty(); round++) {
            Map<Integer, List<Map<String, Object>>> messages = messages(
                    kind, open.values().stream().map(ObjectNode::toString).collect(Collectors.joining("\n")));
            var next = new LinkedHashMap<String, ObjectNode>();
            int line = 1;
            for (var row : open.entrySet()) {
                List<Map<String, Object>> all = messages.getOrDefault(line++, List.of());
                List<Map<String, Object>> about = all.stream()
                        .filter(item -> item.get("severity").equals("FAULT"))
                        .toList();
                if (about.isEmpty()) {
                    said.remove(row.getKey());
                    warnings.put(
                            row.getKey(),
                            all.stream()
                                    .map(item -> item.get("field") + " " + item.get("code"))
                                    .toList());
                    continue;
                }
                var clerk = new Clerk();
                next.put(row.getKey(), clerk.mended(row.getValue(), about));
                String text = about.stream()
                        .map(fault -> fault.get("field") + " " + fault.get("code") + " " + fault.get("message"))
                        .collect(Collectors.joining("\n    ", "\n  " + row.getValue() + "\n    ", ""));
                said.merge(row.getKey(), text, String::concat);
            }
            open = next;
        }
        return said;
    }

    private Map<Integer, List<Map<String, Object>>> messages(String kind, String lines) {
        Json run = sunwindow
                .send(kind + "&dryRun=true", lines)
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
        List<Map<String, Object>> items = sunwindow.rejects(run).getList("items");
        assertThat(items)
                .allSatisfy(item -> assertThat((String) item.get("message"))
                        .containsPattern("\\p{IsHan}")
                        .doesNotContainPattern(JARGON));
        return items.stream().collect(Collectors.groupingBy(item -> (Integer) item.get("lineNo")));
    }

    private static ObjectNode withKey(String kind, ObjectNode row, int number) {
        switch (kind) {
            case "application" -> row.put("applicationNo", "99010226110908%04d".formatted(number));
            case "disclosure" -> row.put("indexNo", "990100001/202611-%05d".formatted(70_000 + number));
            case "service" -> row.put("code", "990100-CL-%03d".formatted(number));
            case "division" -> row.put("code", "9977%02d".formatted(number));
            case "calendar" -> {}
            default -> row.put("id", "clerk-" + number);
        }
        return row;
    }

    private Map<String, Class<?>> types() throws ClassNotFoundException {
        var types = new LinkedHashMap<String, Class<?>>();
        for (Kind<?> kind : kinds.all()) {
            types.put(kind.name(), kind.type());
        }
        types.put("application", Class.forName("org.sunwindow.cases.CaseLine"));
        types.put("calendar", Class.forName("org.sunwindow.calendar.CalendarDay"));
        return types;
    }

    /** Every component of every kind, as people type it into a cell. */
    @Test
    void everyFieldIsRightAfterTwoRounds() throws ClassNotFoundException {
        var refused = new TreeMap<String, String>();
        for (var kind : types().entrySet()) {
            var rows = new LinkedHashMap<String, ObjectNode>();
            int number = 1;
            for (var row : NaiveRows.of(kind.getValue()).entrySet()) {
                rows.put(row.getKey(), withKey(kind.getKey(), row.getValue(), number++));
            }
            assertThat(rows).isNotEmpty();
            List<String> paths = new ArrayList<>(rows.keySet());
            for (int from = 0; from < paths.size(); from += ROWS) {
                var some = new LinkedHashMap<String, ObjectNode>();
                paths.subList(from, Math.min(paths.size(), from + ROWS))
                        .forEach(path -> some.put(path, rows.get(path)));
                refused(kind.getKey(), some).forEach((path, text) -> refused.put(kind.getKey() + " " + path, text));
            }
        }
        assertThat(refused).isEmpty();
    }

    /** Every field that holds keys of other records, and nothing else. */
    @Test
    void everyReferenceThatPointsNowhereIsAWarning() {
        // nothing is missing of a kind of which there are no records at all
        sunwindow.publishSamples(kinds.all().stream().map(Kind::name).toArray(String[]::new));
        var found = new ArrayList<String>();
        for (Kind<?> kind : kinds.all()) {
            var values = new DeclaredValues(kind);
            var rows = new LinkedHashMap<String, ObjectNode>();
            NaiveRows.of(kind.type())
                    .forEach((path, typed) -> values.references(typed).stream()
                            // a cell has no path into a list of objects
                            .filter(reference -> !kind.keyFields().contains(path) && path.indexOf('.') < 0)
                            .filter(reference ->
                                    reference.path().replaceAll("\\[\\d+]", "").equals(path))
                            .forEach(reference -> {
                                String nowhere = reference.isLink() ? "nowhere-" + rows.size() : "995599000000";
                                ObjectNode row = allowing(path, Clerk.with(typed, reference.path(), nowhere));
                                if (isList(kind, path)) {
                                    row.putArray(path).add(nowhere);
                                }
                                rows.put(path, row);
                            }));
            int number = 500;
            for (ObjectNode row : rows.values()) {
                withKey(kind.name(), row, number++);
            }
            assertThat(refused(kind.name(), rows)).isEmpty();
            rows.keySet().forEach(path -> {
                assertThat(warnings.get(path))
                        .as("%s %s", kind.name(), path)
                        .anySatisfy(warning ->
                                assertThat(warning.replaceAll("\\[\\d+]", "")).isEqualTo(path + " reference.unknown"));
                found.add(kind.name() + " " + path);
            });
        }
        assertThat(found)
                .contains(
                        "office organization",
                        "service basis",
                        "service offices",
                        "disclosure columns",
                        "organization parent",
                        "division successor");
    }

    /** A text in the place of a list would be replaced by the example of the message. */
    private static boolean isList(Kind<?> kind, String component) {
        return Arrays.stream(kind.type().getRecordComponents())
                .anyMatch(each -> each.getName().equals(component) && each.getType() == List.class);
    }

    /** A successor needs a state in which there is one. */
    private static ObjectNode allowing(String path, ObjectNode row) {
        return switch (path) {
            case "delegatedTo" -> row.put("status", "下放");
            case "announcement" -> row.put("stage", "RESULT");
            default -> row;
        };
    }

    /** A row as a clerk types it who has read the names of the fields, and nothing else. All cells are texts. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "office|{\"name\":\"云川市婚姻登记处\",\"type\":\"婚姻登记处\",\"organization\":\"云川市民政局\",\"division\":\"云川市\",\"address\":\"文昌路88号\",\"latitude\":\"30.33\",\"longitude\":\"118.81\",\"phones\":\"0500-8310012、0500-8310013\",\"hours\":\"周一至周五 8:30-12:00\",\"openOnHolidays\":\"否\",\"windows\":\"1号窗口、2号窗口\",\"services\":\"结婚登记,离婚登记\",\"bookingUrl\":\"www.yunchuan.example/yy\",\"lastVerified\":\"2026年3月5日\"}",
                "hotline|{\"id\":\"hot-991\",\"number\":\"12349\",\"name\":\"养老热线\",\"topics\":\"养老、助残\",\"division\":\"990100\",\"serves\":\"全市\",\"hours\":\"8:30-12:00\",\"openOnHolidays\":\"是\",\"specialDays\":\"春节休息\",\"closedOn\":\"\",\"lastVerified\":\"2026/3/5\"}",
                "service|{\"id\":\"1\",\"code\":\"990100-QR-991\",\"name\":\"结婚登记\",\"type\":\"行政确认\",\"list\":\"权力\",\"level\":\"区级\",\"serviceObjects\":\"自然人、企业\",\"handling\":\"即办件\",\"division\":\"990100\",\"status\":\"有效\",\"legalBasis\":\"婚姻登记条例\",\"conditions\":\"双方自愿；达到法定婚龄\",\"materials\":\"身份证、户口簿\",\"steps\":\"申请、受理、发证\",\"statutoryLimit\":\"10个工作日\",\"promisedLimit\":\"1天\",\"fee\":\"不收费\",\"visits\":\"1次\",\"consultPhone\":\"0500-8310012\",\"channels\":\"电话咨询\",\"faq\":\"外地户口可以吗\",\"onlineUrl\":\"www.yunchuan.example/jh\"}",
                "application|{\"applicationNo\":\"990102261109088991\",\"caseType\":\"服务事项\",\"itemName\":\"低保\",\"applicantName\":\"李*华\",\"status\":\"审核中\",\"submittedAt\":\"2026/11/9\",\"updatedAt\":\"2026年11月12日 9:00\",\"statutoryLimit\":\"20个工作日\",\"deadline\":\"2026/12/7\",\"history\":\"11月9日受理\",\"supplement\":\"身份证、户口簿\",\"factors\":\"查询码482913\"}",
                "application|{\"applicationNo\":\"990102261109088992\",\"caseType\":\"服务\",\"itemName\":\"低保\",\"status\":\"已受理\",\"submittedAt\":\"2026年11月9日\",\"updatedAt\":\"2026/11/12 9:00\",\"statutoryLimit\":{\"value\":\"20\",\"unit\":\"天\"},\"history\":[{\"at\":\"2026/11/9\",\"status\":\"受理\"},{\"at\":\"2026/11/10\",\"status\":\"审核\"}],\"factors\":[{\"type\":\"查询码\",\"value\":\"482913\"}]}",
                "disclosure|{\"indexNo\":\"990100001/202611-88991\",\"title\":\"关于做好冬季救助的通知\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"2026年11月20日\",\"issuedOn\":\"2026/11/18\",\"validity\":\"有效\",\"columns\":\"政策文件\",\"keywords\":\"救助,低保\",\"fiveOpen\":\"结果公开\",\"disclosureAttribute\":\"公开\",\"dutyUnits\":\"社会救助科、规划财务科\",\"readCount\":\"1,286\",\"related\":\"990100001/202403-00015\",\"attachments\":\"申请表.doc\",\"visibleUntil\":\"长期\"}",
                "notice|{\"id\":\"gs-991\",\"title\":\"低保公示\",\"type\":\"低保\",\"stage\":\"公示中\",\"publisher\":\"东湖区民政局\",\"division\":\"东湖区\",\"periodBegin\":\"2026年11月20日\",\"periodEnd\":\"2026/11/27\",\"objectionPhone\":\"见公告\",\"columns\":\"户主、人口\",\"rows\":\"王*\"}",
                "organization|{\"id\":\"org-991\",\"name\":\"云川市民政局信息中心\",\"creditCode\":\"119901000000000011\",\"formerNames\":\"信息站、电教站\",\"closedOn\":\"\",\"functions\":\"网站维护；数据报送\",\"leaders\":\"陆闻溪\",\"phone\":\"5008310012\",\"email\":\"mzj.example.cn\",\"postcode\":\"99010\",\"disclosureOffice\":\"办公室\"}",
                "division|{\"code\":\"9988\",\"name\":\"东湖区\",\"level\":\"县级\",\"parent\":\"云川市\",\"validFrom\":\"2001年\",\"validTo\":\"\",\"latitude\":\"北纬30度\",\"longitude\":\"118.8\",\"crs\":\"高德\"}",
                "column|{\"id\":\"col-991\",\"name\":\"政策文件\",\"parent\":\"\",\"order\":\"1\",\"description\":\"<b>文件</b>\"}",
                "answer|{\"id\":\"da-991\",\"title\":\"低保金这个月为什么变少了\",\"question\":\"家里两口人吃低保，这个月少了一百多元，是不是弄错了？\",\"answer\":\"经核实，补差金额按家庭上季度的收入调整。\",\"type\":\"咨询\",\"channel\":\"网站\",\"askedOn\":\"2026年9月14日\",\"answeredOn\":\"2026/9/17\",\"publisher\":\"东湖区民政局\",\"organization\":\"东湖区民政局\",\"division\":\"东湖区\",\"topic\":\"社会救助\",\"tags\":\"低保、低保金\",\"services\":\"低保申请\",\"disclosures\":\"\",\"satisfaction\":\"比较满意\",\"visibleUntil\":\"长期\"}",
                "statistic|{\"id\":\"tj-991\",\"title\":\"东湖区2026年9月末低保人数\",\"publisher\":\"东湖区民政局\",\"organization\":\"东湖区民政局\",\"division\":\"东湖区\",\"period\":\"2026年三季度\",\"publishedOn\":\"2026年10月20日\",\"metric\":\"低保人数\",\"value\":\"4,510人\",\"unit\":\"人\",\"note\":\"<p>期末在册</p>\"}",
                "statistic|{\"id\":\"tj-992\",\"title\":\"东湖区民政局2025年政府信息公开年报\",\"publisher\":\"东湖区民政局\",\"organization\":\"org-dh-mzj\",\"period\":\"2025年\",\"publishedOn\":\"2026/1/20\",\"table\":\"主动公开\",\"cells\":\"规范性文件制发3件\"}",
                "site|{\"id\":\"site-991\",\"name\":\"东湖区民政局\",\"idCode\":\"99010200\",\"domain\":\"https://mz.donghu.example\",\"organization\":\"东湖区民政局\",\"division\":\"东湖区\",\"guide\":\"见首页\",\"contacts\":\"纠错电话0500-8320001\",\"applications\":\"当面、信函\",\"applicationNote\":\"免费\"}",
                "site|{\"id\":\"site-992\",\"name\":\"东湖区民政局\",\"organization\":\"org-dh-mzj\",\"contacts\":[{\"purpose\":\"\",\"phone\":\"无\"}],\"applications\":[{\"by\":\"现场\",\"address\":\"湖滨路1号\"},{\"by\":\"网上申请\",\"url\":\"mz.donghu.example/sq\",\"postcode\":\"99010\"}]}",
                "calendar|{\"date\":\"2031/1/1\",\"working\":\"否\",\"name\":\"元旦\",\"notice\":\"\"}"
            })
    void typedRowIsRightAfterTwoRounds(String kind, String row) {
        assumeTrue(kind.equals("calendar") || Sunwindow.hasSample(kind));
        assertThat(refused(kind, Map.of(kind, Clerk.row(row)))).isEmpty();
    }
}
