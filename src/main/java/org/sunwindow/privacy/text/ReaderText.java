package org.sunwindow.privacy.text;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A text as a reader sees it: without tags and invisible characters, with entities decoded, and each character in its
 * compatibility form (NFKC). It maps its positions back to the original text. Building it takes linear time.
 *
 * <p>Not thread-safe.
 */
public final class ReaderText {

    private final char[] characters;
    private final int length;

    /** The characters as a string, created lazily. */
    private String text;

    /** Positions in the original, {@code null} if they are the same. */
    private final int[] starts;

    private final int[] ends;

    private final boolean dotted;

    /** Cached lengths of names by the position of their first character, plus one; 0 if not computed. */
    private byte[] names;

    ReaderText(char[] characters, int length, int[] starts, int[] ends) {
        this.characters = characters;
        this.length = length;
        this.starts = starts;
        this.ends = ends;
        this.dotted = indexOf('·', 0) >= 0;
    }

    /** The cached length of the name at a position, -1 if not computed. */
    public int nameAt(int position) {
        return names == null ? -1 : names[position] - 1;
    }

    /** Caches the length of the name at a position, 0 for none. */
    public void cacheName(int position, int length) {
        if (names == null) {
            names = new byte[this.length];
        }
        names[position] = (byte) (length + 1);
    }

    /** Whether the text has a middle dot, which separates the parts of names of minorities. */
    public boolean hasDot() {
        return dotted;
    }

    public static ReaderText of(String original) {
        return new ReaderTextBuilder(original).build();
    }

    /** Returns this text without the characters at some positions. */
    public ReaderText without(BitSet removed) {
        int kept = length - removed.cardinality();
        var rest = new char[kept];
        var from = new int[kept];
        var to = new int[kept];
        int at = 0;
        for (int i = removed.nextClearBit(0); i < length; i = removed.nextClearBit(i + 1)) {
            rest[at] = characters[i];
            from[at] = originalStart(i);
            to[at++] = originalEnd(i + 1);
        }
        return new ReaderText(rest, kept, from, to);
    }

    public int length() {
        return length;
    }

    /** The character at a position, NUL outside the text. */
    public char at(int position) {
        return position >= 0 && position < length ? characters[position] : 0;
    }

    /** The text between two positions; the part outside the text is ignored. */
    public String slice(int from, int to) {
        int end = Math.clamp(to, 0, length);
        int start = Math.clamp(from, 0, end);
        return new String(characters, start, end - start);
    }

    /** The first position of a character at or after another position, -1 if there is none. */
    public int indexOf(char c, int from) {
        for (int i = from; i < length; i++) {
            if (characters[i] == c) {
                return i;
            }
        }
        return -1;
    }

    /** The start of the line in which a position is, at most {@code length} characters before it. */
    public int lineStart(int position, int length) {
        int from = position;
        while (from > 0 && position - from < length && at(from - 1) != '\n') {
            from--;
        }
        return from;
    }

    public boolean startsWith(String part, int at) {
        if (at < 0 || at + part.length() > length) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (characters[at + i] != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public boolean startsWith(char[] part, int at) {
        return at >= 0
                && at + part.length <= length
                && Arrays.equals(characters, at, at + part.length, part, 0, part.length);
    }

    public boolean isDigit(int position) {
        char c = at(position);
        return c >= '0' && c <= '9';
    }

    /** Maps the position of a character to its start in the original text. */
    public int originalStart(int position) {
        return starts == null ? position : starts[position];
    }

    /** Maps the position after a character to that in the original text. */
    public int originalEnd(int end) {
        return starts == null ? end : ends[end - 1];
    }

    /** The value of a digit or a Chinese numeral at a position, -1 for any other character. */
    public int numeral(int position) {
        return Numerals.value(at(position));
    }

    /** Maps a position of the original text to one of this text, at or after {@code from}. */
    public int positionOf(int original, int from) {
        if (starts == null) {
            return original;
        }
        int at = from;
        while (at < length && starts[at] < original) {
            at++;
        }
        return at;
    }

    @Override
    public String toString() {
        if (text == null) {
            text = new String(characters, 0, length);
        }
        return text;
    }
}
