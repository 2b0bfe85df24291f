package org.sunwindow.imports.contradiction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.sunwindow.imports.contradiction.Contradiction.Code;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Stored;
import org.sunwindow.json.RecordFields;
import org.sunwindow.kind.DeclaredValues.Reference;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/**
 * Reports phones that no organization, office or hotline has, in records that name an office or organization with a
 * phone of its own. A phone of any other organization, office or hotline is accepted, because it may answer the
 * inquiries. Objections are received by any body, so their phones are not compared.
 */
final class PhoneCheck {

    private static final Set<String> DIRECTORY = Set.of("organization", "office", "hotline", "division");
    private static final List<String> HOLDERS = List.of("office", "organization");

    /** The first number of a text, without its extension. */
    private static final Pattern NUMBER = Pattern.compile("(?:\\(?0\\d{2,3}\\)?[-\\s]?)?\\d{7,8}|\\d{11}|\\d{5,6}");

    private static final Pattern DIGITS = Pattern.compile("\\D");

    private final Records records;
    private final Kinds kinds;
    private final Function<Stored, ObjectNode> trees;

    PhoneCheck(Records records, Kinds kinds, Function<Stored, ObjectNode> trees) {
        this.records = records;
        this.kinds = kinds;
        this.trees = trees;
    }

    void of(Stored record, Kind<?> kind, ObjectNode tree, List<Reference> references, List<Contradiction> found) {
        if (DIRECTORY.contains(record.kind()) || kind.fields().ownPhones().isEmpty()) {
            return;
        }
        Stored holder = holder(references);
        if (holder == null) {
            return;
        }
        for (String path : kind.fields().ownPhones()) {
            for (String phone : values(tree, path)) {
                var number = NUMBER.matcher(phone);
                if (number.find()
                        && !records.hasNumber(DIGITS.matcher(number.group()).replaceAll(""))) {
                    String label = RecordFields.label(kind.type(), path);
                    found.add(Contradiction.of(
                            record,
                            Code.PHONE_DIFFERENT,
                            path,
                            "%s %s 与“%s”公布的 %s 不同，机构、场所和热线中也没有这个号码；请核对后更正其中一处。"
                                    .formatted(
                                            label == null ? "电话" : label,
                                            phone,
                                            holder.summary().title(),
                                            phones(holder).getFirst()),
                            holder));
                }
            }
        }
    }

    /** Returns the office or, without one, the organization that a record names and that has a phone. */
    private Stored holder(List<Reference> references) {
        for (String kind : HOLDERS) {
            for (Reference reference : references) {
                if (reference.kind().equals(kind) && kinds.get(kind) != null) {
                    Stored named =
                            records.stored(kinds.get(kind), reference.key()).orElse(null);
                    if (named != null && !phones(named).isEmpty()) {
                        return named;
                    }
                }
            }
        }
        return null;
    }

    private List<String> phones(Stored holder) {
        ObjectNode tree = trees.apply(holder);
        return kinds.get(holder.kind()).fields().publishedPhones().stream()
                .sorted()
                .flatMap(path -> values(tree, path).stream())
                .toList();
    }

    private static List<String> values(JsonNode tree, String path) {
        List<JsonNode> nodes = List.of(tree);
        for (String name : path.split("\\.")) {
            var below = new ArrayList<JsonNode>();
            for (JsonNode node : nodes) {
                below.addAll(elements(node.path(name)));
            }
            nodes = below;
        }
        return nodes.stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static List<JsonNode> elements(JsonNode node) {
        var elements = new ArrayList<JsonNode>();
        if (node.isArray()) {
            node.forEach(elements::add);
        } else if (!node.isMissingNode()) {
            elements.add(node);
        }
        return elements;
    }
}
