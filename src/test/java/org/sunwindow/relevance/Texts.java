package org.sunwindow.relevance;

import static org.sunwindow.relevance.Vocabulary.fill;
import static org.sunwindow.relevance.Vocabulary.pick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.sunwindow.relevance.Disclosures.Draft;
import org.sunwindow.relevance.Places.Place;
import org.sunwindow.relevance.Vocabulary.Subject;

/** Generates bodies, summaries and keywords of disclosures according to their types. */
final class Texts {

    private static final String[] NUMERALS = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    private static final String SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜";
    private static final String GIVEN = "芳伟英明华兰平军秀强玲波杰敏霞涛";
    private static final int SUMMARY = 120;
    private static final int TABLE_ROWS = 12;

    /** Types that report past events. The others give instructions. */
    private static final Set<String> REPORTING =
            Set.of("announcement", "summary", "annual", "reply", "news", "budget", "accounts", "tender", "penalty");

    private static final Pattern PERIOD = Pattern.compile("截至期末|本期|本次|本轮|本批|本年度");

    private final Vocabulary vocabulary;
    private final List<Place> districts;
    private final Map<String, List<Place>> below = new HashMap<>();

    Texts(Vocabulary vocabulary, Places places) {
        this.vocabulary = vocabulary;
        this.districts = places.districts().stream().limit(8).toList();
        places.divisions().stream()
                .filter(place -> place.level() > 3 && place.to() == null)
                .forEach(place -> below.computeIfAbsent(place.parent().code(), code -> new ArrayList<>())
                        .add(place));
    }

    String body(Draft draft, SplittableRandom random) {
        Subject subject = draft.series().subject();
        var type = draft.series().type();
        Map<String, String> names = Map.of(
                "P", draft.place().title(),
                "B", draft.publisher(),
                "O", subject.name(),
                "T", draft.title(),
                "U", subject.unit(),
                "W", addressed(draft),
                "y", Integer.toString(draft.year()));
        var parts = new ArrayList<String>();
        parts.add(pick(type.openings(), random));
        switch (type.id()) {
            case "interpretation", "faq" -> answers(parts, subject, random);
            case "publicity" -> {
                parts.addAll(chosen(subject.facts(), 2, random));
                parts.addAll(lines(draft, random));
            }
            case "statistics", "list" -> {
                parts.addAll(chosen(subject.facts(), 2, random));
                parts.addAll(table(draft, random));
                parts.addAll(chosen(vocabulary.orders(), 2, random));
            }
            case "measure", "rules" -> articles(parts, subject, random);
            default -> numbered(parts, subject, REPORTING.contains(type.id()), random);
        }
        parts.add(pick(type.closings(), random));
        return fill(String.join("\n", parts), names, draft.year(), random);
    }

    private String addressed(Draft draft) {
        return switch (draft.place().level()) {
            case 2 -> "各县（市、区）民政局，局机关各科室、直属各单位";
            case 3 -> "各乡镇人民政府、街道办事处，局属各单位";
            default -> "各村（居）民委员会";
        };
    }

    /** Adds numbered paragraphs: of the subject, general orders and a remark about other work. */
    private void numbered(List<String> parts, Subject subject, boolean reports, SplittableRandom random) {
        var own = new ArrayList<>(shuffled(reports ? subject.facts() : rules(subject), random));
        var orders = new ArrayList<>(chosen(vocabulary.orders(), 5 + random.nextInt(6), random));
        orders.add(1, vocabulary.remark(subject, random));
        if (random.nextInt(2) == 0) {
            orders.add(vocabulary.remark(subject, random));
        }
        var paragraphs = new ArrayList<String>();
        while (!own.isEmpty() || !orders.isEmpty()) {
            String first = own.isEmpty() ? orders.removeFirst() : own.removeFirst();
            paragraphs.add(orders.isEmpty() ? first : first + orders.removeFirst());
        }
        for (int i = 0; i < paragraphs.size(); i++) {
            parts.add(NUMERALS[Math.min(i, 9)] + "、" + paragraphs.get(i));
        }
    }

    private void articles(List<String> parts, Subject subject, SplittableRandom random) {
        int article = 3;
        for (String rule : rules(subject)) {
            parts.add("第" + NUMERALS[article++ - 1] + "条　" + rule);
        }
        for (String order : chosen(vocabulary.orders(), 11 - article, random)) {
            parts.add("第" + NUMERALS[article++ - 1] + "条　" + order.replaceFirst("^要", "应当"));
        }
        parts.add("第十一条　" + vocabulary.exception(subject, random));
    }

    private void answers(List<String> parts, Subject subject, SplittableRandom random) {
        for (String[] pair : subject.questions()) {
            parts.add("问：" + pair[0] + "\n答：" + pair[1]);
        }
        parts.add("问：文件里原话是怎么说的？\n答：" + String.join("", chosen(rules(subject), 3, random)));
        parts.add("问：办的时候要注意什么？\n答：材料带齐，填表时如实写，看不懂的地方请窗口帮忙；" + "不收任何费用，有人以代办名义要钱的可以直接举报，电话里让转账的一律不要信。");
        parts.add("问：以前办过的要重新办吗？\n答：不用，系统会自动核对，需要补什么工作人员会打电话告诉您。" + vocabulary.remark(subject, random));
        if (random.nextInt(2) == 0) {
            parts.add("问：不会用手机怎么办？\n答：社区、村里有代办员，家里人也可以代为申请，行动不便的老人可以要求上门。");
        }
    }

    /** Returns the rules of a subject, without the facts of a period. */
    private static List<String> rules(Subject subject) {
        return subject.facts().stream()
                .filter(fact -> !PERIOD.matcher(fact).lookingAt())
                .toList();
    }

    /** Names are masked; children have only a number. */
    private List<String> lines(Draft draft, SplittableRandom random) {
        var lines = new ArrayList<String>();
        boolean numbersOnly = draft.series().subject().field().equals("child");
        int count = 14 + random.nextInt(26);
        List<Place> places = below.getOrDefault(draft.place().code(), List.of(draft.place()));
        for (int i = 1; i <= count; i++) {
            String who = numbersOnly
                    ? "编号" + (100 + random.nextInt(900))
                    : SURNAMES.charAt(random.nextInt(SURNAMES.length()))
                            + "*"
                            + GIVEN.charAt(random.nextInt(GIVEN.length()));
            lines.add(i + ". " + who + "，" + pick(places, random).name() + "，" + (1 + random.nextInt(5)) + "人，"
                    + (180 + random.nextInt(1200)) + "元");
        }
        return lines;
    }

    private List<String> table(Draft draft, SplittableRandom random) {
        var lines = new ArrayList<String>();
        List<Place> rows = below.getOrDefault(draft.place().code(), districts);
        for (Place row : rows.subList(0, Math.min(rows.size(), TABLE_ROWS))) {
            lines.add(
                    draft.series().type().id().equals("list")
                            ? row.name() + "：登记在册{b}项，地址和电话见公示牌，最近核实于{y}年" + (1 + random.nextInt(12)) + "月。"
                            : row.name() + "：本期{a}，上期{a}，同比增长" + random.nextInt(30) + "." + random.nextInt(10)
                                    + "%，涉及资金{c}万元。");
        }
        lines.add(vocabulary.remark(draft.series().subject(), random));
        return lines;
    }

    List<String> keywords(Draft draft, SplittableRandom random) {
        Subject subject = draft.series().subject();
        var keywords = new ArrayList<String>();
        keywords.add(subject.name());
        switch (draft.series().type().id()) {
            case "interpretation", "faq" -> {
                keywords.add(subject.citizens());
                keywords.add("解读");
            }
            case "publicity" -> keywords.add("公示");
            default -> {
                if (random.nextInt(2) == 0) {
                    keywords.add(draft.series().type().category());
                }
            }
        }
        return keywords;
    }

    /** Returns the beginning of the body, up to the end of a sentence if possible. */
    String summary(String body) {
        String begin = body.replace('\n', ' ');
        if (begin.length() <= SUMMARY) {
            return begin;
        }
        int stop = begin.lastIndexOf('。', SUMMARY);
        return begin.substring(0, stop > 0 ? stop + 1 : SUMMARY);
    }

    private static List<String> chosen(List<String> from, int count, SplittableRandom random) {
        return shuffled(from, random).subList(0, Math.min(count, from.size()));
    }

    private static List<String> shuffled(List<String> from, SplittableRandom random) {
        var list = new ArrayList<>(from);
        for (int i = list.size() - 1; i > 0; i--) {
            list.set(i, list.set(random.nextInt(i + 1), list.get(i)));
        }
        return list;
    }
}
