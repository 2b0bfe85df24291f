package org.sunwindow.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Translates the texts of a contract by {@code contract/english*.tsv}, which have each Chinese text and its translation. A text
 * without a translation stays Chinese. Values, examples and names are not texts.
 */
final class EnglishContract {

    /** The descriptions of operations and of the members of schemas have files of their own. */
    private static final List<String> TEXTS =
            List.of("/contract/english.tsv", "/contract/english-operations.tsv", "/contract/english-members.tsv");

    private static final String PROBLEMS = "/contract/problems.tsv";

    private static final String DESCRIPTION = "description";

    /** The members that are texts for people. */
    private static final Set<String> TEXT = Set.of(DESCRIPTION, "summary", "title", "x-displayName", "name");

    /** Members whose content are values. */
    private static final Set<String> VALUES = Set.of("example", "examples", "enum", "default", "x-enum-varnames");

    private static final String REPEATABLE = "；可重复";

    private final Map<String, String> texts = TEXTS.stream()
            .flatMap(EnglishContract::lines)
            .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> line[1]));
    private final Map<String, String> problems =
            lines(PROBLEMS).collect(Collectors.toUnmodifiableMap(line -> line[0], line -> line[2]));

    /** Returns a copy of a contract in English. */
    JsonNode translated(JsonNode contract) {
        JsonNode copy = contract.deepCopy();
        translate(copy);
        return copy;
    }

    private void translate(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.has(ProblemResponses.CODES)) {
                object.put(DESCRIPTION, problems(object.get(ProblemResponses.CODES)));
            }
            object.properties().forEach(member -> translate(object, member.getKey(), member.getValue()));
        } else if (node instanceof ArrayNode array) {
            array.forEach(this::translate);
        }
    }

    private void translate(ObjectNode object, String name, JsonNode value) {
        if (value.isTextual() && TEXT.contains(name)) {
            english(value.asText()).ifPresent(english -> object.put(name, english));
        } else if (!VALUES.contains(name)) {
            translate(value);
        }
    }

    /** The translation of a text, empty if there is none. */
    Optional<String> english(String text) {
        String exact = texts.get(text);
        if (exact == null && text.endsWith(REPEATABLE)) {
            return english(text.substring(0, text.length() - REPEATABLE.length()))
                    .map(english -> english + "; repeatable");
        }
        return Optional.ofNullable(exact);
    }

    private String problems(JsonNode codes) {
        var joined = new StringJoiner("; ");
        codes.forEach(code -> joined.add("%s (%s)".formatted(problems.get(code.asText()), code.asText())));
        return joined.toString();
    }

    /** The texts that have a translation. */
    Set<String> translatedTexts() {
        return texts.keySet();
    }

    private static Stream<String[]> lines(String resource) {
        try (InputStream in = EnglishContract.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace("\\n", "\n").split("\t"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
