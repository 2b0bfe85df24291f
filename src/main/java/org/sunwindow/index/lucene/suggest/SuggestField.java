package org.sunwindow.index.lucene.suggest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.Pinyin;
import org.sunwindow.language.Pinyin.Unit;

/**
 * The field for suggestions. Every letter and ideograph of a name has a position, with these terms: the character, its
 * syllables, their initials, and the pairs of character and initial with the next one, because single ones are
 * frequent. So any mixture matches, from the start of the name or from the middle: 婚姻登, hunyin, hydj, 婚姻dj.
 */
public final class SuggestField {

    /** Characters of a name that are indexed. */
    private static final int MAX_NAME = 60;

    /** Term at the position before the first character. */
    private static final String START = "^";

    /** Boost of names that start with the text. Exceeds any difference in length. */
    private static final float PREFIX = 3;

    private static final int MAX_SPLITS = 8;

    private SuggestField() {}

    /** Returns the terms of a name. */
    public static TokenStream tokens(String name) {
        return new Tokens(ChineseText.letters(name.substring(0, Math.min(name.length(), MAX_NAME))));
    }

    /** Returns a query for names that contain a text. Names that start with it, and short names, score higher. */
    static Query query(String typed) {
        String text = ChineseText.letters(typed);
        if (text.isEmpty()) {
            return new MatchNoDocsQuery("no letters");
        }
        var alternatives = new ArrayList<Query>();
        for (List<Unit> units : units(text)) {
            var query = new BooleanQuery.Builder();
            query.add(phrase(units, false), Occur.MUST);
            query.add(new BoostQuery(phrase(units, true), PREFIX), Occur.SHOULD);
            alternatives.add(query.build());
        }
        return new DisjunctionMaxQuery(alternatives, 0);
    }

    /** Returns up to 8 ways to split a text of ideographs and letters. */
    private static List<List<Unit>> units(String text) {
        List<List<Unit>> splits = List.of(List.of());
        int from = 0;
        while (from < text.length()) {
            int to = from;
            while (to < text.length() && isLetter(text.charAt(to))) {
                to++;
            }
            List<List<Unit>> next = to > from
                    ? Pinyin.split(text.substring(from, to))
                    : List.of(List.of(new Unit(text.substring(from, from + 1), '\0')));
            from = Math.max(to, from + 1);
            splits = splits.stream()
                    .flatMap(split -> next.stream().map(more -> {
                        var joined = new ArrayList<>(split);
                        joined.addAll(more);
                        return (List<Unit>) joined;
                    }))
                    .limit(MAX_SPLITS)
                    .toList();
        }
        return splits;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static Query phrase(List<Unit> units, boolean fromStart) {
        var phrase = new MultiPhraseQuery.Builder();
        if (fromStart) {
            phrase.add(new Term[] {term(START)}, 0);
        }
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            int position = i + 1;
            String pair = i + 1 < units.size() ? pair(unit, units.get(i + 1)) : null;
            if (pair != null) {
                phrase.add(new Term[] {term(pair)}, position);
            }
            boolean covered = pair != null || i > 0 && pair(units.get(i - 1), unit) != null;
            boolean alone = unit.text().length() == 1;
            if (!covered || !alone) {
                phrase.add(terms(unit, i == units.size() - 1), position);
            }
        }
        return phrase.build();
    }

    /** Returns the term of two adjacent units, {@code null} unless both are ideographs or both are sounds. */
    private static String pair(Unit first, Unit second) {
        if (first.initial() != '\0' && second.initial() != '\0') {
            return initials(first.initial(), second.initial());
        }
        return first.initial() == '\0' && second.initial() == '\0' ? first.text() + second.text() : null;
    }

    private static Term[] terms(Unit unit, boolean last) {
        var terms = new LinkedHashSet<String>();
        terms.add(unit.text());
        if (last && unit.initial() != '\0' && unit.text().length() > 1) {
            terms.addAll(Pinyin.syllablesWithPrefix(unit.text()));
        }
        return terms.stream().map(SuggestField::term).toArray(Term[]::new);
    }

    private static Term term(String text) {
        return new Term(IndexFields.SUGGEST, text);
    }

    /** Returns the term of two initials, in capitals to differ from syllables of two letters. */
    private static String initials(char first, char second) {
        return "" + Character.toUpperCase(first) + Character.toUpperCase(second);
    }

    private static final class Tokens extends TokenStream {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private final String name;
        private int next;
        private List<String> here = new ArrayList<>();
        private boolean moved;

        Tokens(String name) {
            this.name = name;
        }

        @Override
        public void reset() {
            next = 0;
            moved = true;
            here = new ArrayList<>(List.of(START));
        }

        @Override
        public boolean incrementToken() {
            if (here.isEmpty()) {
                if (next == name.length()) {
                    return false;
                }
                here = new ArrayList<>(at(next++));
                moved = true;
            }
            clearAttributes();
            term.append(here.removeFirst());
            increment.setPositionIncrement(moved ? 1 : 0);
            moved = false;
            return true;
        }

        /** Returns the terms at the position of a character. */
        private Set<String> at(int i) {
            var terms = new LinkedHashSet<String>();
            char c = name.charAt(i);
            terms.add(String.valueOf(c));
            Set<Character> initials = initialsOf(c, terms);
            if (i + 1 < name.length()) {
                char following = name.charAt(i + 1);
                if (!isLetter(c) && !isLetter(following)) {
                    terms.add("" + c + following);
                }
                for (char first : initials) {
                    for (char second : initialsOf(following, new LinkedHashSet<>())) {
                        terms.add(initials(first, second));
                    }
                }
            }
            return terms;
        }

        /** Returns the initials of a character, and adds its sounds to the terms. */
        private static Set<Character> initialsOf(char c, Set<String> terms) {
            var initials = new LinkedHashSet<Character>();
            if (isLetter(c)) {
                initials.add(c);
            }
            for (String syllable : Pinyin.readings(c)) {
                terms.add(syllable);
                terms.add(syllable.substring(0, 1));
                if (syllable.length() > 1 && syllable.charAt(1) == 'h') {
                    terms.add(syllable.substring(0, 2));
                }
                initials.add(syllable.charAt(0));
            }
            return initials;
        }
    }
}
