package org.sunwindow.kind;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts that a text states as the standard of a benefit: 城市低保标准为每人每月776元. Reads only sentences that contain a
 * benefit, its standard and the amount next to each other, so that incomes, totals and examples are not taken for
 * standards.
 */
public final class StatedAmounts {

    /** Characters of a text that are read. */
    private static final int MAX_LENGTH = 100_000;

    private static final String WHOSE = "(?<where>城市|农村|城镇|城乡|全市|全区|全县|全省)?";

    /**
     * Benefits by their official name. A qualifier makes another benefit: 城市低保 and 农村低保 have standards of their own.
     */
    private static final Map<String, Pattern> BENEFITS = benefits();

    /**
     * Text that may be between a benefit and its amount. It excludes 低于, 倍, 差额 and similar words, except in the rule
     * by which the amount is set: 按照不低于低保标准1.3倍.
     */
    private static final String BETWEEN =
            "(?:按照|不低于[^，。倍元]{0,20}倍|同步|标准|保障|金额|[是为每人均月年：:，,、？?！!\\s“”\"]|多少|目前|现行|现|统一|调整|提高|上调|自|起|执行|发放|答|按|到|至|问|\\d{4}年|\\d{1,2}月|\\d{1,2}日){0,24}";

    private static final String NUMBER = "(\\d[\\d,，]{0,9}(?:\\.\\d{1,2})?)";
    private static final Pattern FROM_TO = Pattern.compile(
            "^" + BETWEEN + "由" + BETWEEN + NUMBER + "元?" + BETWEEN + "(?:提高|调整|上调|增加)[到至为]?" + BETWEEN + NUMBER + "元");
    private static final Pattern PLAIN = Pattern.compile("^" + BETWEEN + NUMBER + "元");
    private static final Pattern SENTENCE_END = Pattern.compile("[。；;\\n]");
    private static final Pattern MONTHLY = Pattern.compile("每月|元[/／](?:人[·.、/／]?)?月|月人均");
    private static final Pattern YEARLY = Pattern.compile("每年|元[/／](?:人[·.、/／]?)?年");

    /** Words in the title of a document that fixes amounts. */
    private static final Pattern FIXES = Pattern.compile("标准|津贴|补贴");

    private static final Pattern EXPLAINS = Pattern.compile("多少|怎么|怎样|如何|[？?]|解读|问答|图解|公示|名单|情况|总结|报告|答复|回应|办法的起草");

    /**
     * @param subject the benefit and its period, the same for all texts that state it
     * @param general the subject without a qualifier such as 城市, the same as {@code subject} if it has none
     * @param value   in yuan
     * @param former  earlier amounts that the text mentions, may be empty
     */
    public record Amount(String subject, String general, String benefit, String value, Set<String> former) {}

    private StatedAmounts() {}

    private static Map<String, Pattern> benefits() {
        var benefits = new LinkedHashMap<String, Pattern>();
        benefits.put("最低生活保障", Pattern.compile(WHOSE + "(?:居民)?(?:最低生活保障|低保)金?(?=标准|对象每人每月保障)"));
        benefits.put("特困人员基本生活", Pattern.compile(WHOSE + "特困(?:供养)?人员(?:救助供养)?基本生活(?=标准)"));
        benefits.put("集中养育孤儿基本生活费", Pattern.compile("(?:集中|机构)(?:养育|供养)(?:的)?孤儿(?:基本生活(?:费|保障)?)?"));
        benefits.put("社会散居孤儿基本生活费", Pattern.compile("(?:社会)?散居孤儿(?:基本生活(?:费|保障)?)?"));
        benefits.put("困难残疾人生活补贴", Pattern.compile("困难残疾人生活补贴"));
        benefits.put("重度残疾人护理补贴", Pattern.compile("重度残疾人护理补贴"));
        for (String ages : List.of("80[至—-]89", "90[至—-]99")) {
            String label = ages.replaceAll("\\[.*]", "至") + "周岁高龄津贴";
            benefits.put(label, Pattern.compile(ages + "周?岁(?:老年?人)?(?:高龄津贴)?"));
        }
        benefits.put("百岁老人高龄津贴", Pattern.compile("(?:100周岁(?:及)?以上|百岁(?:及)?以上|百岁)(?:老年?人)?(?:高龄津贴)?"));
        return benefits;
    }

    /** Returns the amounts that a document fixes, empty if it only explains or reports them. */
    public static List<Amount> fixedBy(String title, String text) {
        return FIXES.matcher(title).find() && !EXPLAINS.matcher(title).find() ? in(text) : List.of();
    }

    /** Returns the amounts that a text states, the first of each subject. */
    public static List<Amount> in(String text) {
        if (text.length() < 6 || text.indexOf('元') < 0) {
            return List.of();
        }
        var amounts = new LinkedHashMap<String, Amount>();
        for (String sentence : SENTENCE_END.split(text.substring(0, Math.min(text.length(), MAX_LENGTH)))) {
            if (sentence.indexOf('元') > 0) {
                BENEFITS.forEach((benefit, pattern) -> read(sentence, benefit, pattern)
                        .forEach(amount -> amounts.putIfAbsent(amount.subject(), amount)));
            }
        }
        return List.copyOf(amounts.values());
    }

    private static List<Amount> read(String sentence, String benefit, Pattern pattern) {
        var amounts = new ArrayList<Amount>();
        Matcher named = pattern.matcher(sentence);
        while (named.find()) {
            String after = sentence.substring(named.end(), Math.min(sentence.length(), named.end() + 80));
            Matcher changed = FROM_TO.matcher(after);
            Matcher plain = PLAIN.matcher(after);
            boolean isChange = changed.find();
            if (!isChange && !plain.find()) {
                continue;
            }
            int end = isChange ? changed.end() : plain.end();
            String context = after.substring(0, Math.min(after.length(), end + 6));
            String period = period(context);
            if (period == null) {
                continue;
            }
            String whose = benefit.endsWith("保障") || benefit.startsWith("特困") ? whose(named.group("where")) : "";
            var former = new LinkedHashSet<String>();
            if (isChange) {
                former.add(number(changed.group(1)));
            }
            String value = number(isChange ? changed.group(2) : plain.group(1));
            amounts.add(
                    new Amount(whose + benefit + "/" + period, benefit + "/" + period, whose + benefit, value, former));
        }
        return amounts;
    }

    private static String whose(String where) {
        return switch (where) {
            case "城市", "城镇" -> "城市";
            case "农村" -> "农村";
            case null, default -> "";
        };
    }

    private static String period(String context) {
        boolean monthly = MONTHLY.matcher(context).find();
        boolean yearly = YEARLY.matcher(context).find();
        return monthly == yearly ? null : monthly ? "月" : "年";
    }

    private static String number(String written) {
        return new BigDecimal(written.replaceAll("[,，]", ""))
                .stripTrailingZeros()
                .toPlainString();
    }
}
