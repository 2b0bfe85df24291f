package org.sunwindow.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.sunwindow.json.StrictJson;

/**
 * Looks for personal data in the values of a record.
 *
 * @param uses the uses of fields other than {@link FieldUse#TEXT}. Fields are named by their path without array indices, such
 *     as {@code related.key}.
 */
public record PrivacyCheck(StrictJson json, Map<String, FieldUse> uses) {

    private static final Pattern INDICES = Pattern.compile("\\[\\d+]");

    /**
     * Checks a record as it would be written.
     *
     * @return one hit for each field and kind of personal data, empty if there is none
     */
    public List<Hit> check(Object record) {
        var hits = new ArrayList<Hit>();
        walk("", json.toTree(record), hits);
        return hits;
    }

    private void walk(String path, JsonNode node, List<Hit> hits) {
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

    private void check(String path, String text, List<Hit> hits) {
        FieldUse use = uses.getOrDefault(INDICES.matcher(path).replaceAll(""), FieldUse.TEXT);
        List<Finding> findings = Sentinel.find(text, use);
        Set<PersonalKind> kinds = new HashSet<>();
        for (Finding finding : findings) {
            if (kinds.add(finding.kind())) {
                hits.add(new Hit(path, finding.kind(), finding.value(), Excerpt.around(finding, findings, text)));
            }
        }
    }
}
