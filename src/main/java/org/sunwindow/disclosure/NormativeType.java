package org.sunwindow.disclosure;

import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.sunwindow.kind.Codes;

/**
 * The documents that the annual report counts after article 20 (1) of 《政府信息公开条例》. Bureaus mark such a document in its
 * genre, its category or its tags.
 */
enum NormativeType {
    REGULATION("规章", Set.of("规章", "部门规章", "政府规章", "地方政府规章")),
    NORMATIVE_DOCUMENT("规范性文件", Set.of("规范性文件", "行政规范性文件"));

    static final String FILTER = "normativeType";

    private final String label;
    private final Set<String> words;

    NormativeType(String label, Set<String> words) {
        this.label = label;
        this.words = words;
    }

    /** The code of the type of a document, {@code null} if it is neither. */
    static String of(Disclosure document) {
        var said = Stream.concat(
                        Stream.of(document.genre(), document.category()),
                        document.tags() == null ? Stream.empty() : document.tags().stream())
                .filter(Objects::nonNull)
                .map(String::strip)
                .toList();
        return Stream.of(values())
                .filter(type -> said.stream().anyMatch(type.words::contains))
                .findFirst()
                .map(Enum::name)
                .orElse(null);
    }

    /** The labels by code. */
    static SequencedMap<String, String> labels() {
        return Codes.of(values(), type -> type.label);
    }
}
