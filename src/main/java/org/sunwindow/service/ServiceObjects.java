package org.sunwindow.service;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sunwindow.json.Choices;

/** Reads whom an item serves from a cell of a sheet. Bureaus distinguish 个人 and 法人, of which the codes have several. */
final class ServiceObjects {

    private static final Pattern SEPARATOR = Pattern.compile("[\\s；;、，,/／]+|(?<=个人|自然人)[和及与](?=.*法人)");
    private static final Map<String, List<String>> SYNONYMS =
            Map.of("个人", List.of("1"), "公民", List.of("1"), "群众", List.of("1"), "法人", List.of("2", "3", "4"));

    private ServiceObjects() {}

    static Map<String, Object> read(String text) {
        var codes = new LinkedHashSet<String>();
        for (String part : SEPARATOR.split(text.strip())) {
            codes.addAll(SYNONYMS.getOrDefault(
                    part, List.of(Choices.meant(part, ServiceItem.OBJECTS).orElse(part))));
        }
        return Map.of("serviceObjects", new ArrayList<>(codes));
    }
}
