package org.sunwindow.privacy.names;

import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/** How certain it is that a cell of a row is the name of a person, by the cell alone. */
public enum NameWeight {
    NONE,
    /** It has the form of a name, but as many words and places have. */
    LOW,
    /** It has a usual given name of one character, or an unusual one. */
    MEDIUM,
    /** It has a given name of two characters or is one of a minority. */
    HIGH;

    private static final Terms COUNTIES = Names.LEXICON.terms("counties");

    /** Rates a cell. */
    public static NameWeight of(ReaderText text, int start, int end) {
        if (Names.isKnownMinority(text, start, end)) {
            return end - start > 2 ? HIGH : MEDIUM;
        }
        Names.Confidence confidence = Names.confidence(text, start, end);
        char first = text.at(start);
        char last = text.at(end - 1);
        boolean rare = NameCharacters.is(NameCharacters.RARE_SURNAME, first)
                && !NameCharacters.is(NameCharacters.SURNAME, first);
        boolean place = COUNTIES.is(text, start, end);
        return switch (confidence) {
            case NONE -> NONE;
            case SHAPE ->
                end - start == 2 && rare && !Dictionary.isPair(first, last) && Names.isGiven(last) ? LOW : NONE;
            case LIKELY -> {
                boolean usual = end - start > 2 || NameCharacters.is(NameCharacters.SINGLE_GIVEN, last);
                yield usual && !place ? MEDIUM : LOW;
            }
            case SURE -> {
                // villages are named after families, as in 冯家梁
                boolean village = end - start == 3 && text.at(start + 1) == '家' && isLandscape(last);
                // and plants are words with a third character, as in 向阳花
                boolean word = end - start == 3
                        && Names.isWord(text, start, start + 2)
                        && !NameCharacters.is(NameCharacters.SINGLE_GIVEN, last);
                yield place || village || word ? LOW : rare || isLandscape(last) ? MEDIUM : HIGH;
            }
        };
    }

    private static boolean isLandscape(char c) {
        return NameCharacters.is(NameCharacters.LANDSCAPE, c);
    }
}
