package org.sunwindow.privacy.names;

import java.util.Arrays;
import java.util.BitSet;
import org.sunwindow.privacy.text.ReaderText;

/**
 * Joins names whose characters have blanks between them. In lists, names of two characters are padded to the width of
 * three, as in 王　芳. Takes linear time.
 */
public final class PaddedNames {

    /** Blanks between two characters of a name. */
    private static final int MAX_GAP = 4;

    /** Characters of the longest sequence that is read. */
    private static final int MAX_SINGLES = 12;

    private PaddedNames() {}

    /** Returns a text in which padded names have no blanks, the text itself if it has none. */
    public static ReaderText join(ReaderText text) {
        BitSet blanks = null;
        for (int i = text.indexOf(' ', 0); i >= 0; i = text.indexOf(' ', i + 1)) {
            int start = i - 1;
            boolean begins = isSingle(text, start)
                    && NameCharacters.is(NameCharacters.SURNAME | NameCharacters.BEGINS_COMPOUND, text.at(start));
            if (!begins || blanks != null && blanks.get(i)) {
                continue;
            }
            int[] singles = singles(text, start);
            int size = size(text, singles);
            if (size == 0) {
                continue;
            }
            blanks = blanks == null ? new BitSet(text.length()) : blanks;
            int last = singles.length - singles.length % size;
            for (int one = 0; one < last; one++) {
                if (one % size < size - 1) {
                    blanks.set(singles[one] + 1, singles[one + 1]);
                }
            }
            i = singles[last - 1];
        }
        return blanks == null ? text : text.without(blanks);
    }

    private static boolean isSingle(ReaderText text, int at) {
        return Names.isChinese(text.at(at)) && !Names.isChinese(text.at(at - 1)) && !Names.isChinese(text.at(at + 1));
    }

    /** The positions of characters that stand alone, one after another with blanks between them. */
    private static int[] singles(ReaderText text, int start) {
        var found = new int[MAX_SINGLES];
        int count = 0;
        int at = start;
        while (count < MAX_SINGLES && isSingle(text, at) && text.at(at) != '男' && text.at(at) != '女') {
            found[count++] = at;
            int next = at + 1;
            while (next <= at + MAX_GAP && text.at(next) == ' ') {
                next++;
            }
            if (next == at + 1) {
                break;
            }
            at = next;
        }
        return Arrays.copyOf(found, count);
    }

    /** How many characters each of the names has, 0 if they are none. */
    private static int size(ReaderText text, int[] singles) {
        int count = singles.length;
        if (count == 2 || count == 3 || count == 4 && isCompound(text, singles)) {
            return count;
        }
        for (int size = 2; size <= 3; size++) {
            if (count >= 2 * size && count % size == 0 && allBegin(text, singles, size)) {
                return size;
            }
        }
        return 0;
    }

    private static boolean isCompound(ReaderText text, int[] singles) {
        return Names.isCompound(text.at(singles[0]), text.at(singles[1]));
    }

    private static boolean allBegin(ReaderText text, int[] singles, int size) {
        for (int i = 0; i < singles.length; i += size) {
            if (!NameCharacters.is(NameCharacters.SURNAME, text.at(singles[i]))) {
                return false;
            }
        }
        return true;
    }
}
