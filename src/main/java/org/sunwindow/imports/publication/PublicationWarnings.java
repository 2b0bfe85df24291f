package org.sunwindow.imports.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.publication.PublicationImport.Operation;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Citation;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.DeclaredValues;
import org.sunwindow.kind.DeclaredValues.Reference;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.DryRun;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publication.PublicationId;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.StoredFiles;
import org.sunwindow.publication.StoredRecords;
import org.sunwindow.publisher.OwnerRights;
import org.sunwindow.publisher.Publisher;

/** Warnings about the lines of a batch that require the store. All references of the batch take one query. */
public final class PublicationWarnings {

    private final Publications publications;
    private final StoredFiles files;
    private final StrictJson json;
    private final Kinds kinds;
    private final Clock clock;
    private final Circles circles;
    private final ReplacementCircles replacements;
    private final ForeignStatements statements;

    public PublicationWarnings(
            Publications publications,
            StoredRecords records,
            Ownerships ownerships,
            StoredFiles files,
            StrictJson json,
            Kinds kinds,
            OwnerRights rights,
            Clock clock) {
        this.publications = publications;
        this.files = files;
        this.json = json;
        this.kinds = kinds;
        this.clock = clock;
        this.circles = new Circles(publications);
        this.replacements = new ReplacementCircles(records, json, kinds);
        this.statements = new ForeignStatements(ownerships, kinds, rights);
    }

    /**
     * @param sender of the operations
     * @param run    {@code null} unless it is a dry run
     * @return warnings by the position of their operation
     */
    Map<Integer, List<Problem.Item>> of(
            List<Operation> operations, Publications.Applied applied, Publisher sender, DryRun run) {
        var warnings = new HashMap<Integer, List<Problem.Item>>();
        applied.replaced().forEach((position, before) -> {
            if (operations.get(position).write() instanceof Put put
                    && !put.envelope().excerpt()) {
                replaced(put, operations.get(position).type(), before, add(warnings, position));
            }
        });
        Set<PublicationId> missing = missing(operations, sender, run);
        references(operations, applied, missing, sender, warnings);
        circles.find(operations, applied.outcomes(), sender)
                .forEach((position, warning) -> add(warnings, position).add(warning));
        replacements
                .find(operations, applied.outcomes(), sender)
                .forEach((position, warning) -> add(warnings, position).add(warning));
        statements
                .find(operations, applied.outcomes(), missing, sender)
                .forEach((position, items) -> add(warnings, position).addAll(items));
        files(operations, applied, warnings);
        past(operations, applied, warnings);
        return warnings;
    }

    /** Warns of records whose end has already passed when they are sent. Probably the year is wrong. */
    private void past(
            List<Operation> operations, Publications.Applied applied, Map<Integer, List<Problem.Item>> warnings) {
        Instant now = clock.instant();
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i).write() instanceof Put put
                    && isStored(applied.outcomes().get(i))
                    && put.envelope().visibleUntil() != null
                    && !put.envelope().visibleUntil().isAfter(now)) {
                Optional<RecordFields.Component> end = RecordFields.of(
                                operations.get(i).type())
                        .all()
                        .stream()
                        .filter(RecordFields.Component::isEnd)
                        .findFirst();
                add(warnings, i)
                        .add(new Problem.Item(
                                end.map(RecordFields.Component::name).orElse(""),
                                "period.past",
                                "截止时间已经过去，这条记录不会公开；请核对年月日，本来就已到期的可不理会",
                                end.map(RecordFields.Component::label).orElse(null),
                                null));
            }
        }
    }

    /** A file may be uploaded after the record that names it. */
    private void files(
            List<Operation> operations, Publications.Applied applied, Map<Integer, List<Problem.Item>> warnings) {
        var named = new HashMap<Integer, Map<String, String>>();
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i).write() instanceof Put put
                    && isStored(applied.outcomes().get(i))) {
                Map<String, String> hashes = hashes(put);
                if (!hashes.isEmpty()) {
                    named.put(i, hashes);
                }
            }
        }
        if (named.isEmpty()) {
            return;
        }
        Set<String> missing = files.missing(named.values().stream()
                .flatMap(hashes -> hashes.values().stream())
                .collect(Collectors.toSet()));
        named.forEach((position, hashes) -> hashes.forEach((path, hash) -> {
            if (missing.contains(hash)) {
                add(warnings, position)
                        .add(new Problem.Item(
                                path,
                                "file.unknown",
                                "还没有收到这个文件，暂不提供下载；上传后自动补上",
                                RecordFields.label(operations.get(position).type(), path),
                                hash));
            }
        }));
    }

    private Map<String, String> hashes(Put put) {
        Kind<?> kind = kinds.get(put.kind());
        return kind.fields().files().isEmpty() || !put.json().contains("\"hash\"")
                ? Map.of()
                : new DeclaredValues(kind).hashes(json.tree(put.json()).orElseThrow());
    }

    private static List<Problem.Item> add(Map<Integer, List<Problem.Item>> warnings, int position) {
        return warnings.computeIfAbsent(position, p -> new ArrayList<>());
    }

    /** Warns of a record that replaces another one, or a part of it. */
    private void replaced(Put put, Class<?> type, String before, List<Problem.Item> warnings) {
        JsonNode after = json.tree(put.json()).orElseThrow();
        JsonNode stored = json.tree(before).orElse(MissingNode.getInstance());
        kinds.get(put.kind()).fields().titles().stream()
                .filter(title ->
                        stored.path(title).isTextual() && after.path(title).isTextual())
                .limit(1)
                .flatMap(title -> OtherTitle.warnings(
                        title,
                        RecordFields.label(type, title),
                        stored.get(title).textValue(),
                        after.get(title).textValue())
                        .stream())
                .forEach(warnings::add);
        dropped(type, stored, after, warnings);
    }

    /**
     * Warns of omitted fields. A line replaces the whole record, but publishers often omit fields that they want to
     * keep.
     */
    private static void dropped(Class<?> type, JsonNode before, JsonNode after, List<Problem.Item> warnings) {
        String names = before.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !after.has(name))
                .map(name -> RecordFields.of(type).get(name).orElse(null))
                .filter(Objects::nonNull)
                .filter(component -> !component.readOnly())
                .map(component -> component.label() == null
                        ? component.name()
                        : "%s（%s）".formatted(component.label(), component.name()))
                .collect(Collectors.joining("、"));
        if (!names.isEmpty()) {
            warnings.add(new Problem.Item("", "fields.dropped", "本行替换整条记录，原有而本行没有写的已去掉：" + names + "；如应保留，请补上后重新导入"));
        }
    }

    private Set<PublicationId> missing(List<Operation> operations, Publisher sender, DryRun run) {
        Set<PublicationId> ids = operations.stream()
                .flatMap(operation -> Stream.concat(
                        operation.statements().stream(),
                        operation.references().stream()
                                .map(reference -> new PublicationId(reference.kind(), reference.key()))))
                .filter(id -> kinds.get(id.kind()) != null)
                .collect(Collectors.toSet());
        return publications.missing(ids, sender, run);
    }

    private void references(
            List<Operation> operations,
            Publications.Applied applied,
            Set<PublicationId> missing,
            Publisher sender,
            Map<Integer, List<Problem.Item>> warnings) {
        if (missing.isEmpty()) {
            return;
        }
        Map<PublicationId, String> keys = keysByTitle(operations, missing, sender);
        for (int i = 0; i < operations.size(); i++) {
            if (!isStored(applied.outcomes().get(i))) {
                continue;
            }
            for (Reference reference : operations.get(i).references()) {
                if (missing.contains(new PublicationId(reference.kind(), reference.key()))) {
                    String key = keys.get(new PublicationId(reference.kind(), reference.written()));
                    Problem.Item warning = warning(reference, key);
                    add(warnings, i)
                            .add(new Problem.Item(
                                    warning.name(),
                                    warning.code(),
                                    warning.message(),
                                    RecordFields.label(operations.get(i).type(), warning.name()),
                                    reference.written()));
                }
            }
        }
    }

    static boolean isStored(Publications.Outcome outcome) {
        return switch (outcome) {
            case CREATED, CHANGED, UNCHANGED -> true;
            case WITHDRAWN, UNKNOWN, FOREIGN, ALIKE -> false;
        };
    }

    private Problem.Item warning(Reference reference, String key) {
        String label = kinds.get(reference.kind()).label();
        if (key == null && Citation.in(reference.written()).stream().anyMatch(Citation::byNumber)) {
            Contract contract = kinds.get(reference.kind()).contract();
            return new Problem.Item(
                    reference.path(),
                    "reference.number",
                    "这是文号，应写那条%s的%s，例如 \"%s\"".formatted(label, contract.keyText(), contract.keyExample()));
        }
        return key == null
                ? new Problem.Item(reference.path(), "reference.unknown", "没有这个编号的%s；请核对，随后才导入的可不理会".formatted(label))
                : new Problem.Item(reference.path(), "reference.name", "这是%s的名称，应写编号 %s（大小写不限）".formatted(label, key));
    }

    /** Returns keys by the titles that were written instead. Leaves out records that the sender must not know of. */
    private Map<PublicationId, String> keysByTitle(
            List<Operation> operations, Set<PublicationId> missing, Publisher sender) {
        Set<PublicationId> names = operations.stream()
                .flatMap(operation -> operation.references().stream())
                .filter(reference -> missing.contains(new PublicationId(reference.kind(), reference.key())))
                .filter(reference -> reference.written().codePoints().anyMatch(Character::isIdeographic))
                .map(reference -> new PublicationId(reference.kind(), reference.written()))
                .collect(Collectors.toCollection(HashSet::new));
        return names.isEmpty() ? Map.of() : publications.keysByTitle(names, sender);
    }
}
