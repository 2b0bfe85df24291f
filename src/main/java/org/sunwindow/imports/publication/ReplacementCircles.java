package org.sunwindow.imports.publication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.publication.PublicationImport.Operation;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.DeclaredValues.Reference;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.StoredRecords;
import org.sunwindow.publisher.Publisher;

/**
 * Finds records that replace each other in a circle, so that none of them is in force. Follows what the records of a
 * batch and the stored ones that they name state about themselves and about others.
 */
final class ReplacementCircles {

    /** Records that are followed one after the other. */
    private static final int MAX_STEPS = 10;

    /** Stored records that are read for one batch. */
    private static final int MAX_RECORDS = 2_000;

    private final StoredRecords store;
    private final StrictJson json;
    private final Kinds kinds;

    ReplacementCircles(StoredRecords store, StrictJson json, Kinds kinds) {
        this.store = store;
        this.json = json;
        this.kinds = kinds;
    }

    /** Returns a warning by the position of each operation that closes a circle. Each step takes one query. */
    Map<Integer, Problem.Item> find(List<Operation> operations, List<Publications.Outcome> outcomes, Publisher sender) {
        var stating = new HashMap<Integer, Put>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            if (operation.write() instanceof Put put
                    && PublicationWarnings.isStored(outcomes.get(i))
                    && operation.references().stream()
                            .anyMatch(reference -> reference.kind().equals(put.kind()))) {
                stating.put(i, put);
            }
        }
        if (stating.isEmpty()) {
            return Map.of();
        }
        Kind<?> kind = kinds.get(operations.getFirst().write().kind());
        var successors = new Successors<>(kind);
        stating.values().forEach(put -> successors.add(put.identity().key(), put.json()));
        for (int step = 0; step < MAX_STEPS; step++) {
            Set<String> unread = successors.unread();
            if (unread.isEmpty() || successors.read.size() + unread.size() > MAX_RECORDS) {
                break;
            }
            Map<String, String> stored = store.json(kind.name(), unread, sender);
            unread.forEach(key -> successors.add(key, stored.get(key)));
        }
        var warnings = new HashMap<Integer, Problem.Item>();
        stating.forEach((position, put) -> {
            List<String> circle = successors.circle(put.identity().key());
            if (!circle.isEmpty()) {
                warnings.put(position, warning(operations.get(position), circle));
            }
        });
        return warnings;
    }

    /** The records that have taken the place of others, by canonical key. */
    private final class Successors<R> {

        private final Kind<R> kind;
        private final Map<String, Set<String>> newer = new HashMap<>();
        private final Map<String, String> written = new HashMap<>();
        private final Set<String> read = new HashSet<>();

        Successors(Kind<R> kind) {
            this.kind = kind;
        }

        /**
         * Adds what a record states.
         *
         * @param record {@code null} if there is none
         */
        void add(String key, String record) {
            read.add(key);
            if (record == null) {
                return;
            }
            R parsed = json.readStored(record, kind.type());
            written.putIfAbsent(key, key);
            kind.fields()
                    .stated(parsed, ReferenceMeaning.REPLACED_BY, kind.name())
                    .forEach(other -> link(key, other));
            kind.fields().stated(parsed, ReferenceMeaning.REPLACES, kind.name()).forEach(other -> link(other, key));
        }

        private void link(String from, String to) {
            String replaced = kind.key(from);
            String successor = kind.key(to);
            written.putIfAbsent(replaced, from);
            written.putIfAbsent(successor, to);
            newer.computeIfAbsent(replaced, key -> new LinkedHashSet<>()).add(successor);
        }

        Set<String> unread() {
            var unread = new HashSet<>(written.keySet());
            unread.removeAll(read);
            return unread;
        }

        /** Returns the shortest way from a record to itself, as the keys are written, empty if there is none. */
        List<String> circle(String start) {
            var before = new HashMap<String, String>();
            var next = new ArrayDeque<>(List.of(start));
            while (!next.isEmpty()) {
                String key = next.remove();
                for (String successor : newer.getOrDefault(key, Set.of())) {
                    if (before.putIfAbsent(successor, key) != null) {
                        continue;
                    }
                    if (successor.equals(start)) {
                        return way(start, before);
                    }
                    next.add(successor);
                }
            }
            return List.of();
        }

        private List<String> way(String start, Map<String, String> before) {
            var way = new ArrayList<>(List.of(written.get(start)));
            for (String key = before.get(start); !key.equals(start); key = before.get(key)) {
                way.addFirst(written.get(key));
            }
            way.addFirst(written.get(start));
            return way;
        }
    }

    private static Problem.Item warning(Operation operation, List<String> circle) {
        Reference stated = operation.references().stream()
                .filter(reference -> circle.stream().anyMatch(key -> Identifier.same(key, reference.written())))
                .findFirst()
                .orElse(operation.references().getFirst());
        return new Problem.Item(
                stated.path(),
                "replacement.circle",
                "替代关系绕成了一圈，各条因此都不再有效：%s（箭头指向替代它的一条）；请核对先后，改正写反的一条".formatted(String.join(" → ", circle)),
                RecordFields.label(operation.type(), stated.path()),
                stated.written());
    }
}
