package org.sunwindow.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import net.sourceforge.pinyin4j.PinyinHelper;
import net.sourceforge.pinyin4j.format.HanyuPinyinOutputFormat;
import net.sourceforge.pinyin4j.format.HanyuPinyinToneType;
import net.sourceforge.pinyin4j.format.HanyuPinyinVCharType;
import net.sourceforge.pinyin4j.format.exception.BadHanyuPinyinOutputFormatCombination;

/** Converts ideographs to pinyin without tones, with v for ü, and splits Latin letters into syllables. */
public final class Pinyin {

    private static final char FIRST = 0x4E00;
    private static final char LAST = 0x9FA5;

    /** Readings of each ideograph, the usual one first. A native image contains this table. */
    private static final String[][] READINGS = readings();

    private static final NavigableSet<String> SYLLABLES = syllables();

    private static final int LONGEST_SYLLABLE = 6;

    /** Maximum number of steps of {@link #split}. */
    private static final int MAX_STEPS = 200;

    /** Maximum number of results of {@link #split}. */
    private static final int MAX_SPLITS = 6;

    private Pinyin() {}

    /** Returns the readings of a character, none unless it is an ideograph. */
    public static String[] readings(char c) {
        return c >= FIRST && c <= LAST ? READINGS[c - FIRST] : new String[0];
    }

    /** Returns the usual reading of each character, followed by a space; other characters are left as they are. */
    static String sound(String text) {
        var sound = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String[] readings = readings(text.charAt(i));
            sound.append(readings.length == 0 ? String.valueOf(text.charAt(i)) : readings[0])
                    .append(' ');
        }
        return sound.toString();
    }

    /**
     * A syllable or the beginning of one.
     *
     * @param text    letters as typed
     * @param initial its first letter
     */
    public record Unit(String text, char initial) {}

    /** Returns the ways to split letters into syllables and beginnings of syllables, the likeliest first. */
    public static List<List<Unit>> split(String letters) {
        var found = new ArrayList<List<Unit>>();
        int[] stepsLeft = {MAX_STEPS};
        split(letters, 0, new ArrayList<>(), found, stepsLeft);
        return found.stream()
                .sorted(Comparator.comparingInt(List::size))
                .limit(MAX_SPLITS)
                .toList();
    }

    private static void split(String letters, int from, List<Unit> units, List<List<Unit>> found, int[] stepsLeft) {
        if (from == letters.length()) {
            found.add(List.copyOf(units));
            return;
        }
        for (int length = Math.min(LONGEST_SYLLABLE, letters.length() - from); length >= 1; length--) {
            if (--stepsLeft[0] < 0) {
                return;
            }
            String unit = letters.substring(from, from + length);
            boolean whole = SYLLABLES.contains(unit);
            boolean twoLetterInitial = unit.equals("zh") || unit.equals("ch") || unit.equals("sh");
            boolean last = from + length == letters.length();
            if (whole
                    || length == 1
                    || twoLetterInitial
                    || last && !syllablesWithPrefix(unit).isEmpty()) {
                units.add(new Unit(unit, unit.charAt(0)));
                split(letters, from + length, units, found, stepsLeft);
                units.removeLast();
            }
        }
    }

    /** Returns the syllables that start with some letters. */
    public static Set<String> syllablesWithPrefix(String letters) {
        return SYLLABLES.subSet(letters, letters + Character.MAX_VALUE);
    }

    private static String[][] readings() {
        var format = new HanyuPinyinOutputFormat();
        format.setToneType(HanyuPinyinToneType.WITHOUT_TONE);
        format.setVCharType(HanyuPinyinVCharType.WITH_V);
        var table = new String[LAST - FIRST + 1][];
        try {
            for (int i = 0; i < table.length; i++) {
                String[] sounds = PinyinHelper.toHanyuPinyinStringArray((char) (FIRST + i), format);
                var distinct = new LinkedHashSet<String>();
                for (String sound : sounds == null ? new String[0] : sounds) {
                    distinct.add(sound.intern());
                }
                table[i] = distinct.toArray(String[]::new);
            }
        } catch (BadHanyuPinyinOutputFormatCombination impossible) {
            throw new IllegalStateException(impossible);
        }
        return table;
    }

    private static NavigableSet<String> syllables() {
        var syllables = new TreeSet<String>();
        for (String[] readings : READINGS) {
            syllables.addAll(List.of(readings));
        }
        return syllables;
    }
}
