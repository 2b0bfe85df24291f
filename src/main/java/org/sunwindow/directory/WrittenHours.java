package org.sunwindow.directory;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.calendar.PeriodText;
import org.sunwindow.directory.OpeningTimes.Season;
import org.sunwindow.directory.OpeningTimes.Weekly;
import org.sunwindow.json.CellText;

/**
 * Reads opening hours as people write them, such as 周一至周五 8:30-12:00，13:30-17:00；周六 9:00-12:00, and what {@link
 * HoursText} writes. Every word must be understood, and whatever can be read in two ways is refused. Not thread-safe.
 */
public final class WrittenHours {

    private static final String CODE = "hours.unclear";
    private static final String EXAMPLE = "；请写成“周一至周五 8:30-12:00、14:00-17:30；周六 9:00-12:00；法定节假日休息”的样子";

    static final String DAY_NAMES = "一二三四五六日天";
    static final String WEEK = "(?:周|星期|礼拜)";
    private static final String DATES = "(\\d{1,2})月(\\d{1,2})日-(?:次年)?(\\d{1,2})月(?:(\\d{1,2})日|底)";

    private static final Pattern END = Pattern.compile("[;。\\n\\r]+");
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,、()]+");
    private static final Pattern HOLIDAYS = Pattern.compile(
            "(?:国家)?(?:法定)?节?假日" + "(?:(休息|除外|不办公|不开放|不办理|不上班|关闭|闭馆|放假)|照常(?:开放|办公|办理|上班)?|不休息?|无休|正常(?:开放|办公|办理|上班))");
    private static final Pattern INCLUDING = Pattern.compile("(不含|不包括|含|包括)(?:国家)?(?:法定)?节?假日");
    private static final Pattern WEEKEND_CLOSED = Pattern.compile("(?:" + WEEK + "六[、和及与-]?" + WEEK + "?[日天]|周末|双休日)"
            + "(?:(?:休息|不办公|不上班|不开放|公休)|[、和及与]+(?=(?:国家)?(?:法定)?节?假日(?:休息|不办公|不上班|不开放|公休|关闭|放假)))");
    private static final Pattern NEVER_CLOSED = Pattern.compile("(?:全年|常年)(?:无休|开放)");
    private static final Pattern ALWAYS = Pattern.compile("7[x×*]24小时|全天24小时|24小时");
    private static final Pattern WHOLE_DAY = Pattern.compile("全天");
    private static final Pattern NTH =
            Pattern.compile("每月(?:第([一二三四](?:[、和及]第?[一二三四])*)个)?[、和及]?(最后一个)?(?=" + WEEK + ")");
    static final Pattern DAYS =
            Pattern.compile("每?" + WEEK + "([一二三四五六日天])(?:-" + WEEK + "?([一二三四五六日天])|((?:、?[一二三四五六日天])*))");
    static final Pattern DAY_WORD = Pattern.compile("(?:每个)?工作日|周末|双休日|每天|每日|天天");
    private static final Pattern SEASON = Pattern.compile("([^\\s,、;。()\\d:]{1,20})\\s*\\(" + DATES + "\\)");
    private static final Pattern PART_OF_YEAR = Pattern.compile(DATES);
    private static final Pattern PART_OF_DAY = Pattern.compile("(上午|下午|早上|早晨|中午|晚上|晚间|夜间|凌晨|[早晚](?=\\s?\\d)):?");
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2})(?:[:.∶](\\d{2})(?!\\d)|点(半)|[点时](?:(\\d{1,2})分)?(?!\\d))");
    private static final Pattern TO = Pattern.compile("\\s*-\\s*(次日|第二天)?");
    private static final Pattern APPOINTMENT = Pattern.compile("(?:须|需|需要|须提前|需提前|提前)?预约");

    /** Words that tell a place, in characters: fewer than the dates of a season, whose name may be anything. */
    private static final int PLACE = 8;

    private static final String NOON = "中午";

    private static final String BEFORE_DAWN = "凌晨";

    private final String text;
    private int position;
    private Matcher token;

    private final List<Weekly> hours = new ArrayList<>();
    private Season season;
    private boolean seasonUsed;
    private List<String> nth;
    private Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    private boolean seasonEnded;
    private boolean daysUsed;
    private int lastEnd;
    private Boolean openOnHolidays;
    private boolean weekendClosed;

    private WrittenHours(String text) {
        this.text = text;
    }

    /** Reads a cell with {@code hours}, which may also state {@code openOnHolidays}. */
    public static Map<String, Object> read(String written) throws CellText.Unclear {
        var reader = new WrittenHours(HoursWords.plain(written));
        reader.readAll();
        var values = new HashMap<String, Object>();
        values.put("hours", reader.hours);
        if (reader.openOnHolidays != null) {
            values.put("openOnHolidays", reader.openOnHolidays);
        }
        return values;
    }

    static CellText.Unclear unclear(String why) {
        return new CellText.Unclear(CODE, why + EXAMPLE);
    }

    private boolean is(Pattern pattern) {
        token = pattern.matcher(text).region(position, text.length()).useTransparentBounds(true);
        if (!token.lookingAt()) {
            return false;
        }
        position = token.end();
        return true;
    }

    private void readAll() throws CellText.Unclear {
        while (position < text.length()) {
            if (is(END)) {
                seasonEnded = season != null;
            } else if (!is(SEPARATOR)) {
                readToken();
            }
        }
        if (hours.isEmpty()) {
            throw unclear("没有写明时间");
        }
        if (!daysUsed) {
            throw unclear("有的星期没有写时间");
        }
        if (season != null && !seasonUsed) {
            throw unclear("季节写在时间之前，其后须有时间");
        }
        if (weekendClosed && hours.stream().anyMatch(WrittenHours::isOnWeekend)) {
            throw unclear("周末既写了时间，又写了休息");
        }
    }

    private static boolean isOnWeekend(Weekly hours) {
        return hours.days().contains("SAT") || hours.days().contains("SUN");
    }

    private void readToken() throws CellText.Unclear {
        if (is(HOLIDAYS)) {
            holidays(token.group(1) == null);
        } else if (is(INCLUDING)) {
            holidays(!token.group(1).startsWith("不"));
        } else if (is(WEEKEND_CLOSED)) {
            weekendClosed = true;
        } else if (is(NEVER_CLOSED)) {
            holidays(true);
            allDays();
        } else if (is(ALWAYS)) {
            if (days.isEmpty()) {
                allDays();
                openOnHolidays = openOnHolidays == null ? Boolean.TRUE : openOnHolidays;
            }
            add("00:00", "24:00");
        } else if (is(WHOLE_DAY)) {
            add("00:00", "24:00");
        } else if (is(NTH)) {
            begin();
            if (!days.isEmpty()) {
                throw unclear("每周的和每月第几个的请分段写");
            }
            nth = HoursWords.nth(token.group(1), token.group(2));
        } else if (is(DAYS)) {
            begin();
            days(token.group(1), token.group(2), token.group(3));
        } else if (is(DAY_WORD)) {
            begin();
            dayWord(token.group());
        } else if (is(SEASON)) {
            season(token.group(1), 2);
        } else if (is(PART_OF_YEAR)) {
            season(null, 1);
        } else {
            period();
        }
    }

    private void holidays(boolean open) throws CellText.Unclear {
        if (openOnHolidays != null && openOnHolidays != open) {
            throw unclear("节假日既写了开放，又写了休息");
        }
        openOnHolidays = open;
    }

    /** Days after a time begin a new entry; days after days extend the list. */
    private void begin() throws CellText.Unclear {
        if (seasonEnded) {
            throw unclear("分段写了季节，后面的一段却没有写是哪个季节");
        }
        if (daysUsed) {
            days = EnumSet.noneOf(DayOfWeek.class);
            nth = null;
            daysUsed = false;
            lastEnd = 0;
        }
    }

    private void allDays() throws CellText.Unclear {
        begin();
        days.addAll(EnumSet.allOf(DayOfWeek.class));
    }

    private void days(String first, String last, String more) throws CellText.Unclear {
        DayOfWeek from = day(first.charAt(0));
        days.add(from);
        if (last != null) {
            DayOfWeek to = day(last.charAt(0));
            if (to.compareTo(from) <= 0) {
                throw unclear("星期的起止颠倒");
            }
            days.addAll(EnumSet.range(from, to));
        } else {
            more.chars().filter(c -> c != '、').forEach(c -> days.add(day((char) c)));
        }
    }

    private static DayOfWeek day(char name) {
        return DayOfWeek.of(Math.min(DAY_NAMES.indexOf(name) + 1, DayOfWeek.values().length));
    }

    private void dayWord(String word) {
        days.addAll(
                word.endsWith("工作日")
                        ? EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)
                        : word.equals("周末") || word.equals("双休日")
                                ? EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)
                                : EnumSet.allOf(DayOfWeek.class));
    }

    /**
     * @param group of the first month in the token
     */
    private void season(String name, int group) throws CellText.Unclear {
        String from = HoursWords.monthDay(token.group(group), token.group(group + 1));
        // the end of February is its last day in any year
        String end = token.group(group + 3);
        boolean february = end == null && token.group(group + 2).matches("0?2");
        if (end == null && !february) {
            throw unclear("季节的末日没有写明是几日");
        }
        if (season != null && !seasonUsed) {
            throw unclear("季节写在时间之前，其后须有时间");
        }
        seasonUsed = false;
        season = new Season(from, february ? "02-29" : HoursWords.monthDay(token.group(group + 2), end), name);
        seasonEnded = false;
        lastEnd = 0;
    }

    private void period() throws CellText.Unclear {
        String part = is(PART_OF_DAY) ? token.group(1) : null;
        int from = time(part);
        if (!is(TO)) {
            throw unclear("时间没有写到几点");
        }
        boolean nextDay = token.group(1) != null;
        String other = is(PART_OF_DAY) ? token.group(1) : !nextDay && isAfternoon(part) ? part : null;
        int to = time(other);
        if (nextDay ? to > from : to <= from) {
            throw unclear(nextDay ? "一段时间超过 24 小时" : "结束早于开始：跨夜的写“次日”，下午的按 24 小时写");
        }
        // people write 1:30-5:00 for the afternoon; only 0:00 can mean nothing else
        if (part == null && from >= 60 && from < PeriodText.DAWN) {
            throw unclear("分不清凌晨还是下午：凌晨的请写“凌晨5:30”，下午的请按 24 小时写，如 14:00");
        }
        if (from < lastEnd) {
            throw unclear("各段时间没有按先后写，或分不清上午下午：下午的请按 24 小时写，如 14:00");
        }
        lastEnd = nextDay ? 24 * 60 : to;
        add(clock(from), clock(to));
    }

    private int time(String part) throws CellText.Unclear {
        is(SEPARATOR);
        if (!is(TIME)) {
            // the words themselves may be personal data
            throw unclear("看不明白" + place() + "的文字，星期、时间和节假日以外的说明请写在另一列");
        }
        int hour = Integer.parseInt(token.group(1));
        String digits = token.group(2) != null ? token.group(2) : token.group(4);
        int minute = token.group(3) != null ? 30 : digits == null ? 0 : Integer.parseInt(digits);
        boolean afternoon = isAfternoon(part);
        boolean morning = part != null && !afternoon && !part.equals(NOON);
        int minutes = hour * 60 + minute;
        if (minute > 59
                || minutes > 24 * 60
                || morning && hour > 13
                || BEFORE_DAWN.equals(part) && minutes > PeriodText.DAWN
                || afternoon && hour == 0) {
            throw unclear("时间不存在");
        }
        if (part != null && (part.startsWith("晚") || part.equals("夜间")) && (hour == 12 || hour > 0 && hour < 5)) {
            throw unclear("分不清是当天还是次日：请按 24 小时写，次日的写“次日”");
        }
        boolean later = afternoon && hour < 12 || NOON.equals(part) && hour < 11;
        return later ? minutes + 12 * 60 : minutes;
    }

    /** Returns the place of the position by the words before it, which are days, times or dates. */
    private String place() {
        String before = text.substring(0, position).replaceAll("[\\s,、;(]+$", "");
        return before.isEmpty() ? "开头" : "“" + before.substring(Math.max(0, before.length() - PLACE)) + "”之后";
    }

    private static boolean isAfternoon(String part) {
        return part != null && (part.equals("下午") || part.startsWith("晚") || part.equals("夜间"));
    }

    private static String clock(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    private void add(String from, String to) throws CellText.Unclear {
        if (days.isEmpty()) {
            throw unclear("没有写明星期几");
        }
        if (seasonEnded) {
            throw unclear("分段写了季节，后面的一段却没有写是哪个季节");
        }
        int before = position;
        is(SEPARATOR);
        boolean byAppointment = is(APPOINTMENT);
        position = byAppointment ? position : before;
        daysUsed = true;
        seasonUsed = true;
        hours.add(new Weekly(
                days.stream().map(day -> day.name().substring(0, 3)).toList(),
                from,
                to,
                season,
                nth,
                byAppointment ? Boolean.TRUE : null));
    }
}
