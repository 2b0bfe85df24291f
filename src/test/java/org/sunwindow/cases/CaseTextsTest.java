package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.TestSettings;
import org.sunwindow.http.Problem;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.json.StrictJson;

/** Names and factors in the texts of cases. */
class CaseTextsTest {

    private static final StrictJson JSON = IndexFixture.json();
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-09T10:20:00+08:00");

    /** Texts of a line that become texts of the case, with a place for the text; {@code %s} occurs once. */
    private static final Map<String, String> SHOWN = new TreeMap<>(Map.ofEntries(
            Map.entry("applicationNo", "\"applicationNo\":\"%s\""),
            Map.entry("serviceItem", "\"serviceItem\":\"%s\""),
            Map.entry("itemName", "\"itemName\":\"%s\""),
            Map.entry("acceptingUnit", "\"acceptingUnit\":\"%s\""),
            Map.entry("acceptingOffice", "\"acceptingOffice\":\"%s\""),
            Map.entry("statusText", "\"statusText\":\"%s\""),
            Map.entry("supplement", "\"supplement\":[\"户口簿\",\"%s\"]"),
            Map.entry("result", "\"result\":\"%s\""),
            Map.entry("collect", "\"collect\":\"%s\""),
            Map.entry("consultPhone", "\"consultPhone\":\"%s\""),
            Map.entry("history.text", "\"history\":[{\"at\":\"2026-11-09\",\"status\":\"SUBMITTED\",\"text\":\"%s\"}]"),
            Map.entry(
                    "history.unit", "\"history\":[{\"at\":\"2026-11-09\",\"status\":\"SUBMITTED\",\"unit\":\"%s\"}]")));

    /** Texts that are not of a line: the service writes or masks them, or they are names of configured stages. */
    private static final Set<String> OWN = Set.of("plain", "applicantName", "steps.name", "history.stage");

    private final CaseMapping mapping = mapping();

    private static CaseMapping mapping() {
        CaseSettings settings = TestSettings.cases(Map.of());
        return new CaseMapping(
                new UpstreamCodes(settings),
                new Pipelines(settings, TestSettings.general(Map.of())),
                settings,
                Clock.fixed(Instant.parse("2026-11-22T02:00:00Z"), ZoneId.of("Asia/Shanghai")));
    }

    private static CaseLine line(String field, String text) {
        try {
            return read(field, text);
        } catch (StrictJson.Invalid e) {
            throw new AssertionError(text + e.items());
        }
    }

    private static CaseLine read(String field, String text) throws StrictJson.Invalid {
        var fields = new TreeMap<>(Map.of(
                "applicationNo", "\"applicationNo\":\"TEXTS-A1\"",
                "itemName", "\"itemName\":\"临时救助\"",
                "history", "\"history\":[]"));
        fields.put(
                field.startsWith("history.") ? "history" : field,
                SHOWN.get(field).formatted(text));
        String line = """
                {%s,"caseType":"SERVICE","status":"ACCEPTED","submittedAt":"2026-11-09","updatedAt":"2026-11-20",\
                "applicantName":"欧阳娜","factors":[{"type":"QUERY_CODE","value":"482913"},\
                {"type":"ID_TAIL","value":"061X"},{"type":"PHONE_TAIL","value":"2026"}]}""".formatted(String.join(",", fields.values()));
        return JSON.read(line, CaseLine.class);
    }

    static Stream<String> shown() {
        return SHOWN.keySet().stream();
    }

    /** A new component of the record must be passed on, and tested here. */
    @Test
    void everyTextOfACasePassesTheDoor() throws Exception {
        var declared = new TreeMap<String, String>();
        Object full = filled(CaseProgress.class, "", declared);
        var passed = new TreeMap<String, String>();
        CaseProgress replaced = ((CaseProgress) full).withTexts((field, text) -> {
            passed.put(field, text);
            return text + "!";
        });
        assertThat(passed).isEqualTo(declared);
        var after = new TreeMap<String, String>();
        collect(replaced, "", after);
        assertThat(after.keySet()).isEqualTo(declared.keySet());
        assertThat(after).allSatisfy((field, text) -> assertThat(text).isEqualTo(declared.get(field) + "!"));
        var tested = new TreeSet<>(SHOWN.keySet());
        tested.addAll(OWN);
        assertThat(tested).isEqualTo(declared.keySet());
    }

    /** A record whose texts are their own paths. */
    private static Object filled(Type type, String path, Map<String, String> texts) throws Exception {
        if (type == String.class) {
            texts.put(path, "text of " + path);
            return "text of " + path;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return List.of(filled(list.getActualTypeArguments()[0], path, texts));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        if (plain == OffsetDateTime.class) {
            return TIME;
        }
        // computed for the response, from dates and limits
        if (plain == CaseClock.class || plain == LocalDate.class) {
            return null;
        }
        var values = new ArrayList<>();
        var types = new ArrayList<Class<?>>();
        for (RecordComponent component : plain.getRecordComponents()) {
            String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
            values.add(filled(component.getGenericType(), name, texts));
            types.add(component.getType());
        }
        Constructor<?> constructor = plain.getDeclaredConstructor(types.toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(values.toArray());
    }

    private static void collect(Object value, String path, Map<String, String> texts) throws Exception {
        switch (value) {
            case null -> {}
            case String text -> texts.put(path, text);
            case List<?> list -> {
                for (Object item : list) {
                    collect(item, path, texts);
                }
            }
            case Record parts -> {
                for (RecordComponent component : parts.getClass().getRecordComponents()) {
                    component.getAccessor().setAccessible(true);
                    String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
                    collect(component.getAccessor().invoke(parts), name, texts);
                }
            }
            default -> {}
        }
    }

    @ParameterizedTest
    @MethodSource("shown")
    void nameIsMaskedInEveryText(String field) {
        if (field.equals("applicationNo")) {
            // the key of the case cannot be masked; its characters are Latin
            return;
        }
        for (String typed : List.of(
                "欧阳娜",
                "欧 阳 娜",
                "欧\u200b阳\u00ad娜",
                "欧阳·娜",
                "歐陽娜",
                "欧-阳-娜",
                "欧＿阳＿娜",
                "欧\ufe00阳\u3164娜",
                "欧\u0301阳娜",
                "欧\u2060阳娜")) {
            String stored = JSON.write(mapping.progress(line(field, typed + "的")));
            assertThat(stored).as(typed).contains("欧*娜的").doesNotContain("阳");
        }
    }

    /** A reader would see the name or the code, but neither can be found in the text as it is stored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "欧<b>阳</b>娜",
                "欧阳&#23068;",
                "欧&#x9633;娜",
                "欧&nbsp;阳娜",
                "欧<!-- -->阳娜",
                "482<b>913</b>",
                "48&#50;913",
                "手机尾号<b>20</b>26"
            })
    void markupInAnyTextIsRejected(String typed) {
        for (String field : SHOWN.keySet()) {
            assertThatThrownBy(() -> read(field, typed))
                    .isInstanceOfSatisfying(
                            StrictJson.Invalid.class,
                            invalid -> assertThat(invalid.items())
                                    .extracting(Problem.Item::code)
                                    .contains("text.markup"));
        }
    }

    /** Several applicants, and remarks beside a name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "李华、王强 | 李*、王* | 李华和王强 | 李*和王*",
                "李华，王小强 | 李*、王*强 | 王小强代办 | 王*强代办",
                "李华 王强 | 李*、王* | 王强 | 王*",
                "李 华 | 李*华 | 李华 | 李*华",
                "李华（代理人王强） | 李* | 李华 | 李*",
                "李华(女) | 李* | 李华的申请 | 李*的申请",
                "云城阳光（集团）公司 | 云***司 | 云城阳光（集团）公司 | 云***司",
                "Zoë Müller | Z***r | ZOE MULLER | Z***r",
                "李*华 | 李*华 | 李*华 | 李*华"
            })
    void everyApplicantIsMasked(String name, String masked, String text, String shown) {
        var masking = new Masking(name);
        assertThat(masking.name()).isEqualTo(masked);
        assertThat(masking.in(text)).isEqualTo(shown);
    }

    @Test
    void codeOfASourceWithTheNameIsNotLogged() throws Exception {
        CaseLine line = JSON.read("""
                {"applicationNo":"TEXTS-A2","caseType":"SERVICE","itemName":"救助","source":"gateway","sourceStatus":"LI_HUA",\
                "history":[],"applicantName":"Li Hua","submittedAt":"2026-11-09","updatedAt":"2026-11-20"}""", CaseLine.class);
        assertThat(mapping.check(line)).extracting(Problem.Item::code).containsExactly("name.shown");
    }

    @Test
    void numberWithTheNameIsRejected() throws Exception {
        CaseLine line = JSON.read("""
                {"applicationNo":"LIHUA-A1","caseType":"SERVICE","itemName":"救助","status":"ACCEPTED","history":[],\
                "applicantName":"Li Hua","submittedAt":"2026-11-09","updatedAt":"2026-11-20"}""", CaseLine.class);
        assertThat(mapping.check(line)).extracting(Problem.Item::code).containsExactly("name.shown");
    }

    @ParameterizedTest
    @MethodSource("shown")
    void codeInAnyTextIsRejected(String field) {
        List<String> typings = field.equals("applicationNo")
                ? List.of("2026-482913", "48-29-13")
                : List.of(
                        "码482913",
                        "４８２９１３",
                        "48-29-13",
                        "482 913",
                        "482\u200b913",
                        "48．29．13",
                        "②482913",
                        "④⑧②⑨①③",
                        "四八二九一三",
                        "肆捌贰玖壹叁",
                        "4八2九1三",
                        "٤٨٢٩١٣",
                        "4\ufe0f\u20e38\ufe0f\u20e32\ufe0f\u20e39\ufe0f\u20e31\ufe0f\u20e33\ufe0f\u20e3",
                        "4_8_2_9_1_3",
                        "4\u03018\u03012913");
        for (String typed : typings) {
            assertThat(mapping.check(line(field, typed)))
                    .as(typed)
                    .extracting(Problem.Item::name, Problem.Item::code)
                    .containsExactly(tuple(field, "factor.shown"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "手机尾号2026",
                "手机尾号 20-26",
                "电话：２０２６",
                "联系人 138****2026",
                "138XXXX2026",
                "后四位为2026",
                "证件后四位061X",
                "061x",
                "０６１Ｘ",
                "0 6 1 X",
                "061×",
                "061\u0425",
                "零六一X",
                "手机尾号二〇二六",
                "手机尾号2️⃣0️⃣2️⃣6️⃣",
                "尾数2026",
                "证号末四位：2、0、2、6",
                "2026（尾号）",
                "2026为手机尾号",
                "电话 138****\u200b2026",
                "**************061X"
            })
    void tailThatIsAnnouncedIsRejected(String text) {
        assertThat(mapping.check(line("result", text)))
                .extracting(Problem.Item::code)
                .containsExactly("factor.shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026年第四季度发放",
                "2026-11-20 领取",
                "发放 2026 元",
                "云民函〔2026〕12号",
                "咨询电话 0500-8310012，2026年11月前办理",
                "YSQ-20261106-4061X5",
                "48291年3月",
                "二〇二六年十一月",
                "2026年手机领取",
                "一楼二号窗口",
                "自 2026 年起凭身份证领取"
            })
    void yearOrAmountThatEqualsATailIsAccepted(String text) {
        assertThat(mapping.check(line("result", text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"桃李，华夏, 李华, 桃李，华夏", "李华李 华, 李华, 李*李*", "李 华, 李华, 李*", "没有名字, 李华, 没有名字", "ＬＩ Ｈｕａ, Li Hua, L***a"})
    void punctuationEndsAName(String text, String name, String masked) {
        assertThat(new Masking(name).in(text)).isEqualTo(masked);
    }
}
