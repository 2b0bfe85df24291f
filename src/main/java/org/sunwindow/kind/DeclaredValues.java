package org.sunwindow.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.json.Choices;
import org.sunwindow.json.RecordFields;
import org.sunwindow.place.DivisionCode;

/**
 * Checks the values of records against the declared fields of a kind: codes, phones, keys of other records. Works on
 * any JSON object, because lines that cannot be parsed into a record are checked, too. Immutable.
 */
public final class DeclaredValues {

    private final List<Declared> coded;
    private final List<Declared> references;
    private final List<Member> members;
    private final List<String[]> phones;
    private final Set<String> files;
    private final Set<String> innerFiles;

    public DeclaredValues(Kind<?> kind) {
        List<Declared> declared = kind.fields().filters().stream()
                .map(filter -> new Declared(filter, kind.fields().componentOf(filter)))
                .filter(field -> field.component() != null)
                .toList();
        this.coded = declared.stream().filter(field -> field.filter().isCoded()).toList();
        this.references = declared.stream()
                .filter(field -> field.filter().referencedKind() != null)
                .toList();
        this.members = kind.fields().references().stream()
                .map(member -> new Member(member.path().split("\\."), member.kind(), member.required()))
                .toList();
        this.files = kind.fields().files();
        this.innerFiles = kind.fields().innerFiles();
        this.phones = kind.fields().publishedPhones().stream()
                .map(path -> path.split("\\."))
                .filter(names -> !isDerived(kind, names[0]))
                .toList();
    }

    /** A filter by the values of a component. */
    private record Declared(Filter filter, String component) {}

    /**
     * A member of a component that is the key of a record of another kind.
     *
     * @param required whether its object has no meaning without it
     */
    private record Member(String[] path, String kind, boolean required) {}

    private static boolean isDerived(Kind<?> kind, String component) {
        return RecordFields.of(kind.type())
                .get(component)
                .map(RecordFields.Component::readOnly)
                .orElse(false);
    }

    /**
     * A value that is the key of another record.
     *
     * @param filter by such values, {@code null} for a member of a component
     */
    public record Reference(String path, String kind, String key, String written, Filter filter) {

        /** Whether it is a link to the other record. Codes of divisions are not: they are valid without a record. */
        public boolean isLink() {
            return !kind.equals(DivisionCode.KIND);
        }

        /** The component of the record that holds it. */
        public String component() {
            return path.split("[.\\[]", 2)[0];
        }
    }

    /** Returns the values that cannot be valid. */
    public List<Problem.Item> faults(JsonNode record) {
        var faults = new ArrayList<Problem.Item>();
        codes(record, (path, code) -> {
            if (!code.filter().isValid(code.value())) {
                faults.add(new Problem.Item(path, "choice", code.wanted()));
            }
        });
        phones(record, (path, phone) -> {
            if (!PublishedPhone.isNumber(phone)) {
                faults.add(new Problem.Item(path, "phone.invalid", "应为可拨打的电话号码（没有的请留空），例如 \"0500-8310012\""));
            }
        });
        for (ListedFile listed : ListedFile.in(record, files)) {
            if (listed.isElement()
                    && !listed.file().hasNonNull("hash")
                    && !listed.file().hasNonNull("url")) {
                faults.add(new Problem.Item(
                        listed.path() + ".url",
                        "required",
                        "须写明下载地址；已上传的文件可以改写 hash，例如 \"https://mz.yunchuan.example/files/sqb.doc\""));
            }
        }
        return faults;
    }

    /** Returns the hashes of the uploaded files that a record names, by their paths. */
    public Map<String, String> hashes(JsonNode record) {
        var hashes = new LinkedHashMap<String, String>();
        for (ListedFile listed : ListedFile.in(record, files)) {
            if (listed.file().hasNonNull("hash")) {
                hashes.put(listed.path() + ".hash", listed.file().get("hash").asText());
            }
        }
        return hashes;
    }

    /** Returns the hashes of the files that {@link #removeAbsentFiles} would remove. */
    public List<String> absentFiles(JsonNode record) {
        return ListedFile.withoutAddress(record, innerFiles);
    }

    /** Removes uploaded files below components that have not arrived, see {@link Field#files}. */
    public void removeAbsentFiles(ObjectNode record) {
        innerFiles.forEach(path -> ListedFile.removeWithoutAddress(record, path));
    }

    /** Returns the values that may be wrong. */
    public List<Problem.Item> warnings(JsonNode record) {
        var warnings = new ArrayList<Problem.Item>();
        codes(record, (path, code) -> {
            if (code.filter().isValid(code.value()) && !code.filter().labels().containsKey(code.value())) {
                warnings.add(new Problem.Item(path, "code.unknown", "不是标准代码，" + code.wanted() + "；地方另有的代码可不理会"));
            }
        });
        phones(record, (path, phone) -> {
            if (PublishedPhone.lacksZero(phone)) {
                warnings.add(new Problem.Item(
                        path, "phone.zero", "区号像是丢了开头的 0（表格常把电话当作数字），应写成文字，例如 \"0%s\"".formatted(phone.strip())));
            } else if (PublishedPhone.lacksArea(phone)) {
                warnings.add(new Problem.Item(path, "phone.area", "没有区号，外地和手机拨不通；请补上，例如 \"0500-8310012\""));
            }
        });
        return warnings;
    }

    /**
     * What a record writes where the key of another record belongs.
     *
     * @param value as it is written, which need not be a key
     */
    public record Written(String path, String kind, String value) {}

    /** Returns all values where keys are expected, even those that are not keys. */
    public List<Written> written(JsonNode record) {
        var written = new ArrayList<Written>();
        for (Declared field : references) {
            String target = field.filter().referencedKind();
            values(record, field.component(), (path, value) -> written.add(new Written(path, target, value)));
        }
        for (Member member : members) {
            walk("", record, member.path(), 0, (path, value) -> written.add(new Written(path, member.kind(), value)));
        }
        return written;
    }

    /** Returns the keys of other records, each once. */
    public List<Reference> references(JsonNode record) {
        var references = new ArrayList<Reference>();
        var seen = new HashSet<List<String>>();
        for (Declared field : this.references) {
            String target = field.filter().referencedKind();
            values(record, field.component(), (path, value) -> {
                String key = field.filter().canonical(value);
                if (seen.add(List.of(target, key))) {
                    references.add(new Reference(path, target, key, value, field.filter()));
                }
            });
        }
        for (Member member : members) {
            walk("", record, member.path(), 0, (path, value) -> {
                String key = Identifier.canonical(value);
                if (seen.add(List.of(member.kind(), key))) {
                    references.add(new Reference(path, member.kind(), key, value, null));
                }
            });
        }
        return references;
    }

    /**
     * Removes the references to some records: the value, an object that has no meaning without it, and a component that
     * becomes empty.
     */
    public void remove(ObjectNode record, Predicate<Reference> dead) {
        for (Reference reference : references(record)) {
            if (reference.isLink() && dead.test(reference)) {
                for (Declared field : references) {
                    if (reference.kind().equals(field.filter().referencedKind())) {
                        var path = new Member(new String[] {field.component()}, reference.kind(), false);
                        removeFrom(record, path, reference, field.filter()::canonical);
                    }
                }
                for (Member member : members) {
                    if (reference.kind().equals(member.kind())) {
                        removeFrom(record, member, reference, Identifier::canonical);
                    }
                }
            }
        }
    }

    private static void removeFrom(ObjectNode record, Member member, Reference dead, UnaryOperator<String> canonical) {
        JsonNode value = record.get(member.path()[0]);
        if (value != null
                && removes(value, member, 1, text -> canonical.apply(text).equals(dead.key()))) {
            record.remove(member.path()[0]);
        }
    }

    /** Removes values within a node. Returns whether the node itself must be removed. */
    private static boolean removes(JsonNode node, Member path, int depth, Predicate<String> dead) {
        if (node instanceof ArrayNode list) {
            int before = list.size();
            for (int i = list.size() - 1; i >= 0; i--) {
                if (removes(list.get(i), path, depth, dead)) {
                    list.remove(i);
                }
            }
            return before > 0 && list.isEmpty();
        }
        if (depth == path.path().length) {
            return node.isTextual() && dead.test(node.textValue());
        }
        JsonNode member = node.get(path.path()[depth]);
        if (member == null || !removes(member, path, depth + 1, dead)) {
            return false;
        }
        ((ObjectNode) node).remove(path.path()[depth]);
        return path.required() || node.isEmpty();
    }

    private record Code(Filter filter, String value) {

        /** Describes a valid value; returns the code itself if the value is its name. */
        String wanted() {
            return Choices.meant(value, filter.labels())
                    .map(code ->
                            "应写作 \"%s\"（%s）".formatted(code, filter.labels().get(code)))
                    .orElseGet(() -> "应为代码：" + list(filter.labels()));
        }

        private static String list(Map<String, String> labels) {
            return labels.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(known -> known.getKey() + " " + known.getValue())
                    .collect(Collectors.joining("、"));
        }
    }

    private void codes(JsonNode record, BiConsumer<String, Code> visitor) {
        for (Declared field : coded) {
            values(record, field.component(), (path, value) -> visitor.accept(path, new Code(field.filter(), value)));
        }
    }

    private void phones(JsonNode record, BiConsumer<String, String> visitor) {
        phones.forEach(names -> walk("", record, names, 0, visitor));
    }

    private static void values(JsonNode record, String component, BiConsumer<String, String> visitor) {
        walk("", record, new String[] {component}, 0, visitor);
    }

    /** Visits the texts at a path, in all elements of the lists on it. */
    private static void walk(
            String path, JsonNode node, String[] names, int depth, BiConsumer<String, String> visitor) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(path + "[" + i + "]", node.get(i), names, depth, visitor);
            }
        } else if (depth == names.length) {
            if (node.isTextual() && !node.textValue().isBlank()) {
                visitor.accept(path, node.textValue());
            }
        } else if (node.has(names[depth])) {
            String at = path.isEmpty() ? names[depth] : path + "." + names[depth];
            walk(at, node.get(names[depth]), names, depth + 1, visitor);
        }
    }
}
