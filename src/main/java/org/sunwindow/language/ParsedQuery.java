package org.sunwindow.language;

import java.util.List;
import java.util.Set;

/**
 * The parsed text of a query. All texts are normalized.
 *
 * @param clauses        what to search for, the most specific first
 * @param excluded       phrases that must not occur
 * @param phrases        sequences of several clauses without a space between them; a title that contains one ranks
 *     higher
 * @param names          titles that the whole text may be, by {@link ChineseText#letters}
 * @param conversational whether it contains question words, so that much of it is not about its subject
 * @param secondary      for each set of {@link Vocabulary#secondary}, whether the text contains one of its words
 * @param intendedKinds  names of the kinds of record that the wording asks for
 */
public record ParsedQuery(
        List<Clause> clauses,
        List<String> excluded,
        List<String> phrases,
        Set<String> names,
        boolean conversational,
        List<Boolean> secondary,
        Set<String> intendedKinds) {

    public enum Type {
        /** A number or code. It has no synonyms, and a record with it comes first. */
        NUMBER,
        /** A phrase in quotation marks. */
        QUOTED,
        /** A word of the vocabulary that names a subject. */
        SUBJECT,
        YEAR,
        /** Text that the vocabulary does not know, such as names and places. */
        WORD,
        /** A word of the vocabulary that occurs in most records. */
        GENERIC
    }

    /**
     * @param required  whether a record must have it to match all clauses
     * @param numbers   identifiers that a number may stand for, by {@link ChineseText#identifier}
     * @param divisions codes of the divisions with this name
     * @param parts     words of the vocabulary that a compound consists of, as 低保公示 of 低保 and 公示; records that have
     *                  all of them match, too
     */
    public record Clause(
            Type type,
            String text,
            boolean required,
            List<String> numbers,
            List<String> divisions,
            List<Clause> parts) {

        public static Clause of(Type type, String text) {
            return new Clause(type, text, type != Type.GENERIC, List.of(), List.of(), List.of());
        }

        static Clause number(String text, List<String> numbers) {
            return new Clause(Type.NUMBER, text, true, numbers, List.of(), List.of());
        }

        /** Returns a clause that records match by an identifier, or by all of some other clauses. */
        public static Clause ofNumberOr(String number, String text, List<Clause> others) {
            Clause only = others.size() == 1 ? others.getFirst() : null;
            return only != null
                    ? new Clause(
                            only.type(), only.text(), only.required(), List.of(number), only.divisions(), only.parts())
                    : new Clause(Type.WORD, text, true, List.of(number), List.of(), others);
        }

        Clause withParts(List<Clause> others) {
            return new Clause(type, text, required, numbers, divisions, others);
        }

        public Clause withDivisions(List<String> codes) {
            return new Clause(type, text, required, numbers, codes, parts);
        }

        Clause withRequired(boolean whether) {
            return new Clause(type, text, whether, numbers, divisions, parts);
        }
    }

    /** Returns the query for a text that as a whole is the identifier of a record. */
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

    /** Whether a document or year is named, so that records need not be new or in force. */
    public boolean namesDocumentOrYear() {
        return clauses.stream()
                .anyMatch(clause -> clause.required() && (clause.type() == Type.NUMBER || clause.type() == Type.YEAR));
    }

    /** Whether there is nothing to search for. */
    public boolean isEmpty() {
        return clauses.isEmpty();
    }

    /** Whether a match of most clauses may suffice. Numbers and quoted phrases are never given up. */
    public boolean mayRelax() {
        return !has(Type.NUMBER) && clauses.stream().anyMatch(clause -> clause.type() != Type.QUOTED);
    }

    public ParsedQuery withClauses(List<Clause> others) {
        return new ParsedQuery(others, excluded, phrases, names, conversational, secondary, intendedKinds);
    }
}
