package org.sunwindow.imports.publication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.publication.PublicationImport.Operation;
import org.sunwindow.json.RecordFields;
import org.sunwindow.kind.DeclaredValues.Reference;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.publication.Publications;
import org.sunwindow.publisher.Publisher;

/**
 * Finds cycles of parents, which a tree cannot have. The rules of a kind already reject a record that is its own
 * parent.
 */
final class Circles {

    /** Levels that are followed, as many as reads follow. */
    private static final int MAX_LEVELS = 10;

    private final Publications publications;

    Circles(Publications publications) {
        this.publications = publications;
    }

    /**
     * Returns a warning by the position of each operation that closes a cycle. Each level takes one query for all
     * operations.
     */
    Map<Integer, Problem.Item> find(List<Operation> operations, List<Publications.Outcome> outcomes, Publisher sender) {
        var paths = new HashMap<Integer, List<String>>();
        var written = new HashMap<String, String>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            String parent = parent(operation);
            if (parent != null && PublicationWarnings.isStored(outcomes.get(i))) {
                String key = operation.write().identity().key();
                paths.put(i, new ArrayList<>(List.of(key, parent)));
                written.put(key, parent);
            }
        }
        var warnings = new HashMap<Integer, Problem.Item>();
        for (int level = 0; level < MAX_LEVELS && !paths.isEmpty(); level++) {
            String kind = operations.getFirst().write().kind();
            Set<String> unknown = paths.values().stream()
                    .map(path -> Identifier.canonical(path.getLast()))
                    .filter(key -> !written.containsKey(key))
                    .collect(Collectors.toSet());
            Map<String, String> stored = publications.parents(kind, unknown, sender);
            unknown.forEach(key -> written.put(key, stored.get(key)));
            paths.entrySet().removeIf(entry -> {
                List<String> path = entry.getValue();
                String next = written.get(Identifier.canonical(path.getLast()));
                if (next == null) {
                    return true;
                }
                path.add(next);
                if (Identifier.same(next, path.getFirst())) {
                    // the first key is canonical, but the warning shows keys as they were written
                    path.set(0, next);
                    warnings.put(entry.getKey(), warning(operations.get(entry.getKey()), path));
                    return true;
                }
                return false;
            });
        }
        return warnings;
    }

    /** Returns the parent as it is written, {@code null} for none. */
    private static String parent(Operation operation) {
        return operation.references().stream()
                .filter(reference -> reference.component().equals(RelatedRecords.PARENT))
                .filter(reference -> reference.kind().equals(operation.write().kind()))
                .map(Reference::written)
                .findFirst()
                .orElse(null);
    }

    private static Problem.Item warning(Operation operation, List<String> path) {
        return new Problem.Item(
                RelatedRecords.PARENT,
                "relation.circle",
                "上级层层向上又回到了本条：%s；请改正其中一处".formatted(String.join(" → ", path)),
                RecordFields.label(operation.type(), RelatedRecords.PARENT),
                path.get(1));
    }
}
