package org.sunwindow.privacy;

/**
 * A number of a fixed count of digits, which may be written in groups with separators between them. It starts and ends at the
 * border of a group, so it is not a part of a longer number.
 *
 * @param start  position of the first digit
 * @param end    position after the last digit
 * @param digits the digits, the last may be X
 * @param groups count of groups
 * @param sizes  the sizes of the groups, such as {@code 3-4-4}
 * @param blank  whether all separators are blanks or tabs
 * @param tab    whether a separator contains a tab, a line break or a cell border
 * @param comma  whether a separator is a comma
 * @param dot    whether the only separator is one full stop
 * @param slash  whether a separator is a slash
 */
record DigitRun(
        int start,
        int end,
        String digits,
        int groups,
        String sizes,
        boolean blank,
        boolean tab,
        boolean comma,
        boolean dot,
        boolean slash) {

    private static final int MAX_GAP = 3;
    private static final int MIN_COUNTING = 5;

    /** Digits of the shortest number that is looked for, a local landline. */
    private static final int SHORTEST = 7;

    /**
     * Reads a number.
     *
     * @param text  the text
     * @param start position of its first digit, which no digit precedes
     * @param count digits to read
     * @param x     whether the last one may be X
     * @return {@code null} if there is no number of so many digits
     */
    static DigitRun read(ReaderText text, int start, int count, boolean x) {
        if (!exists(text, start, count, x)) {
            return null;
        }
        var digits = new StringBuilder(count);
        var sizes = new StringBuilder();
        int at = start;
        int size = 0;
        int gaps = 0;
        boolean blank = true;
        boolean tab = false;
        boolean comma = false;
        boolean dot = false;
        boolean slash = false;
        while (digits.length() < count) {
            char c = text.at(at);
            if (text.isDigit(at) || isX(c)) {
                digits.append(isX(c) ? 'X' : c);
                size++;
                at++;
                continue;
            }
            int gap = at;
            while (isGap(text.at(gap))) {
                char separator = text.at(gap);
                blank &= separator == ' ' || separator == '\t';
                tab |= separator == '\t' || separator == '\n' || separator == '|';
                comma |= separator == ',';
                slash |= separator == '/';
                gap++;
            }
            dot = gaps == 0 && gap == at + 1 && text.at(at) == '.';
            gaps++;
            sizes.append(size).append('-');
            size = 0;
            at = gap;
        }
        sizes.append(size);
        return new DigitRun(start, at, digits.toString(), gaps + 1, sizes.toString(), blank, tab, comma, dot, slash);
    }

    /** Whether there is a number, which most positions have not; allocates nothing. */
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
            while (gap - at < MAX_GAP && isGap(text.at(gap))) {
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

    /** Whether the groups count up by one, as the numbers of columns do. */
    boolean isCounting() {
        if (groups < MIN_COUNTING) {
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

    /** Whether a number that starts at a position may be personal: with masks and separators it has at least seven digits. */
    static boolean isLong(ReaderText text, int start) {
        int digits = 0;
        int gap = 0;
        for (int at = start; gap <= MAX_GAP; at++) {
            char c = text.at(at);
            if (c >= '0' && c <= '9' || IdentityNumbers.isMask(c)) {
                gap = 0;
                digits++;
                if (digits == SHORTEST) {
                    return true;
                }
            } else if (isGap(c)) {
                gap++;
            } else {
                return false;
            }
        }
        return false;
    }

    static boolean isGap(char c) {
        return switch (c) {
            case ' ', '\t', '\n', '-', '~', '.', '·', '_', '/', '|', '(', ')', ',' -> true;
            default -> false;
        };
    }
}
