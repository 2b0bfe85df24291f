package org.sunwindow.language;

import java.util.List;
import java.util.Set;

/**
 * What a person typed, understood. All texts are in normalised spelling.
 *
 * @param clauses  what is looked for, the most telling first
 * @param excluded phrases that must not occur
 * @param wholes   runs of several clauses without a space between them: worth more when a title has them as they are
 * @param names    the whole question as a title might be spelled, by {@link ChineseText#letters}
 * @param spoken   whether it is asked as people speak, so that much of it is not about its subject
 * @param secondary for each set of secondary words, whether one of them was asked for
 * @param intended kinds of record that are asked for by the way of asking
 */
public record ParsedQuery(
        List<Clause> clauses,
        List<String> excluded,
        List<String> wholes,
        Set<String> names,
        boolean spoken,
        List<Boolean> secondary,
        Set<String> intended) {

    public enum Type {
        /** A number or code: nothing else stands for it, and it comes first. */
        NUMBER,
        /** Between quotation marks: exactly so. */
        QUOTED,
        /** A word of the vocabulary that names a subject. */
        SUBJECT,
        YEAR,
        /** What the vocabulary does not know: names, places, rare words. */
        WORD,
        /** A word of the vocabulary that occurs everywhere. */
        GENERIC
    }

    /**
     * @param required whether a record must have it to hold all that is asked for
     * @param numbers  of a number: what it may be by {@link ChineseText#identifier}
     * @param places   of a name of a place: keys of the divisions that are called so
     * @param parts    shorter words of the vocabulary that a word is made of, as 低保公示 of 低保 and 公示; these will do,
     *                 too, apart from one another
     */
    public record Clause(
            Type type, String text, boolean required, List<String> numbers, List<String> places, List<Clause> parts) {

        public static Clause of(Type type, String text) {
            return new Clause(type, text, type != Type.GENERIC, List.of(), List.of(), List.of());
        }

        static Clause number(String text, List<String> numbers) {
            return new Clause(Type.NUMBER, text, true, numbers, List.of(), List.of());
        }

        Clause madeOf(List<Clause> words) {
            return new Clause(type, text, required, numbers, places, words);
        }

        public Clause at(List<String> divisions) {
            return new Clause(type, text, required, numbers, divisions, parts);
        }

        Clause required(boolean whether) {
            return new Clause(type, text, whether, numbers, places, parts);
        }
    }

    /** The text is, as a whole, a number that there is. */
    public static ParsedQuery ofNumber(String text, String number) {
        return new ParsedQuery(
                List.of(Clause.number(text, List.of(number))),
                List.of(),
                List.of(),
                Set.of(),
                false,
                List.of(),
                Set.of());
    }

    public boolean has(Type type) {
        return clauses.stream().anyMatch(clause -> clause.type() == type);
    }

    /** Whether a certain document or year is asked for, whether or not it is still in force. */
    public boolean isOfItsTime() {
        return clauses.stream()
                .anyMatch(clause -> clause.required() && (clause.type() == Type.NUMBER || clause.type() == Type.YEAR));
    }

    /** Whether there is anything to look for. */
    public boolean isEmpty() {
        return clauses.isEmpty();
    }

    /** Whether less than all of it may do. A number and quoted words are never given up. */
    public boolean mayRelax() {
        return !has(Type.NUMBER) && clauses.stream().anyMatch(clause -> clause.type() != Type.QUOTED);
    }

    public ParsedQuery with(List<Clause> others) {
        return new ParsedQuery(others, excluded, wholes, names, spoken, secondary, intended);
    }
}
