package org.sunwindow.privacy.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Word lists in a resource. A line in brackets begins a section. The words of a section are separated by blanks. Lines
 * that begin with {@code #} are comments.
 */
public final class Lexicon {

    private final Map<String, StringBuilder> sections = new HashMap<>();

    private Lexicon() {}

    /** Reads a resource of the folder {@code privacy}. */
    public static Lexicon of(String resource) {
        var lexicon = new Lexicon();
        var section = new StringBuilder();
        for (String line : lines(resource)) {
            if (line.startsWith("[")) {
                section = lexicon.sections.computeIfAbsent(
                        line.substring(1, line.indexOf(']')), none -> new StringBuilder());
            } else {
                section.append(' ').append(line);
            }
        }
        return lexicon;
    }

    /** The lines of a resource that are neither blank nor comments. */
    public static List<String> lines(String resource) {
        try (var in = Lexicon.class.getResourceAsStream("/privacy/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> words(String section) {
        StringBuilder words = sections.get(section);
        if (words == null) {
            throw new IllegalArgumentException("No section " + section);
        }
        return List.of(words.toString().strip().split(" +"));
    }

    public Terms terms(String section) {
        return Terms.of(words(section));
    }

    /** All characters of a section, without separators. */
    public String characters(String section) {
        return String.join("", words(section));
    }
}
