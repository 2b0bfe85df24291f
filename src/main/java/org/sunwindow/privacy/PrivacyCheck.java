package org.sunwindow.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;
import org.sunwindow.json.StrictJson;

/**
 * Finds {@link PersonalData} in the values of a record. Fields are named by their path without array indices, such as
 * {@code related.key}.
 *
 * @param recordNumbers fields that identify records. Their values are made of division codes, dates and sequences, so only
 *     an identity number with a valid check digit counts as a hit.
 * @param publicNumbers fields with public numbers that resemble personal ones; they are not checked
 */
public record PrivacyCheck(StrictJson json, Set<String> recordNumbers, Set<String> publicNumbers) {

    private static final Pattern INDICES = Pattern.compile("\\[\\d+]");

    /**
     * Checks a record as it would be written.
     *
     * @return one item for each field and kind of personal number, empty if there is none
     */
    public List<Problem.Item> check(Object record) {
        var hits = new ArrayList<Problem.Item>();
        walk("", json.toTree(record), hits);
        return hits;
    }

    private void walk(String path, JsonNode node, List<Problem.Item> hits) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> walk(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), hits));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(path + "[" + i + "]", node.get(i), hits);
            }
        } else if (!node.isNull()) {
            check(path, node.asText(), hits);
        }
    }

    private void check(String path, String text, List<Problem.Item> hits) {
        if (!PersonalData.mayContain(text)) {
            return;
        }
        String field = INDICES.matcher(path).replaceAll("");
        if (!publicNumbers.contains(field)) {
            PersonalData.find(text, recordNumbers.contains(field))
                    .forEach(number -> hits.add(new Problem.Item(path, number.code, number.message)));
        }
    }
}
