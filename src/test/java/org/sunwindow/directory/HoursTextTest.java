package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sunwindow.directory.OpeningTimes.Season;
import org.sunwindow.directory.OpeningTimes.Weekly;

class HoursTextTest {

    private static final Season SUMMER = new Season("05-01", "09-30", "夏令时间");
    private static final Season WINTER = new Season("10-01", "04-30", null);

    /**
     * @param days names separated by spaces
     * @param nth  names separated by spaces, {@code null} for every week
     */
    static Weekly hours(String days, String time, Season season, String nth, boolean byAppointment) {
        String[] ends = time.split("-");
        return new Weekly(
                List.of(days.split(" ")),
                ends[0],
                ends[1],
                season,
                nth == null ? null : List.of(nth.split(" ")),
                byAppointment ? true : null);
    }

    private static Weekly hours(String days, String time) {
        return hours(days, time, null, null, false);
    }

    private static List<String> lines(Weekly... weekly) {
        return HoursText.lines(List.of(weekly), null);
    }

    @Test
    void daysOfTheSameHoursAreOneLine() {
        assertThat(lines(hours("MON TUE WED THU FRI", "08:30-12:00"), hours("MON TUE WED THU FRI", "14:00-17:30")))
                .containsExactly("周一至周五 8:30-12:00、14:00-17:30", "法定节假日休息");
        assertThat(lines(
                        hours("FRI MON TUE WED THU", "14:00-17:00"),
                        hours("MON TUE WED THU FRI SAT", "09:00-12:00"),
                        hours("SUN", "10:00-11:00")))
                .containsExactly("周一至周五 9:00-12:00、14:00-17:00", "周六 9:00-12:00", "周日 10:00-11:00", "法定节假日休息");
        assertThat(lines(hours("TUE THU", "08:30-12:00"))).startsWith("周二、周四 8:30-12:00");
        assertThat(lines(hours("MON TUE WED FRI SAT", "08:30-12:00"))).startsWith("周一至周三、周五、周六 8:30-12:00");
        assertThat(lines(hours("SAT SUN", "08:30-12:00"))).startsWith("周六、周日 8:30-12:00");
    }

    @Test
    void everyDayAndHolidays() {
        Weekly always = hours("MON TUE WED THU FRI SAT SUN", "00:00-24:00");
        assertThat(HoursText.lines(List.of(always), true)).containsExactly("每天 全天", "法定节假日照常");
        assertThat(HoursText.lines(List.of(always), false)).containsExactly("每天 全天", "法定节假日休息");
    }

    @Test
    void nightsEndTheNextDay() {
        assertThat(lines(hours("FRI SAT", "20:00-02:00"))).startsWith("周五、周六 20:00-次日凌晨2:00");
        assertThat(lines(hours("FRI", "20:00-24:00"))).startsWith("周五 20:00-24:00");
        assertThat(lines(hours("FRI", "08:00-08:00"))).startsWith("周五 8:00-次日8:00");
    }

    @Test
    void seasonsFollowWhatHoldsAllYear() {
        assertThat(lines(
                        hours("MON TUE WED THU FRI", "15:00-18:00", SUMMER, null, false),
                        hours("MON TUE WED THU FRI", "14:00-17:00", WINTER, null, false),
                        hours("MON TUE WED THU FRI", "08:30-12:00")))
                .containsExactly(
                        "周一至周五 8:30-12:00",
                        "夏令时间（5月1日至9月30日）周一至周五 15:00-18:00",
                        "10月1日至次年4月30日 周一至周五 14:00-17:00",
                        "法定节假日休息");
        assertThat(lines(hours("MON", "20:00-22:00", new Season("12-01", "02-29", "冬季"), null, false)))
                .startsWith("冬季（12月1日至次年2月底）周一 20:00-22:00");
        assertThat(lines(hours("MON", "20:00-22:00", new Season("01-01", "12-31", null), null, false)))
                .startsWith("周一 20:00-22:00");
    }

    @Test
    void nthWeekdaysAndAppointments() {
        assertThat(lines(
                        hours("SAT", "09:00-12:00", null, "FIRST", false),
                        hours("FRI", "17:30-19:00", null, "LAST", false),
                        hours("WED", "09:00-10:00", null, "THIRD FIRST", true),
                        hours("SUN", "09:00-10:00", null, "LAST SECOND", false),
                        hours("SAT", "14:00-16:00", null, null, true)))
                .containsExactly(
                        "周六 14:00-16:00（须预约）",
                        "每月第一个周六 9:00-12:00",
                        "每月最后一个周五 17:30-19:00",
                        "每月第一、三个周三 9:00-10:00（须预约）",
                        "每月第二个、最后一个周日 9:00-10:00",
                        "法定节假日休息");
    }

    @Test
    void withoutHoursThereIsNoText() {
        assertThat(HoursText.lines(null, true)).isNull();
        assertThat(HoursText.lines(List.of(), true)).isNull();
        // a line that will be rejected
        assertThat(lines(hours("周一", "9:00-17:00"))).isNull();
    }
}
