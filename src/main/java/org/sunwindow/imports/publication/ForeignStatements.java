package org.sunwindow.imports.publication;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.publication.PublicationImport.Operation;
import org.sunwindow.json.RecordFields;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.publication.Ownership;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publication.PublicationId;
import org.sunwindow.publication.Publications;
import org.sunwindow.publisher.OwnerRights;
import org.sunwindow.publisher.Publisher;

/**
 * Warns of statements about records that the owner may not write: they have no effect, see {@link ReferenceMeaning}.
 */
final class ForeignStatements {

    private final Ownerships ownerships;
    private final Kinds kinds;
    private final OwnerRights rights;

    ForeignStatements(Ownerships ownerships, Kinds kinds, OwnerRights rights) {
        this.ownerships = ownerships;
        this.kinds = kinds;
        this.rights = rights;
    }

    /**
     * Returns the warnings of those operations that are stored.
     *
     * @param missing records that the sender must not know of
     */
    Map<Integer, List<Problem.Item>> find(
            List<Operation> operations,
            List<Publications.Outcome> outcomes,
            Set<PublicationId> missing,
            Publisher sender) {
        var stating = new HashMap<Integer, Operation>();
        for (int i = 0; i < operations.size(); i++) {
            if (!operations.get(i).statements().isEmpty() && PublicationWarnings.isStored(outcomes.get(i))) {
                stating.put(i, operations.get(i));
            }
        }
        if (stating.isEmpty()) {
            return Map.of();
        }
        var ids = new HashSet<PublicationId>();
        stating.values().forEach(operation -> {
            ids.add(operation.write().id());
            ids.addAll(operation.statements());
        });
        Map<PublicationId, Ownership> known = ownerships(ids);
        var warnings = new HashMap<Integer, List<Problem.Item>>();
        stating.forEach((position, operation) -> {
            Ownership own = known.get(operation.write().id());
            // in a dry run, a new record is not stored
            String writer = own == null ? sender.name() : text(own.owner());
            List<Problem.Item> items = operation.statements().stream()
                    .filter(other -> !missing.contains(other))
                    .map(known::get)
                    .filter(Objects::nonNull)
                    .filter(other -> !rights.mayWrite(writer, text(other.owner()), text(other.division())))
                    .map(other -> warning(operation, other.key()))
                    .toList();
            if (!items.isEmpty()) {
                warnings.put(position, items);
            }
        });
        return warnings;
    }

    private static String text(String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private Map<PublicationId, Ownership> ownerships(Set<PublicationId> ids) {
        var known = new HashMap<PublicationId, Ownership>();
        ids.stream()
                .collect(Collectors.groupingBy(
                        PublicationId::kind, Collectors.mapping(PublicationId::key, Collectors.toSet())))
                .forEach((kind, keys) -> known.putAll(ownerships.of(kind, keys).stream()
                        .collect(Collectors.toMap(each -> new PublicationId(kind, each.key()), Function.identity()))));
        return known;
    }

    private Problem.Item warning(Operation operation, String key) {
        var reference = operation.references().stream()
                .filter(each -> each.key().equals(key))
                .findFirst();
        Kind<?> kind = kinds.get(operation.write().kind());
        return new Problem.Item(
                reference.map(each -> each.path()).orElse(""),
                "relation.foreign",
                "这条%s属于其他发布方，本行对它的注明（替代它，或由它解读、回应、转发）不作数：不改变它的有效性，也不在它的页面列出；请由它的发布方注明".formatted(kind.label()),
                reference
                        .map(each -> RecordFields.label(operation.type(), each.path()))
                        .orElse(null),
                reference.map(each -> each.written()).orElse(key));
    }
}
