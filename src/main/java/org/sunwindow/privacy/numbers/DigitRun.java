package org.sunwindow.privacy.numbers;

import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Separators;

/**
 * A number with a given count of digits, optionally in groups with separators between them. It ends at the end of a
 * group, so it is not a prefix of a longer number.
 *
 * @param start  position of the first digit
 * @param end    position after the last digit
 * @param digits the digits; the last one may be X
 * @param sizes  the sizes of the groups, such as {@code 3-4-4}
 * @param separators all separators between the groups, in order
 */
record DigitRun(int start, int end, String digits, String sizes, String separators) {

    private static final int MAX_GAP = 3;
    private static final int MIN_COUNTING = 5;

    /** Digits of the shortest personal number, a local landline. */
    private static final int SHORTEST = 7;

    /**
     * Reads a number.
     *
     * @param start position of its first digit; no digit may precede it
     * @param count digits to read
     * @param x     whether the last one may be X
     * @return {@code null} if there is no number with this count of digits
     */
    static DigitRun read(ReaderText text, int start, int count, boolean x) {
        if (!exists(text, start, count, x)) {
            return null;
        }
        var digits = new StringBuilder(count);
        var sizes = new StringBuilder();
        var separators = new StringBuilder();
        int at = start;
        int size = 0;
        while (digits.length() < count) {
            char c = text.at(at++);
            if (!Separators.is(c)) {
                digits.append(isX(c) ? 'X' : c);
                size++;
                continue;
            }
            separators.append(c);
            if (size > 0) {
                sizes.append(size).append('-');
                size = 0;
            }
        }
        sizes.append(size);
        return new DigitRun(start, at, digits.toString(), sizes.toString(), separators.toString());
    }

    int groups() {
        return 1 + (int) sizes.chars().filter(c -> c == '-').count();
    }

    /** Whether all separators are blanks or tabs. */
    boolean blank() {
        return separators.chars().allMatch(c -> c == ' ' || c == '\t');
    }

    /** Whether a separator is a tab, a line break or a bar, which also separate cells. */
    boolean tab() {
        return has('\t') || has('\n') || has('|');
    }

    /** Whether a line break in a sentence splits the number: a word precedes it in its line. */
    boolean isWrapped(ReaderText text) {
        int before = start - 1;
        while (text.at(before) == ' ') {
            before--;
        }
        char word = text.at(before);
        return (separators.equals("\n") || separators.equals("-\n"))
                && word != 0
                && (word > '~' || "(,:;=".indexOf(word) >= 0);
    }

    boolean comma() {
        return has(',');
    }

    /** Whether the only separator is one full stop. */
    boolean dot() {
        return separators.equals(".");
    }

    /** Whether it may be a row of figures, of which some are decimals. */
    boolean decimal() {
        return has('.') && has(' ');
    }

    boolean slash() {
        return has('/');
    }

    /** Whether a separator is one that is typed in a number only to hide it. */
    boolean odd() {
        return separators.chars().anyMatch(c -> Separators.isOdd((char) c));
    }

    /** Whether a separator also separates figures, as in 12/34, 12,34 or 12、34. */
    boolean hasFigures() {
        return slash() || comma() || has('、') || has(';') || has(':') || has('%') || has('×');
    }

    /** Whether it may be the size of a thing in millimetres, as in 1380*1200*800. */
    boolean isSize() {
        return (has('*') || has('×')) && sizes.equals("4-4-3");
    }

    private boolean has(char separator) {
        return separators.indexOf(separator) >= 0;
    }

    /** Rejects most positions without allocating anything. */
    private static boolean exists(ReaderText text, int start, int count, boolean x) {
        int digits = 0;
        int at = start;
        while (true) {
            if (text.isDigit(at)) {
                at++;
                if (++digits == count) {
                    return !text.isDigit(at);
                }
                continue;
            }
            boolean last = x && digits == count - 1;
            if (last && isX(text.at(at))) {
                // a disability certificate continues after the check digit X
                return true;
            }
            int gap = at;
            while (gap - at < MAX_GAP && Separators.is(text.at(gap))) {
                gap++;
            }
            if (gap == at || !text.isDigit(gap) && !(last && isX(text.at(gap)))) {
                return false;
            }
            at = gap;
        }
    }

    private static boolean isX(char c) {
        return c == 'X' || c == 'x';
    }

    /** Whether the groups are consecutive numbers, such as column numbers. */
    boolean isCounting() {
        if (groups() < MIN_COUNTING) {
            return false;
        }
        int at = 0;
        long former = -1;
        for (String size : sizes.split("-")) {
            int next = at + Integer.parseInt(size);
            String group = digits.substring(at, next);
            if (group.endsWith("X") || former >= 0 && Long.parseLong(group) != former + 1) {
                return false;
            }
            former = Long.parseLong(group);
            at = next;
        }
        return true;
    }

    /** Whether a number may be personal: it has at least seven digits. Masked digits count, separators are skipped. */
    static boolean isLong(ReaderText text, int start) {
        return isAtLeast(text, start, SHORTEST);
    }

    /** Whether a number has at least {@code count} digits. Masked digits count, separators are skipped. */
    static boolean isAtLeast(ReaderText text, int start, int count) {
        int digits = 0;
        int gap = 0;
        for (int at = start; gap <= MAX_GAP; at++) {
            char c = text.at(at);
            if (c >= '0' && c <= '9' || IdentityNumbers.isMask(c)) {
                gap = 0;
                digits++;
                if (digits == count) {
                    return true;
                }
            } else if (Separators.is(c)) {
                gap++;
            } else {
                return false;
            }
        }
        return false;
    }
}
