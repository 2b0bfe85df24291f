package org.sunwindow.catalog;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** 公开时限 as it is written in catalogues, such as 自信息形成或者变更之日起10个工作日内. */
final class TimeLimit {

    /** Working days after the information was formed, where no catalogue says otherwise: 国令第711号, article 26. */
    static final int REGULATION = 20;

    /** Working days of a year at most. */
    static final int MAX_DAYS = 250;

    /** A number without 内 is the length of a publicity period, such as 公示7个工作日. */
    private static final Pattern DAYS = Pattern.compile("([0-9]{1,3}|[一二两三四五六七八九十]{1,3})\\s*个?\\s*工作日\\s*(?:之|以)?内");

    /** Nothing but a number of days, which can be no other limit. */
    private static final Pattern ONLY_DAYS = Pattern.compile("\\s*([0-9]{1,3}|[一二两三四五六七八九十]{1,3})\\s*个?\\s*工作日\\s*");

    private static final String DIGITS = "一二三四五六七八九";

    private TimeLimit() {}

    /** Returns the working days that a text states, {@code null} if it states none or several that differ. */
    static Integer workingDays(String text) {
        if (text == null) {
            return null;
        }
        var found = new HashSet<Integer>();
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        Matcher only = ONLY_DAYS.matcher(plain);
        if (only.matches()) {
            found.add(number(only.group(1)));
        }
        Matcher matcher = DAYS.matcher(plain);
        while (matcher.find()) {
            found.add(number(matcher.group(1)));
        }
        int days = found.size() == 1 ? found.iterator().next() : 0;
        return days >= 1 && days <= MAX_DAYS ? days : null;
    }

    private static int number(String written) {
        if (written.charAt(0) <= '9') {
            return Integer.parseInt(written);
        }
        String text = written.replace('两', '二');
        int ten = text.indexOf('十');
        if (ten < 0) {
            return text.length() == 1 ? DIGITS.indexOf(text.charAt(0)) + 1 : 0;
        }
        int tens = ten == 0 ? 1 : DIGITS.indexOf(text.charAt(0)) + 1;
        int ones = ten == text.length() - 1 ? 0 : DIGITS.indexOf(text.charAt(ten + 1)) + 1;
        return tens * 10 + ones;
    }
}
