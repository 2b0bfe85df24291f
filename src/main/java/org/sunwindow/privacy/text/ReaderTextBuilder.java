package org.sunwindow.privacy.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.sunwindow.VisibleText;
import org.sunwindow.language.ChineseText;

/**
 * Folds a text to what a reader sees. Each character is normalized separately: NFKC of a whole text takes quadratic
 * time for a run of combining marks, and could combine a mark with the X of a number.
 */
final class ReaderTextBuilder {

    private static final int MAX_ENTITY = 10;

    /** Digits of the shortest personal number, a local landline. */
    private static final int LONG = 7;

    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("nbsp", " "),
            Map.entry("ensp", " "),
            Map.entry("emsp", " "),
            Map.entry("thinsp", " "),
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("middot", "·"),
            Map.entry("bull", "·"),
            Map.entry("ndash", "-"),
            Map.entry("mdash", "-"),
            Map.entry("minus", "-"),
            Map.entry("hyphen", "-"),
            Map.entry("shy", ""),
            Map.entry("zwj", ""),
            Map.entry("zwnj", ""),
            Map.entry("num", "#"),
            Map.entry("ast", "*"),
            Map.entry("period", "."),
            Map.entry("Tab", "\t"),
            Map.entry("NewLine", "\n"));

    /** Tags that become line breaks. Those in {@link #CELLS} become tabs, all others are removed. */
    private static final String LINES = " br p div li tr table h1 h2 h3 h4 ul ol section hr ";

    private static final String CELLS = " td th ";

    private final String original;
    private final int length;
    private char[] out;
    private int size;

    /** {@code null} as long as all characters have their original positions. */
    private int[] starts;

    private int[] ends;
    private boolean hasNumerals;

    /** Whether a search for the end of a tag has failed. Repeating it would take quadratic time. */
    private boolean noMoreTags;

    ReaderTextBuilder(String original) {
        this.original = original;
        this.length = original.length();
        this.out = new char[length];
    }

    ReaderText build() {
        for (int i = 0; i < length; ) {
            char c = original.charAt(i);
            if (c >= '一' && c <= '龥' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                char folded = c < '一' ? c : ChineseText.normalize(c);
                add(folded, i, i + 1);
                i++;
            } else if (c == '<') {
                i = tag(i);
            } else if (c == '&') {
                i = entity(i);
            } else {
                int point = original.codePointAt(i);
                int next = i + Character.charCount(point);
                fold(point, i, next);
                i = next;
            }
        }
        if (hasNumerals) {
            Numerals.fold(out, size);
        }
        return new ReaderText(out, size, starts, ends);
    }

    private int tag(int i) {
        char next = i + 1 < length ? original.charAt(i + 1) : 0;
        int end = noMoreTags ? -1 : original.indexOf('>', i);
        noMoreTags = end < 0;
        if (end < 0 || !isLetter(next) && next != '/' && next != '!') {
            add('<', i, i + 1);
            return i + 1;
        }
        int from = next == '/' ? i + 2 : i + 1;
        int to = from;
        while (to < end && to - from < 8 && (isLetter(original.charAt(to)) || isDigit(original.charAt(to)))) {
            to++;
        }
        String name = " " + original.substring(from, to).toLowerCase(Locale.ROOT) + " ";
        if (CELLS.contains(name)) {
            add('\t', i, end + 1);
        } else if (LINES.contains(name)) {
            add('\n', i, end + 1);
        }
        return end + 1;
    }

    private int entity(int i) {
        int end = i + 1;
        while (end < length && end - i <= MAX_ENTITY && original.charAt(end) != ';') {
            end++;
        }
        if (end >= length || original.charAt(end) != ';') {
            add('&', i, i + 1);
            return i + 1;
        }
        String name = original.substring(i + 1, end);
        if (name.startsWith("#")) {
            int point = codePoint(name);
            if (Character.isValidCodePoint(point)) {
                fold(point, i, end + 1);
                return end + 1;
            }
        }
        String decoded = ENTITIES.get(name);
        if (decoded == null) {
            add('&', i, i + 1);
            return i + 1;
        }
        for (char c : decoded.toCharArray()) {
            add(c, i, end + 1);
        }
        return end + 1;
    }

    private static int codePoint(String name) {
        try {
            return name.startsWith("#x") || name.startsWith("#X")
                    ? Integer.parseInt(name, 2, name.length(), 16)
                    : Integer.parseInt(name, 1, name.length(), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void fold(int point, int from, int to) {
        if (point < ' ' && point != '\n' && point != '\t') {
            // carriage returns and control characters are shown as a blank or not at all
            add(point == '\u000b' || point == '\f' ? '\n' : ' ', from, to);
        } else if (point <= '~') {
            add((char) point, from, to);
        } else if (point >= '！' && point <= '～') {
            add((char) (point - '！' + '!'), from, to);
        } else if (point == '、' || point == '。' || point == '《' || point == '》') {
            add((char) point, from, to);
        } else {
            foldRare(point, from, to);
        }
    }

    private void foldRare(int point, int from, int to) {
        switch (Character.getType(point)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.SURROGATE -> {}
            case Character.SPACE_SEPARATOR -> add(' ', from, to);
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> add('\n', from, to);
            case Character.CONTROL -> add(point == '\u0085' ? '\n' : ' ', from, to);
            case Character.DASH_PUNCTUATION -> add('-', from, to);
            case Character.DECIMAL_DIGIT_NUMBER -> add((char) ('0' + Character.digit(point, 10)), from, to);
            case Character.OTHER_NUMBER -> otherNumber(point, from, to);
            default -> compatible(point, from, to);
        }
    }

    /** A single circled digit before or between long numbers is a list marker; several circled digits form a number. */
    private void otherNumber(int point, int from, int to) {
        int value = Character.getNumericValue(point);
        boolean enclosed = point < '⒈' || point > '⒛';
        if (!enclosed || value < 0 || value > 9) {
            compatible(point, from, to);
            return;
        }
        int before = digitsBefore(from);
        int after = digitsAfter(to);
        boolean alone = !isEnclosed(from - before - 1) && !isEnclosed(to + after);
        boolean between = before >= LONG && after >= LONG && !isEnclosed(from - 1);
        boolean marks = between || before == 0 && after > 0 && (alone || after >= LONG);
        if (between) {
            add('\n', from, to);
        }
        add((char) ('0' + value), from, to);
        if (marks) {
            add('\n', from, to);
        }
    }

    private int digitsBefore(int at) {
        int digits = 0;
        while (digits < LONG && at - digits > 0 && isDigit(original.charAt(at - digits - 1))) {
            digits++;
        }
        return digits;
    }

    private int digitsAfter(int at) {
        int digits = 0;
        while (digits < LONG && at + digits < length && isDigit(original.charAt(at + digits))) {
            digits++;
        }
        return digits;
    }

    private boolean isEnclosed(int i) {
        return i >= 0 && i < length && Character.getType(original.charAt(i)) == Character.OTHER_NUMBER;
    }

    private void compatible(int point, int from, int to) {
        switch (point) {
            case '−', '〜', '∶', '~', '─', '━', '﹘' -> add('-', from, to);
            // the Japanese prolonged sound mark, box-drawing lines, and other characters similar to a dash
            case 'ー', 'ｰ', '⁃', '˗', '⁻', '₋', '┄', '┅', '┈', '┉', '╌', '╍', '‾', '¯', 'ˉ' -> add('-', from, to);
            case '│', '┃', '┆', '┇', '┊', '┋', '丨', '∣', '¦' -> add('|', from, to);
            case '∕', '⁄', '╱' -> add('/', from, to);
            case '•', '‧', '・', '∙', '⋅', '･', '●' -> add(point == '●' ? '*' : '·', from, to);
            case '№' -> {
                // the full stop separates it from a number that begins with letters
                add('N', from, to);
                add('o', from, to);
                add('.', from, to);
            }
            case '⠀' -> add(' ', from, to);
            case '○', '◯', '〇' -> add('〇', from, to);
            default -> {
                if (VisibleText.isBlank(point)) {
                    return;
                }
                if (point <= Character.MAX_VALUE && Numerals.value((char) point) >= 0) {
                    add((char) point, from, to);
                    return;
                }
                String folded = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
                for (int i = 0; i < folded.length(); i++) {
                    add(folded.charAt(i), from, to);
                }
            }
        }
    }

    private void add(char c, int from, int to) {
        if (starts == null && (from != size || to != size + 1)) {
            starts = new int[length + 1];
            ends = new int[length + 1];
            for (int i = 0; i < size; i++) {
                starts[i] = i;
                ends[i] = i + 1;
            }
        }
        if (size == out.length) {
            out = Arrays.copyOf(out, size * 2 + 16);
        }
        if (starts != null) {
            if (size >= starts.length) {
                starts = Arrays.copyOf(starts, size * 2 + 16);
                ends = Arrays.copyOf(ends, size * 2 + 16);
            }
            starts[size] = from;
            ends[size] = to;
        }
        hasNumerals |= c > '9' && (Numerals.standsForDigit(c) || Numerals.isX(c));
        out[size++] = c;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || c >= '０' && c <= '９';
    }
}
