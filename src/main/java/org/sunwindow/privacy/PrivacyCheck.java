package org.sunwindow.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sunwindow.json.RecordPaths;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;

/**
 * Finds personal data in the values of a record.
 *
 * @param uses   the uses other than {@link FieldUse#TEXT}, by the path of the field without array indices, such as
 *     {@code related.key}
 * @param tables tables whose cells are checked together with their headings and rows
 */
public record PrivacyCheck(StrictJson json, Map<String, FieldUse> uses, List<RowsInRecord> tables) {

    private static final Pattern INDICES = Pattern.compile("\\[\\d+]");

    private static final String NAME = "name";
    private static final int MAX_NAME = 16;

    /** A statement that somebody is ill. Duties may concern illnesses, too. */
    private static final Pattern ILLNESS = Pattern.compile("患(?![者儿病])|确诊|查出|得了");

    /** Values of a field that get an excerpt. Bounded, because each excerpt reads all findings. */
    private static final int MAX_EXCERPTS = 100;

    public PrivacyCheck(StrictJson json, Map<String, FieldUse> uses) {
        this(json, uses, List.of());
    }

    /**
     * Checks the JSON of a record.
     *
     * @return one hit for each distinct value of a kind at a path, empty if there is none
     */
    public List<Hit> check(Object record) {
        return hits(json.toTree(record));
    }

    private List<Hit> hits(JsonNode record) {
        var hits = new ArrayList<Hit>();
        walk("", record, hits);
        for (RowsInRecord table : tables) {
            Set<List<Object>> known = hits.stream().map(PrivacyCheck::identity).collect(Collectors.toSet());
            table.texts(record).forEach(text -> check(text, known, hits));
            table.names(record).stream()
                    .map(cell -> new Hit(cell.path(), PersonalKind.NAME, cell.name(), ""))
                    .filter(hit -> known.add(identity(hit)))
                    .forEach(hits::add);
        }
        return hits;
    }

    private static List<Object> identity(Hit hit) {
        return List.of(hit.path(), hit.kind(), hit.value());
    }

    /** Adds the findings in a table, once for each value of a kind in a cell. */
    private static void check(RowsInRecord.Text table, Set<List<Object>> known, List<Hit> hits) {
        String text = table.toString();
        List<Finding> findings = Sentinel.find(text, FieldUse.TEXT);
        int excerpts = 0;
        for (Finding finding : findings) {
            var hit = new Hit(table.pathAt(finding.start()), finding.kind(), finding.value(), "");
            if (known.add(identity(hit))) {
                hits.add(
                        excerpts++ >= MAX_EXCERPTS
                                ? hit
                                : new Hit(
                                        hit.path(), hit.kind(), hit.value(), Excerpt.around(finding, findings, text)));
            }
        }
    }

    /** Whether the member names of a JSON value contain no personal data. */
    public static boolean namesAreClean(JsonNode node) {
        return node.properties().stream()
                        .allMatch(field ->
                                Sentinel.find(field.getKey(), FieldUse.TEXT).isEmpty())
                && StreamSupport.stream(node.spliterator(), false).allMatch(PrivacyCheck::namesAreClean);
    }

    /** Returns a path without array indices. */
    static String field(String path) {
        return path.indexOf('[') < 0 ? path : INDICES.matcher(path).replaceAll("");
    }

    private void walk(String path, JsonNode node, List<Hit> hits) {
        if (node.isObject()) {
            statements(path, node, hits);
            int position = 0;
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                walk(RecordPaths.member(path, field.getKey(), position++), field.getValue(), hits);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(RecordPaths.element(path, i), node.get(i), hits);
            }
        } else if (!node.isNull()) {
            check(path, node.asText(), hits);
        }
    }

    /** Adds illnesses in texts of an object that has the name of a person, as in the duties of a leader. */
    private static void statements(String path, JsonNode node, List<Hit> hits) {
        String name = node.path(NAME).asText("");
        ReaderText read = name.length() > MAX_NAME ? null : ReaderText.of(name);
        if (read == null || !Names.isInColumn(read, 0, read.length())) {
            return;
        }
        int position = 0;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String member = RecordPaths.member(path, field.getKey(), position++);
            if (!field.getValue().isTextual()
                    || !ILLNESS.matcher(field.getValue().textValue()).find()) {
                continue;
            }
            String text = name + field.getValue().textValue();
            Sentinel.find(text, FieldUse.TEXT).stream()
                    .filter(finding -> finding.kind() == PersonalKind.HEALTH && finding.end() > name.length())
                    .forEach(finding -> hits.add(new Hit(member, finding.kind(), finding.value(), "")));
        }
    }

    private void check(String path, String text, List<Hit> hits) {
        String field = field(path);
        if (tables.stream().anyMatch(table -> table.isCell(field))) {
            return;
        }
        List<Finding> findings = Sentinel.find(text, uses.getOrDefault(field, FieldUse.TEXT));
        var values = new HashSet<List<Object>>();
        for (Finding finding : findings) {
            if (values.add(List.of(finding.kind(), finding.value()))) {
                String excerpt = values.size() <= MAX_EXCERPTS ? Excerpt.around(finding, findings, text) : "";
                hits.add(new Hit(path, finding.kind(), finding.value(), excerpt));
            }
        }
    }
}
