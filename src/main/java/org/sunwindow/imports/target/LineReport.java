package org.sunwindow.imports.target;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.privacy.Sentinel;

/**
 * Describes the faults of a line to its sender: the record, the field by its Chinese name, and its value. Values of a
 * line with personal data are not repeated. Immutable.
 */
public final class LineReport {

    private static final int MAX_EXCERPT = 40;

    private final Class<?> type;
    private final List<String> keyFields;
    private final StrictJson json;
    private final PrivacyCheck privacy;

    /**
     * @param type      of the records
     * @param keyFields components that hold the key; the first that is sent counts
     */
    public LineReport(Class<?> type, List<String> keyFields, StrictJson json, PrivacyCheck privacy) {
        this.type = type;
        this.keyFields = keyFields;
        this.json = json;
        this.privacy = privacy;
    }

    /**
     * Returns the key of a record as it was sent, the last one if there are several; {@code null} if there is none or
     * if it holds personal data.
     */
    public String key(String line) {
        return json.asSent(line).map(sent -> key(sent, personalData(sent))).orElse(null);
    }

    /**
     * The same for a line with known personal data, which may be repeated in the key.
     *
     * @param hits personal data in the line
     */
    public String key(JsonNode line, List<Hit> hits) {
        return keyFields.stream()
                .map(line::get)
                .filter(Objects::nonNull)
                .map(key -> key.isArray() && !key.isEmpty() ? key.get(key.size() - 1) : key)
                .filter(key -> key.isTextual() || key.isNumber())
                .map(JsonNode::asText)
                .flatMap(key -> shownKey(key).stream())
                .filter(key -> hits.stream().noneMatch(hit -> plain(key).contains(plain(hit.value()))))
                .findFirst()
                .orElse(null);
    }

    private static String plain(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns a key that may be shown to its sender. */
    public static Optional<String> shownKey(String key) {
        String shown = key.strip();
        boolean isKey = !shown.isEmpty()
                && shown.length() <= Identifier.MAX_LENGTH
                && shown.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        return isKey && Sentinel.find(shown, FieldUse.RECORD_NUMBER).isEmpty() ? Optional.of(shown) : Optional.empty();
    }

    /** Returns the personal data in a record or line. What is derived from other fields is not reported again. */
    public List<Hit> personalData(Object record) {
        return sent(privacy.check(record));
    }

    private List<Hit> sent(List<Hit> hits) {
        return hits.stream()
                .filter(hit -> RecordFields.of(type)
                        .get(hit.path().split("[.\\[]", 2)[0])
                        .map(component -> !component.readOnly())
                        .orElse(true))
                .toList();
    }

    /**
     * What was found in a line, which is searched once: it may be long.
     *
     * @param hits      as {@link #personalData}
     * @param mayRepeat whether values may be repeated: neither values nor names hold personal data
     */
    public record Search(List<Hit> hits, boolean mayRepeat) {

        public List<Problem.Item> items() {
            return hits.stream().map(Hit::item).distinct().toList();
        }
    }

    /** Searches a line as it was sent. */
    public Search search(JsonNode line) {
        List<Hit> hits = privacy.check(line);
        return new Search(sent(hits), hits.isEmpty() && PrivacyCheck.namesAreClean(line));
    }

    /** Completes the faults of a line, and adds the personal data in it. */
    public List<Problem.Item> faults(List<Problem.Item> faults, String line) {
        return json.asSent(line)
                .map(sent -> {
                    Search search = search(sent);
                    List<Problem.Item> all = Stream.concat(faults.stream(), search.items().stream())
                            .toList();
                    return described(all, sent, search.mayRepeat());
                })
                .orElse(faults);
    }

    /** Completes faults or warnings. */
    public List<Problem.Item> described(List<Problem.Item> faults, JsonNode line, boolean mayRepeat) {
        BinaryOperator<String> excerpt = (path, value) -> mayRepeat && mayRepeat(path) ? excerpt(value) : null;
        return json.described(faults, type, line, excerpt);
    }

    /**
     * Whether the value at a path may be repeated. Values of a table are not repeated, nor those of an unknown field,
     * which may have been meant as a table: outside its table, a name may not be recognized.
     */
    private boolean mayRepeat(String path) {
        return privacy.tables().isEmpty()
                || RecordFields.of(type).get(path.split("[.\\[]", 2)[0]).isPresent()
                        && privacy.tables().stream().noneMatch(table -> table.has(path));
    }

    private static String excerpt(String value) {
        if (!Sentinel.find(value, FieldUse.TEXT).isEmpty()) {
            return null;
        }
        var excerpt = new StringBuilder();
        for (int i = 0, c; i < value.length() && excerpt.length() < MAX_EXCERPT; i += Character.charCount(c)) {
            c = value.codePointAt(i);
            if (Character.getType(c) != Character.SURROGATE && c != 0) {
                excerpt.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return excerpt.length() < value.length() ? excerpt + "…" : excerpt.isEmpty() ? null : excerpt.toString();
    }
}
