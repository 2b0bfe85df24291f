package org.sunwindow.privacy;

/**
 * A number of a fixed count of digits, which may be written in groups with separators between them. It starts and ends at the
 * border of a group, so it is not a part of a longer number.
 *
 * @param start  position of the first digit
 * @param end    position after the last digit
 * @param digits the digits, the last may be X
 * @param sizes  the sizes of the groups, such as {@code 3-4-4}
 * @param separators all separators between the groups, in their order
 */
record DigitRun(int start, int end, String digits, String sizes, String separators) {

    private static final int MAX_GAP = 3;
    private static final String ODD = "、=+;:\\'\"";
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
        var separators = new StringBuilder();
        int at = start;
        int size = 0;
        while (digits.length() < count) {
            char c = text.at(at++);
            if (!isGap(c)) {
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

    /** Count of groups. */
    int groups() {
        return 1 + (int) sizes.chars().filter(c -> c == '-').count();
    }

    /** Whether all separators are blanks or tabs. */
    boolean blank() {
        return separators.chars().allMatch(c -> c == ' ' || c == '\t');
    }

    /** Whether a separator is a tab, a line break or the border of a cell. */
    boolean tab() {
        return has('\t') || has('\n') || has('|');
    }

    boolean comma() {
        return has(',');
    }

    /** Whether the only separator is one full stop. */
    boolean dot() {
        return separators.equals(".");
    }

    boolean slash() {
        return has('/');
    }

    /** Whether a separator is one that nobody types in a number, except to hide it. */
    boolean odd() {
        return separators.chars().anyMatch(c -> ODD.indexOf(c) >= 0);
    }

    /** Whether a separator is one that also stands between figures, as in 12/34 or 12、34. */
    boolean hasFigures() {
        return slash() || has('、') || has(';') || has(':');
    }

    private boolean has(char separator) {
        return separators.indexOf(separator) >= 0;
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

    /** Whether a number that starts at a position may be personal: with masks and separators it has at least seven digits. */
    static boolean isLong(ReaderText text, int start) {
        return isAtLeast(text, start, SHORTEST);
    }

    /** Whether a number that starts at a position has at least so many digits, with masks and separators. */
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
            case '、', '=', '+', ';', ':', '\\', '\'', '"' -> true;
            default -> false;
        };
    }
}
