package org.sunwindow.privacy.names;

import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Recognizes names next to a position that is a boundary of names, such as the start of a statement about a person. The
 * boundary replaces evidence that {@link NameContext} requires. Reads a bounded part of the text.
 */
public final class AdjacentNames {

    private static final int MAX_NAME = 16;

    /** Verbs whose subject is a person. */
    private static final Terms SUBJECT_VERBS = Terms.of("患", "得了", "查出", "确诊", "罹患", "身患", "被诊断", "生于", "出生");

    private AdjacentNames() {}

    /** The length of the name that ends at a position, 0 if there is none. */
    public static int endingAt(ReaderText text, int end) {
        int length = Names.endingAt(text, end, Math.max(0, end - MAX_NAME));
        int start = end - length;
        char before = text.at(start - 1);
        boolean ofPerson = NameContext.isAfterPerson(text, start) || before == '小';
        if (length == 0 || !ofPerson && Dictionary.isPair(before, text.at(start))) {
            // a child may have the name of a famous person
            return NameContext.isAfterPerson(text, end - 3) && Names.isFamous(text, end - 3, end) ? 3 : 0;
        }
        boolean bounded = length > 2
                || ofPerson
                || NameContext.mayPrecedeName(before)
                || SUBJECT_VERBS.at(text, end) > 0
                // a word ends before the name
                || Dictionary.isPair(text.at(start - 2), before);
        return bounded ? length : 0;
    }

    /** The length of the name that a clause begins with, 0 if there is none. */
    public static int subjectAt(ReaderText text, int start, int end) {
        for (int length = Math.min(4, end - start); length >= 2; length--) {
            int to = start + length;
            boolean sure = Names.confidence(text, start, to).compareTo(Names.Confidence.LIKELY) >= 0;
            if (sure && (to == end || length > 2 && NameContext.mayFollowName(text.at(to)))) {
                return length;
            }
        }
        return 0;
    }

    /** The length of the name at a position, 0 if there is none. */
    public static int startingAt(ReaderText text, int start) {
        for (int length = Names.at(text, start, text.length()); length >= 2; length--) {
            int end = start + length;
            if (Names.at(text, start, end) == length && mayEnd(text, end, length)) {
                return length;
            }
        }
        return 0;
    }

    private static boolean mayEnd(ReaderText text, int end, int length) {
        char after = text.at(end);
        return NameContext.mayFollowName(after)
                || NameContext.isBesidePerson(text, end - length, end)
                || !Dictionary.isPair(text.at(end - 1), after)
                        && (length > 2 || Dictionary.isPair(after, text.at(end + 1)));
    }
}
