package org.sunwindow.imports.contradiction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.imports.contradiction.Contradiction.Code;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.Records.Stored;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.DeclaredValues;
import org.sunwindow.kind.DeclaredValues.Reference;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.ReferenceMeaning;

/**
 * Compares single records with those that they name, replace or are based on. Records that are not in force describe the
 * past; of these, only the reason for it is examined. Serves one request; not thread-safe.
 */
final class RecordCheck {

    /** Contradictions reported for one record. */
    private static final int MOST = 20;

    /** Replacements of replacements that are followed. */
    private static final int MAX_REPLACEMENTS = 10;

    private static final String RELATION = "relation";
    private static final String VALID = "有效";
    private static final String NOT_YET = "尚未生效";
    private static final String ABOLISHED = "abolishedOn";

    private final Records records;
    private final Kinds kinds;
    private final StrictJson json;
    private final Instant now;
    private final ZoneId zone;
    private final AmountCheck amounts;
    private final PhoneCheck phones;
    private final AlikeCheck alike;
    private final Map<Kind<?>, DeclaredValues> declared = new HashMap<>();
    private final Map<Kind<?>, Boolean> published = new HashMap<>();

    RecordCheck(Records records, Kinds kinds, StrictJson json, Instant now, ZoneId zone) {
        this.records = records;
        this.kinds = kinds;
        this.json = json;
        this.now = now;
        this.zone = zone;
        this.amounts = new AmountCheck(records, this::tree, zone);
        this.phones = new PhoneCheck(records, kinds, this::tree);
        this.alike = new AlikeCheck(records, json);
    }

    private ObjectNode tree(Stored record) {
        return (ObjectNode)
                json.tree(new String(record.json(), StandardCharsets.UTF_8)).orElseThrow();
    }

    List<Contradiction> of(Stored record) {
        Kind<?> kind = kinds.get(record.kind());
        ObjectNode tree = tree(record);
        var found = new ArrayList<Contradiction>();
        validity(record, kind, tree, found);
        if (record.summary().inForce()) {
            List<Reference> references =
                    declared.computeIfAbsent(kind, DeclaredValues::new).references(tree);
            references(record, kind, references, found);
            FileCheck.of(record, kind, tree, found);
            bases(record, kind, tree, references, found);
            replacements(record, kind, references, found);
            amounts.of(record, kind, tree, found);
            phones.of(record, kind, tree, references, found);
            alike.of(record, kind, tree, found);
        } else {
            circle(record, kind, found);
        }
        return found.size() > MOST ? found.subList(0, MOST) : found;
    }

    /**
     * Reports a record that is marked valid although it was replaced. A date that begins or ends the validity needs no
     * report, because answers follow it.
     */
    private void validity(Stored record, Kind<?> kind, ObjectNode tree, List<Contradiction> found) {
        Filter validity = kind.fields().validity().orElse(null);
        if (validity == null || record.summary().inForce() || hasPassed(tree.path(ABOLISHED))) {
            return;
        }
        String sent = tree.path(validity.name()).asText("");
        if (sent.equals(VALID) || sent.equals(NOT_YET)) {
            replacement(record, kind)
                    .ifPresent(other -> found.add(Contradiction.of(
                            record,
                            Code.VALIDITY_OUTDATED,
                            validity.name(),
                            "有效性仍标为%s，但该信息已由“%s”替代；请把有效性改为废止。"
                                    .formatted(sent, other.summary().title()),
                            other)));
        }
    }

    private boolean hasPassed(JsonNode date) {
        return date.isTextual()
                && !LocalDate.parse(date.textValue())
                        .atStartOfDay(zone)
                        .toInstant()
                        .isAfter(now);
    }

    private Optional<Stored> replacement(Stored record, Kind<?> kind) {
        return relation(kind, ReferenceMeaning.REPLACES).stream()
                .flatMap(filter -> records.referencing(kind, filter, record.key(), false, MOST, null).stream())
                .findFirst()
                .flatMap(other -> records.stored(kind, kind.key(other.key())));
    }

    /** Reports a record that one of its successors claims to precede. Then none of them is in force. */
    private void circle(Stored record, Kind<?> kind, List<Contradiction> found) {
        Optional<Stored> first = replacement(record, kind);
        Optional<Stored> last = first;
        for (int i = 0; i < MAX_REPLACEMENTS && last.isPresent(); i++) {
            if (last.get().key().equals(record.key())) {
                found.add(Contradiction.of(
                        record,
                        Code.REPLACEMENT_CIRCLE,
                        null,
                        "它由“%s”替代，层层替代又回到它自己，各条因此都不再有效；请核对先后，改正其中一处。"
                                .formatted(first.get().summary().title()),
                        first.get()));
                return;
            }
            last = replacement(last.get(), kind);
        }
    }

    private static Optional<Filter> relation(Kind<?> kind, ReferenceMeaning relation) {
        return kind.fields().filters().stream()
                .filter(filter -> filter.relation() == relation && kind.name().equals(filter.labelKind()))
                .findFirst();
    }

    /** Kinds without dates describe the present. A record with a date may name records that have ended since. */
    private void references(Stored record, Kind<?> kind, List<Reference> references, List<Contradiction> found) {
        boolean describesPresent = kind.fields().times().isEmpty();
        for (Reference reference : references) {
            Kind<?> target = kinds.get(reference.kind());
            if (target == null || !reference.isLink() || !isPublished(target)) {
                continue;
            }
            Optional<Stored> named = records.stored(target, reference.key());
            if (named.isEmpty()) {
                missing(record, kind, target, reference, found);
            } else if (describesPresent
                    && isPlain(reference)
                    && !named.get().summary().inForce()) {
                ended(record, kind, target, reference, named.get(), found);
            }
        }
    }

    /** Whether any record of a kind is published. If not, its keys refer to another system. */
    private boolean isPublished(Kind<?> kind) {
        return published.computeIfAbsent(
                kind, each -> !records.after(List.of(each.name()), null, 1).isEmpty());
    }

    /** Whether the reference states only that the records belong together. */
    private static boolean isPlain(Reference reference) {
        return reference.filter() == null || reference.filter().relation() == ReferenceMeaning.NONE;
    }

    private void missing(Stored record, Kind<?> kind, Kind<?> target, Reference reference, List<Contradiction> found) {
        String why = switch (records.get(target, reference.key())) {
            case Found.Withdrawn withdrawn -> "已撤下";
            // such records normally end before those that name them, as a list ends before its result
            case Found.Expired expired -> target.isErasedOnceExpired() ? null : "已过公开期限";
            case Found.Absent absent -> "没有公开";
            case Found.Replaced replaced -> null;
            case Found.Present present -> null;
        };
        if (why != null) {
            found.add(Contradiction.of(
                    record,
                    Code.REFERENCE_MISSING,
                    reference.path(),
                    "%s写明的%s %s %s；请核对编号，或报送该%s，不再适用的请删去。"
                            .formatted(
                                    label(kind, reference), target.label(), reference.written(), why, target.label()),
                    null));
        }
    }

    private void ended(
            Stored record, Kind<?> kind, Kind<?> target, Reference reference, Stored named, List<Contradiction> found) {
        String successor = tree(named).path("successor").asText("");
        String wanted =
                successor.isEmpty() ? "请改为现有的%s".formatted(target.label()) : "承接它的是 %s，请核对后改写".formatted(successor);
        found.add(Contradiction.of(
                record,
                Code.REFERENCE_ENDED,
                reference.path(),
                "%s仍写明%s“%s”（%s），它已撤并、关闭或取消；%s。"
                        .formatted(
                                label(kind, reference),
                                target.label(),
                                named.summary().title(),
                                reference.written(),
                                wanted),
                named));
    }

    private static String label(Kind<?> kind, Reference reference) {
        return Optional.ofNullable(RecordFields.label(kind.type(), reference.path()))
                .orElse(reference.component());
    }

    private void bases(
            Stored record, Kind<?> kind, ObjectNode tree, List<Reference> references, List<Contradiction> found) {
        for (Stored basis : records.bases(kind, record.key(), false)) {
            Basis stated = stated(record, kind, tree, references, basis);
            found.add(Contradiction.of(
                    record,
                    Code.BASIS_ENDED,
                    stated.field(),
                    "%s“%s”已不再有效；请按现行文件核对后改写，不再适用的请撤下或注明。"
                            .formatted(stated.how(), basis.summary().title()),
                    basis));
        }
    }

    /**
     * How a record is based on another.
     *
     * @param field of the record, {@code null} if the other record states it
     */
    private record Basis(String field, String how) {}

    private Basis stated(Stored record, Kind<?> kind, ObjectNode tree, List<Reference> references, Stored basis) {
        Optional<Reference> own = reference(references, basis);
        if (own.isPresent()) {
            return new Basis(own.get().path(), relation(kind, tree, own.get()) + "写明的");
        }
        ObjectNode other = tree(basis);
        Kind<?> otherKind = kinds.get(basis.kind());
        Optional<Reference> theirs = reference(
                declared.computeIfAbsent(otherKind, DeclaredValues::new).references(other), record);
        if (theirs.isPresent()) {
            return new Basis(null, "对方注明与本信息的关系为“%s”，而对方".formatted(relation(otherKind, other, theirs.get())));
        }
        return kind.fields().citing().stream()
                .findFirst()
                .map(field -> new Basis(field, name(kind, field) + "引用的"))
                .orElseGet(() -> new Basis(null, "所依据的"));
    }

    private static Optional<Reference> reference(List<Reference> references, Stored target) {
        return references.stream()
                .filter(reference -> reference.kind().equals(target.kind())
                        && reference.key().equals(target.key()))
                .findFirst();
    }

    /** The name of the relation that is stated beside a reference, or else of its component. */
    private static String relation(Kind<?> kind, ObjectNode tree, Reference reference) {
        String path = reference.path();
        if (path.endsWith(".key")) {
            String beside = path.substring(0, path.length() - "key".length()) + RELATION;
            String code = tree.at("/" + beside.replaceAll("\\[(\\d+)]", "/$1").replace('.', '/'))
                    .asText();
            String name = RecordFields.choice(kind.type(), beside, code);
            if (name != null) {
                return name;
            }
        }
        return name(kind, reference.component());
    }

    private static String name(Kind<?> kind, String component) {
        return Optional.ofNullable(RecordFields.label(kind.type(), component)).orElse(component);
    }

    /** Reports two replacements of one record. Each may replace a part of it, so publishers are only asked to check. */
    private void replacements(Stored record, Kind<?> kind, List<Reference> references, List<Contradiction> found) {
        Filter replaces = relation(kind, ReferenceMeaning.REPLACES).orElse(null);
        Filter replacedBy = relation(kind, ReferenceMeaning.REPLACED_BY).orElse(null);
        if (replaces == null || replacedBy == null) {
            return;
        }
        for (var replaced : records.referencing(kind, replacedBy, record.key(), false, MOST, null)) {
            records.referencing(kind, replaces, replaced.key(), true, MOST, null).stream()
                    .filter(other -> !kind.key(other.key()).equals(record.key()))
                    .flatMap(other -> records.stored(kind, kind.key(other.key())).stream())
                    .findFirst()
                    .ifPresent(other -> found.add(Contradiction.of(
                            record,
                            Code.REPLACEMENT_DOUBLE,
                            null,
                            "它与“%s”都替代“%s”，而且都有效；请核对，由后者替代前者的请注明，替代对象有误的请更正。"
                                    .formatted(other.summary().title(), replaced.title()),
                            other)));
        }
    }
}
