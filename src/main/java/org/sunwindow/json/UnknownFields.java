package org.sunwindow.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sunwindow.http.Problem;
import org.sunwindow.json.RecordFields.Component;

/** The fields of an object that its record does not have. Finds the ones that were probably meant. */
final class UnknownFields {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s_-]");

    /** Longest text of a message, in characters. */
    private static final int MAX_LISTED = 800;

    private static final int MIN_SIMILAR = 4;

    /** Longer names are not compared; they are probably texts. */
    private static final int MAX_NAME = 200;

    private final RecordFields fields;
    private final Set<String> sent;
    private boolean listed;

    UnknownFields(RecordFields fields, JsonNode object) {
        this.fields = fields;
        this.sent = object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /**
     * Returns the path of an unknown field, with its name only if it cannot be that of a person.
     *
     * @param position of the field in its object, from 0
     */
    String path(String object, String name, int position) {
        return fields.all().stream().anyMatch(component -> name.equals(component.label()))
                ? RecordPaths.within(object, name)
                : RecordPaths.member(object, name, position);
    }

    /** Returns the component that a name was probably meant for, empty if that may be one of several. */
    Optional<Component> meant(String name) {
        if (name.length() > MAX_NAME) {
            return Optional.empty();
        }
        List<Component> similar = fields.all().stream()
                .filter(component -> isSimilar(name, component))
                .toList();
        return similar.size() == 1
                ? Optional.of(similar.getFirst())
                : similar.stream().filter(component -> isSame(name, component)).findFirst();
    }

    private static boolean isSame(String name, Component component) {
        return name.equals(component.label())
                || plain(name).equals(plain(component.name()))
                || SimilarNames.sameWords(name, component.name());
    }

    Problem.Item fault(String path, String name) {
        Optional<Component> meant = meant(name);
        if (meant.isPresent()) {
            return new Problem.Item(path, "field.unknown", "没有这个字段，应写作 " + FieldRules.named(meant.get()));
        }
        List<Component> free = fields.all().stream()
                .filter(component -> !component.readOnly() && !sent.contains(component.name()))
                .toList();
        List<Component> similar = similar(name, free);
        if (!similar.isEmpty()) {
            List<String> names = similar.stream().map(FieldRules::named).toList();
            return new Problem.Item(path, "field.unknown", "没有这个字段，请删去" + SimilarNames.question(names));
        }
        if (listed) {
            return new Problem.Item(path, "field.unknown", "没有这个字段；可用的字段见本行的前一处");
        }
        listed = true;
        String others = free.stream().map(FieldRules::named).collect(Collectors.joining("、"));
        return new Problem.Item(
                path,
                "field.unknown",
                others.isEmpty()
                        ? "没有这个字段，请删去"
                        : "没有这个字段，请删去或改用："
                                + (others.length() <= MAX_LISTED ? others : others.substring(0, MAX_LISTED) + "…"));
    }

    private static List<Component> similar(String name, List<Component> components) {
        var byName = new LinkedHashMap<String, Component>();
        components.forEach(component -> {
            byName.putIfAbsent(component.name(), component);
            if (component.label() != null) {
                byName.putIfAbsent(component.label(), component);
            }
        });
        return SimilarNames.of(name, byName.keySet()).stream()
                .map(byName::get)
                .distinct()
                .toList();
    }

    private boolean isSimilar(String name, Component component) {
        if (component.readOnly() || sent.contains(component.name())) {
            return false;
        }
        if (component.label() != null && (name.equals(component.label()) || name.contains(component.label()))) {
            return true;
        }
        String written = plain(name);
        String known = plain(component.name());
        return written.equals(known)
                || SimilarNames.sameWords(name, component.name())
                || Math.min(written.length(), known.length()) >= MIN_SIMILAR
                        && (written.contains(known) || isMistyped(written, known));
    }

    private static String plain(String name) {
        return SEPARATORS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** Whether one letter is wrong, missing, added or swapped with the next. */
    private static boolean isMistyped(String written, String known) {
        int same = 0;
        int shorter = Math.min(written.length(), known.length());
        while (same < shorter && written.charAt(same) == known.charAt(same)) {
            same++;
        }
        String w = written.substring(same);
        String k = known.substring(same);
        return rest(w, 1).equals(rest(k, 1))
                || rest(w, 1).equals(k)
                || w.equals(rest(k, 1))
                || w.length() > 1
                        && k.length() > 1
                        && w.charAt(0) == k.charAt(1)
                        && w.charAt(1) == k.charAt(0)
                        && rest(w, 2).equals(rest(k, 2));
    }

    private static String rest(String text, int from) {
        return text.length() < from ? "" : text.substring(from);
    }
}
