package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.directory.OpeningTimes.Season;
import org.sunwindow.directory.OpeningTimes.Weekly;
import org.sunwindow.json.CellText;

class WrittenHoursTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> WEEK = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    @SuppressWarnings("unchecked")
    private static List<String> lines(String text) throws CellText.Unclear {
        Map<String, Object> read = WrittenHours.read(text);
        return HoursText.lines((List<Weekly>) read.get("hours"), (Boolean) read.get("openOnHolidays"));
    }

    /** As it is shown, but for what is said of holidays. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    周一至周五 8:30-12:00，13:30-17:00；周六 9:00-12:00 | 周一至周五 8:30-12:00、13:30-17:00 / 周六 9:00-12:00
                    办公时间：工作日8：30—17：30，节假日除外             | 周一至周五 8:30-17:30
                    星期一到星期五上午8:30-12:00 下午2:00-5:30          | 周一至周五 8:30-12:00、14:00-17:30
                    ８：３０—１７：３０（周一至周五）                    | 周一至周五 8:30-17:30
                    8:30-17:30（工作日）                               | 周一至周五 8:30-17:30
                    周一至周五 8:30-12:00，周六周日休息                 | 周一至周五 8:30-12:00
                    周一至周五 8:30-12:00，周六、周日及法定节假日休息    | 周一至周五 8:30-12:00
                    周一至周五 8:30-12:00；周末休息                     | 周一至周五 8:30-12:00
                    周一至周五（法定节假日除外）上午：8:30-12:00，下午：14:00-17:30 | 周一至周五 8:30-12:00、14:00-17:30
                    周1-周5 8:30-12:00                                 | 周一至周五 8:30-12:00
                    周1至周4、周6 9:00-12:00                           | 周一至周四、周六 9:00-12:00
                    周一至周五 早9:00-晚5:00                            | 周一至周五 9:00-17:00
                    周一至周五（８：３０—１７：３０）                    | 周一至周五 8:30-17:30
                    每天24小时                                         | 每天 全天
                    24小时                                             | 每天 全天
                    全年无休 9:00-17:00                                | 每天 9:00-17:00
                    每天 20:00-次日8:00                                | 每天 20:00-次日8:00
                    每天晚上8点-次日早上6点半                           | 每天 20:00-次日6:30
                    每天 22:00-次日2:00                                | 每天 22:00-次日凌晨2:00
                    每天晚上10点-次日凌晨2点                            | 每天 22:00-次日凌晨2:00
                    每天 凌晨5:30-9:00                                 | 每天 凌晨5:30-9:00
                    每天早上5点-11点                                   | 每天 凌晨5:00-11:00
                    每天凌晨1:00-5:00                                  | 每天 凌晨1:00-凌晨5:00
                    每天 0:00-5:00，6:00-24:00                         | 每天 凌晨0:00-凌晨5:00、6:00-24:00
                    每天 0:30-8:00                                     | 每天 凌晨0:30-8:00
                    周一、三、五 9点至11点半                            | 周一、周三、周五 9:00-11:30
                    周六日 9时30分至16时                               | 周六、周日 9:30-16:00
                    双休日9.00~16.30                                   | 周六、周日 9:00-16:30
                    周一至周四8:30-12:00,14:00-17:30,周五8:30-12:00     | 周一至周四 8:30-12:00、14:00-17:30 / 周五 8:30-12:00
                    每月第一个周六 9:00-12:00（须预约）                 | 每月第一个周六 9:00-12:00（须预约）
                    每月第一、三个周六和最后一个周日 9:00-12:00          | !
                    每月第二、最后一个周五 9:00-12:00                   | !
                    周一至周五 8:30-12:00；夏令时间（5月1日至9月30日）15:00-18:00；冬令时间（10月1日至次年4月30日）14:00-17:30 | \
                    周一至周五 8:30-12:00 / 夏令时间（5月1日至9月30日）周一至周五 15:00-18:00 / 冬令时间（10月1日至次年4月30日）周一至周五 14:00-17:30
                    """)
    void hoursAreReadAsPeopleWriteThem(String text, String shown) throws CellText.Unclear {
        if (shown.equals("!")) {
            assertThatThrownBy(() -> WrittenHours.read(text)).isInstanceOf(CellText.Unclear.class);
            return;
        }
        List<String> lines = lines(text);
        assertThat(String.join(" / ", lines.subList(0, lines.size() - 1))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "周一至周五 8:30-12:00, ",
        "周一至周五 8:30-12:00；法定节假日休息, false",
        "每天 8:30-12:00（国家法定节假日除外）, false",
        "每天 8:30-12:00，节假日照常开放, true",
        "每天 8:30-12:00 节假日不休, true",
        "全年无休 全天, true",
        "24小时, true",
        "每天 8:30-12:00（含法定节假日）, true",
        "每天 8:30-12:00（不含法定节假日）, false",
        "周一至周五 8:30-12:00，周六日及节假日休息, false",
        "每天24小时, "
    })
    void holidaysAreRead(String text, Boolean open) throws CellText.Unclear {
        assertThat(WrittenHours.read(text).get("openOnHolidays")).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "早九晚五",
                "每天 8:30-12:00，周末休息",
                "8:30-12:00（周一），14:00-17:00（周二）",
                "周一 8:30-12:00（办公室）",
                "周一至周五 9:00-17:00（7月1日至8月31日）",
                "周一至周五 9:00-17:00；暂停办公（10月1日至10月7日）",
                "周一 晚上1:00-3:00",
                "周一 晚上12:00-次日6:00",
                "朝九晚五",
                "8:30-12:00",
                "周一至周五",
                "周一至周五上午",
                "周一至周五 8:30",
                "周一至周五 8:30-5:30",
                "周一至周五 8:30-12:00，2:00-5:30",
                "周一至周五 2:00-5:30",
                "周一至周五 1:30-5:00",
                "周一至周五 1:30-8:00",
                "周一至周五 5:00-12:00",
                "周一至周五 05:30-11:00",
                "周一至周五 2点半至5点半",
                "周一至周五 凌晨12:00-6:30",
                "周一至周五 凌晨8:00-12:00",
                "周一至周五 25:00-26:00",
                "周一至周五 8:70-12:00",
                "周五至周一 8:30-12:00",
                "周一至周五 14:00-17:30，8:30-12:00",
                "周一至周五 8:30-12:00，周六另行通知",
                "周一至周五 8:30-12:00，中午不休息",
                "夏令时间 周一至周五 8:30-12:00",
                "夏令时间（5月1日至9月31日）周一至周五 8:30-12:00",
                "夏令时间（5月1日至9月30日）周一至周五 8:30-12:00；周六 9:00-11:00",
                "周一至周五 8:30-12:00 节假日照常 法定节假日休息",
                "周一 8:30-次日9:00",
                "周一至周五 8:30-12:00；周六",
                "上午14:00-17:00 周一",
                "周一 0830-1200",
                "节假日休息",
                "全天",
                "按上级规定",
                "-"
            })
    void whatIsNotClearIsRefused(String text) {
        assertThatThrownBy(() -> WrittenHours.read(text))
                .isInstanceOf(CellText.Unclear.class)
                .hasMessageContaining("请写成“周一至周五 8:30-12:00")
                .hasMessageNotContaining("通知");
    }

    @Test
    void placeOfWhatIsNotUnderstoodIsTold() {
        assertThatThrownBy(() -> WrittenHours.read("周一至周五 8:30-12:00，节前另行通知"))
                .hasMessageStartingWith("看不明白“30-12:00”之后的文字");
        assertThatThrownBy(() -> WrittenHours.read("按上级规定")).hasMessageStartingWith("看不明白开头的文字");
    }

    @Test
    void startThatMayBeInTheAfternoonIsExplained() {
        assertThatThrownBy(() -> WrittenHours.read("周一至周五 1:30-5:00"))
                .hasMessageStartingWith("分不清凌晨还是下午：凌晨的请写“凌晨5:30”，下午的请按 24 小时写，如 14:00");
    }

    /** What is shown reads as what it was made from. */
    @ParameterizedTest
    @ValueSource(strings = {"office", "hotline"})
    void shownHoursOfAllSamplesReadAsTheSame(String kind) throws IOException, CellText.Unclear {
        int read = 0;
        try (InputStream in = getClass().getResourceAsStream("/sample/" + kind + ".ndjson")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode record = JSON.readTree(line);
                if (record.has("hours")) {
                    List<Weekly> hours = List.of(JSON.treeToValue(record.get("hours"), Weekly[].class));
                    Boolean open = record.has("openOnHolidays")
                            ? record.get("openOnHolidays").asBoolean()
                            : null;
                    assertSame(hours, open);
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(5);
    }

    @Test
    void shownHoursOfAnyWeekReadAsTheSame() throws CellText.Unclear {
        var random = new Random(20);
        for (int run = 0; run < 2_000; run++) {
            var hours = new ArrayList<Weekly>();
            int seasons = random.nextInt(3);
            for (int season = 0; season <= seasons; season++) {
                addWeek(random, season, hours);
            }
            if (!hours.isEmpty()) {
                assertSame(hours, random.nextBoolean());
            }
        }
    }

    private static void addWeek(Random random, int season, List<Weekly> hours) {
        var all = List.of(
                new Season("05-01", "09-30", "夏令时间"),
                new Season("10-01", "04-30", null),
                new Season("12-01", "02-29", "严冬"));
        int morning = random.nextInt(22) * 30;
        List<String> days = IntStream.range(0, 7)
                .filter(day -> random.nextInt(3) > 0)
                .mapToObj(WEEK::get)
                .toList();
        if (days.isEmpty()) {
            return;
        }
        List<String> nth =
                random.nextInt(4) == 0 ? List.of("FIRST", "THIRD") : random.nextInt(4) == 0 ? List.of("LAST") : null;
        hours.add(new Weekly(days, clock(morning), "12:00", all.get(season), nth, random.nextBoolean() ? true : null));
        boolean late = random.nextInt(5) == 0;
        hours.add(new Weekly(days, "14:00", late ? "24:00" : "17:30", all.get(season), nth, null));
        if (!late && random.nextInt(3) == 0) {
            hours.add(new Weekly(
                    days.subList(0, 1), "20:00", clock(random.nextInt(16) * 30), all.get(season), nth, null));
        }
    }

    private static String clock(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    @SuppressWarnings("unchecked")
    private static void assertSame(List<Weekly> hours, Boolean open) throws CellText.Unclear {
        List<String> shown = HoursText.lines(hours, open);
        for (String separator : List.of("\n", "；")) {
            Map<String, Object> read = WrittenHours.read(String.join(separator, shown));
            assertThat(flat((List<Weekly>) read.get("hours")))
                    .as(shown.toString())
                    .isEqualTo(flat(hours));
            assertThat(read.get("openOnHolidays")).isEqualTo(Boolean.TRUE.equals(open));
        }
    }

    /** Each period of each day, however they are grouped. */
    private static TreeSet<String> flat(List<Weekly> hours) {
        var flat = new TreeSet<String>();
        for (Weekly each : hours) {
            each.days()
                    .forEach(day -> flat.add("%s %s %s %s %s"
                            .formatted(
                                    day,
                                    each.period(),
                                    each.partOfYear(),
                                    new TreeSet<>(each.nthWeekdays()),
                                    each.season() == null ? null : each.season().name())));
        }
        return flat;
    }
}
