package org.sunwindow.notice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.json.TableText;

/**
 * Reads the table of a notice from a sheet, and a sheet that is a whole notice as it hangs on the wall. What such a sheet
 * does not state clearly is missing; nothing is guessed.
 */
final class WallNotice implements TableText.ColumnText {

    private static final String DAY = "(\\d{4})\\s*[-./年]\\s*(\\d{1,2})\\s*[-./月]\\s*(\\d{1,2})\\s*日?";

    /** The end may leave out the year, or the year and the month. */
    private static final Pattern PERIOD = Pattern.compile(
            DAY
                    + "\\s*起?\\s*(?:至|到|—+|–|~|～|－|-{1,2})\\s*(?:(?:(\\d{4})\\s*[-./年])?\\s*(\\d{1,2})\\s*[-./月])?\\s*(\\d{1,2})\\s*日?(?!\\d)");

    private static final Pattern PHONE =
            Pattern.compile("(?<![\\d-])(?:0\\d{2,3}[-－—]?\\d{7,8}|1(?:2\\d{3})|\\d{7,8})(?![\\d-])");
    private static final Pattern STATED_PHONE = Pattern.compile("(?:电话|热线)[^0-9\\n]{0,12}(" + PHONE.pattern() + ")");
    private static final Pattern STATED_ISSUER =
            Pattern.compile("(?:公示|发布|公布|制表|填报)?单位(?:[(（]盖章[)）])?\\s*[:：]\\s*([^\\s:：，。；]{3,40})");

    private static final String BODY = "[\\p{IsHan}]{2,30}?(?:局|人民政府|办事处|委员会|居委会|村委会|服务中心|管理站|救助站|民政办)";
    private static final Pattern SIGNED = Pattern.compile("(?:^|\\s)(" + BODY + ")(?=\\s|$|[（(]|\\d)");
    private static final Pattern OF_TITLE = Pattern.compile("^(?:关于)?(" + BODY + ")");

    private static final Map<String, NoticeType> WORDS = words();

    private static Map<String, NoticeType> words() {
        var words = new LinkedHashMap<String, NoticeType>();
        for (NoticeType type : NoticeType.values()) {
            if (type != NoticeType.OTHER) {
                words.put(type.label(), type);
            }
        }
        words.put("最低生活保障", NoticeType.MINIMUM_LIVING);
        words.put("特困人员", NoticeType.EXTREME_POVERTY);
        words.put("福利彩票", NoticeType.LOTTERY_FUND);
        words.put("福彩", NoticeType.LOTTERY_FUND);
        return words;
    }

    @Override
    public Map<String, Object> of(String heading, int number) {
        return WrittenColumn.of(heading, number);
    }

    @Override
    public TableText.Whole whole(String title, List<String> texts) {
        String around = String.join("\n", texts);
        var members = new LinkedHashMap<String, Object>();
        var missing = new ArrayList<String>();
        members.put("title", title);
        NoticeType type = only(WORDS.entrySet().stream()
                .filter(word -> title.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .toList());
        put(members, "type", type, "类别（标题写明低保、特困、临时救助等其中之一）", missing);
        members.put("stage", (title + around).contains("拟") ? NoticeStage.PROPOSED : NoticeStage.OPEN);
        put(members, "publisher", issuer(title, texts), "发布单位（表下写“公示单位：全称”）", missing);
        putPeriod(members, around, missing);
        String phone = phone(around);
        put(members, "objectionPhone", phone, "监督电话（表下写“监督电话：区号-号码”，只写一个）", missing);
        String body = around.strip();
        if (!body.isEmpty()) {
            members.put("body", body);
        }
        return new TableText.Whole(members, missing);
    }

    private static void put(
            Map<String, Object> members, String name, Object value, String wanted, List<String> missing) {
        if (value == null) {
            missing.add(wanted);
        } else {
            members.put(name, value);
        }
    }

    /** Returns the only one of equal values, {@code null} if there are others or none. */
    private static <T> T only(List<T> found) {
        Set<T> distinct = new LinkedHashSet<>(found);
        return distinct.size() == 1 ? distinct.iterator().next() : null;
    }

    private static void putPeriod(Map<String, Object> members, String around, List<String> missing) {
        List<List<String>> periods = PERIOD.matcher(around)
                .results()
                .map(WallNotice::period)
                .distinct()
                .toList();
        if (periods.size() != 1) {
            missing.add("公示期（表下写“公示期：2026年11月20日至2026年11月27日”，只写一处）");
            return;
        }
        members.put("periodBegin", periods.getFirst().getFirst());
        members.put("periodEnd", periods.getFirst().getLast());
    }

    private static List<String> period(MatchResult found) {
        String year = Optional.ofNullable(found.group(4)).orElse(found.group(1));
        String month = Optional.ofNullable(found.group(5)).orElse(found.group(2));
        return List.of(day(found.group(1), found.group(2), found.group(3)), day(year, month, found.group(6)));
    }

    private static String day(String year, String month, String day) {
        return "%s-%02d-%02d".formatted(year, Integer.parseInt(month), Integer.parseInt(day));
    }

    private static String phone(String around) {
        List<String> stated = STATED_PHONE
                .matcher(around)
                .results()
                .map(found -> found.group(1))
                .toList();
        return only(
                stated.isEmpty()
                        ? PHONE.matcher(around)
                                .results()
                                .map(MatchResult::group)
                                .toList()
                        : stated);
    }

    /** The office that is stated, that has signed in a line of its own, or that the title begins with. */
    private static String issuer(String title, List<String> texts) {
        String all = String.join("\n", texts);
        String stated = only(STATED_ISSUER
                .matcher(all)
                .results()
                .map(found -> found.group(1))
                .toList());
        if (stated != null) {
            return stated;
        }
        for (String text : texts.reversed()) {
            Matcher signed = SIGNED.matcher(text);
            if (signed.find() && text.length() <= signed.group(1).length() + 20) {
                return signed.group(1);
            }
        }
        Matcher ofTitle = OF_TITLE.matcher(title);
        return ofTitle.find() ? ofTitle.group(1) : null;
    }
}
