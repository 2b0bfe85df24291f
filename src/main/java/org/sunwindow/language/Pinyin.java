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

/** Sounds of ideographs in Latin letters without tones, ü as v; and Latin letters read as such sounds. */
public final class Pinyin {

    private static final char FIRST = 0x4E00;
    private static final char LAST = 0x9FA5;

    /** Readings of each ideograph, the usual one first. Made once; in a native image while it is built. */
    private static final String[][] READINGS = readings();

    private static final NavigableSet<String> SYLLABLES = syllables();

    private static final int LONGEST_SYLLABLE = 6;

    /** Ways of reading one run of letters that are tried. */
    private static final int MAX_READINGS = 6;

    private Pinyin() {}

    /** All readings of a character, none for what is not an ideograph. */
    public static String[] readings(char c) {
        return c >= FIRST && c <= LAST ? READINGS[c - FIRST] : new String[0];
    }

    /** The usual sound of a text, one syllable a character; a character without one stands for itself. */
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
     * A stretch of typed letters.
     *
     * @param text    as typed
     * @param initial that it begins with, one letter
     */
    public record Unit(String text, char initial) {}

    /** The ways in which letters can be read as syllables and beginnings of syllables, the likeliest first. */
    public static List<List<Unit>> read(String letters) {
        var found = new ArrayList<List<Unit>>();
        int[] budget = {200};
        read(letters, 0, new ArrayList<>(), found, budget);
        return found.stream()
                .sorted(Comparator.comparingInt(List::size))
                .limit(MAX_READINGS)
                .toList();
    }

    private static void read(String letters, int from, List<Unit> units, List<List<Unit>> found, int[] budget) {
        if (from == letters.length()) {
            found.add(List.copyOf(units));
            return;
        }
        for (int length = Math.min(LONGEST_SYLLABLE, letters.length() - from); length >= 1; length--) {
            if (--budget[0] < 0) {
                return;
            }
            String unit = letters.substring(from, from + length);
            boolean whole = SYLLABLES.contains(unit);
            boolean twoLetterInitial = unit.equals("zh") || unit.equals("ch") || unit.equals("sh");
            boolean last = from + length == letters.length();
            if (whole
                    || length == 1
                    || twoLetterInitial
                    || last && !beginningWith(unit).isEmpty()) {
                units.add(new Unit(unit, unit.charAt(0)));
                read(letters, from + length, units, found, budget);
                units.removeLast();
            }
        }
    }

    /** Syllables that begin so. */
    public static Set<String> beginningWith(String letters) {
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
