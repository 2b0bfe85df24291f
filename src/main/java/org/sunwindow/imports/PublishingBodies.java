package org.sunwindow.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.json.RecordFields;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.Ownership;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publisher.Publisher;

/**
 * Refuses records in the name of an organization of another publisher: records that name it as the publishing body, or
 * belong to it. The sender must have the right to write the record of the organization. An organization that is not in the
 * directory, or that nobody owns, is open to all. Serves one run, which reads the directory at its first such record; not
 * thread-safe.
 */
final class PublishingBodies {

    /** The component of all records that name their publishing body. */
    private static final String PUBLISHER = "publisher";

    private final Ownerships ownerships;
    private final Publisher publisher;
    private Map<String, List<Ownership>> byName;
    private final Map<String, Ownership> byKey = new HashMap<>();

    PublishingBodies(Ownerships ownerships, Publisher publisher) {
        this.ownerships = ownerships;
        this.publisher = publisher;
    }

    /**
     * An organization in whose name a record is published.
     *
     * @param field of the record
     * @param value key or name of the organization, as it was sent
     */
    record Body(String field, String value, boolean isKey) {}

    static <R> List<Body> of(Kind<R> kind, R record, String publisher) {
        Stream<Body> names = publisher == null ? Stream.empty() : Stream.of(new Body(PUBLISHER, publisher, false));
        Stream<Body> keys = kind.fields().organizations(record).entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(key -> new Body(field.getKey(), key, true)));
        return Stream.concat(names, keys).toList();
    }

    /**
     * The fault of a record in the name of an organization that the sender may not write.
     *
     * @param owner the publisher that the organization belongs to
     */
    record Foreign(Problem.Item fault, String owner) {}

    /** Returns the faults of a record in the name of organizations that the sender may not write. */
    List<Foreign> foreign(List<Body> bodies, Class<?> type) {
        var found = new ArrayList<Foreign>();
        for (Body body : bodies) {
            owner(body).ifPresent(owner -> found.add(new Foreign(fault(body, type), owner)));
        }
        return found;
    }

    private static Problem.Item fault(Body body, Class<?> type) {
        return new Problem.Item(
                body.field(),
                ProblemCode.PUBLISHER_FOREIGN.code(),
                "该机构由其他发布方报送，本凭据未获准以它的名义发布；请核对机构，确应由本方发布的，请管理员准许",
                RecordFields.label(type, body.field()),
                body.value());
    }

    /** Returns the publisher that an organization belongs to, if the sender may not write its record. */
    private Optional<String> owner(Body body) {
        if (publisher.isAdministrator()) {
            return Optional.empty();
        }
        if (byName == null) {
            byName = ownerships.byTitle(Fields.ORGANIZATION);
            byName.values().forEach(same -> same.forEach(each -> byKey.put(each.key(), each)));
        }
        String wanted = Identifier.canonical(body.value());
        List<Ownership> named =
                body.isKey() ? Stream.ofNullable(byKey.get(wanted)).toList() : byName.getOrDefault(wanted, List.of());
        return named.stream().anyMatch(each -> each.allows(publisher))
                ? Optional.empty()
                : named.stream().map(Ownership::owner).findFirst();
    }
}
