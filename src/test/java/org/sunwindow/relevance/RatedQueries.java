package org.sunwindow.relevance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queries of queries.tsv with the rules that grade each record. Rules use the tags of a record, not its text, so that
 * grades are independent of the words that a search matches.
 */
public final class RatedQueries {

    private static final int COLUMNS = 3;
    private static final int BEST = 3;
    private static final String NOTHING = "none";

    /** Group of the queries that must find nothing. */
    public static final String NEGATIVE = "negative";

    private RatedQueries() {}

    /** A condition {@code tag=a,b,c} or {@code tag!=a,b,c}. A record without the tag equals none of the values. */
    record Condition(String tag, boolean equal, Set<String> values) {

        boolean holds(Map<String, String> tags) {
            String value = tags.get(tag);
            return (value != null && values.contains(value)) == equal;
        }
    }

    /** The grade of all records that meet every condition. */
    public record Rule(int grade, List<Condition> conditions) {

        boolean matches(Map<String, String> tags) {
            return conditions.stream().allMatch(condition -> condition.holds(tags));
        }
    }

    /** A query and the class to which it belongs. */
    public record RatedQuery(String group, String text, List<Rule> rules) {

        /** Returns the grade of the best matching rule, from 0 (irrelevant) to 3 (best answer). */
        public int grade(Map<String, String> tags) {
            return rules.stream()
                    .filter(rule -> rule.matches(tags))
                    .mapToInt(Rule::grade)
                    .max()
                    .orElse(0);
        }
    }

    /** Returns all queries in the order of the file. */
    public static List<RatedQuery> all() {
        return parse(Vocabulary.read("queries.tsv"));
    }

    static List<RatedQuery> parse(String file) {
        var queries = new ArrayList<RatedQuery>();
        String[] lines = file.split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].startsWith("#") && !lines[i].isBlank()) {
                queries.add(query(lines[i], i + 1));
            }
        }
        return List.copyOf(queries);
    }

    private static RatedQuery query(String line, int number) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS || Arrays.stream(columns).anyMatch(String::isBlank)) {
            throw malformed(number, "expected class, query and rules between tabs", line);
        }
        if (columns[0].equals(NEGATIVE) != columns[2].equals(NOTHING)) {
            throw malformed(number, "negative queries, and only those, have the rules " + NOTHING, line);
        }
        if (columns[0].equals(NEGATIVE)) {
            return new RatedQuery(columns[0], columns[1], List.of());
        }
        List<Rule> rules = Arrays.stream(columns[2].split(" \\| "))
                .map(text -> rule(text, number))
                .toList();
        return new RatedQuery(columns[0], columns[1], rules);
    }

    private static Rule rule(String text, int number) {
        int colon = text.indexOf(": ");
        String grade = colon < 0 ? "" : text.substring(0, colon).strip();
        if (grade.length() != 1 || grade.charAt(0) < '1' || grade.charAt(0) > '0' + BEST) {
            throw malformed(number, "a rule begins with its grade, 1 to 3, and a colon", text);
        }
        List<Condition> conditions = Arrays.stream(
                        text.substring(colon + 2).strip().split(" +"))
                .map(condition -> condition(condition, number))
                .toList();
        return new Rule(grade.charAt(0) - '0', conditions);
    }

    private static Condition condition(String text, int number) {
        int sign = text.indexOf('=');
        boolean equal = sign > 0 && text.charAt(sign - 1) != '!';
        String tag = sign < 0 ? "" : text.substring(0, equal ? sign : sign - 1);
        if (tag.isBlank() || sign == text.length() - 1) {
            throw malformed(number, "a condition is tag=value or tag!=value", text);
        }
        return new Condition(
                tag,
                equal,
                new LinkedHashSet<>(Arrays.asList(text.substring(sign + 1).split(","))));
    }

    private static IllegalArgumentException malformed(int number, String why, String text) {
        return new IllegalArgumentException("queries.tsv, line " + number + ": " + why + ": " + text);
    }
}
