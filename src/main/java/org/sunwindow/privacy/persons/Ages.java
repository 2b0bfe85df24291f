package org.sunwindow.privacy.persons;

import org.sunwindow.privacy.text.ReaderText;

/** Reads the ages of children, in years before and after a label and in months. */
final class Ages {

    private static final String MONTHS = "0123456789一二两三四五六七八九十";
    private static final int ADULT = 18;

    private Ages() {}

    /** The start of an age below 18 before a position, the position itself if there is none. */
    static int start(ReaderText text, int at) {
        int end = at;
        while (end > at - 2 && text.at(end - 1) == ' ') {
            end--;
        }
        int start = end;
        while (start > end - 3
                && (text.isDigit(start - 1)
                        || "一二两三四五六七八九十".indexOf(text.at(start - 1)) >= 0 && text.at(start - 1) != 0)) {
            start--;
        }
        int after = text.at(at) == '岁' ? at + 1 : at + 2;
        String rest = text.slice(after, after + 2);
        if (rest.startsWith("以")
                || rest.startsWith("至")
                || rest.startsWith("-")
                || rest.startsWith("及")
                || rest.startsWith("到")
                || rest.startsWith("前一") && text.at(after + 2) != '直') {
            return at;
        }
        if (start == end || text.at(start - 1) == '-' || text.at(start - 1) == '满' && text.at(start - 2) == '未') {
            return at;
        }
        int age = age(text, start, end);
        return age >= 0 && age < ADULT ? start : at;
    }

    /** The end of an age below 18 after its label, whose start is two characters earlier if there is none. */
    static int end(ReaderText text, int at) {
        int start = at;
        while (start < at + 2 && " :=\t".indexOf(text.at(start)) >= 0 && text.at(start) != 0) {
            start++;
        }
        int end = start;
        while (text.isDigit(end) && end < start + 3) {
            end++;
        }
        int age = end > start ? age(text, start, end) : -1;
        return age >= 0 && age < ADULT ? end : at - 2;
    }

    private static int age(ReaderText text, int start, int end) {
        String digits = text.slice(start, end);
        if (text.isDigit(start)) {
            return digits.chars().allMatch(Character::isDigit) ? Integer.parseInt(digits) : -1;
        }
        int ten = digits.indexOf('十');
        if (ten < 0) {
            return digits.equals("两") ? 2 : digits.length() == 1 ? text.numeral(start) : -1;
        }
        int tens = ten == 0 ? 1 : text.numeral(start);
        return tens * 10 + (ten + 1 < digits.length() ? text.numeral(start + ten + 1) : 0);
    }

    /** The start of the age of a baby in months before a position, the position itself if there is none. */
    static int monthsStart(ReaderText text, int at) {
        int start = at;
        while (start > at - 2 && text.at(start - 1) != 0 && MONTHS.indexOf(text.at(start - 1)) >= 0) {
            start--;
        }
        char before = text.at(start - 1);
        char after = text.at(at + 2);
        boolean ofBaby = before == '约' || before == '才' || before == '仅' || after == '大' || after == '龄';
        return ofBaby && !text.isDigit(start - 1) ? start : at;
    }
}
