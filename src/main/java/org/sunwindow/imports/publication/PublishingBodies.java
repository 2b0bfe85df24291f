package org.sunwindow.imports.publication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.Ownership;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publisher.Publisher;

/**
 * Refuses records in the name of an organization of another publisher: records that name it as the publishing body,
 * belong to it, or are an organization that takes its name. The sender must have the right to write the record of the
 * organization. An organization that is not in the directory, or that nobody owns, is open to all. Serves one run,
 * which reads the directory once, at its first such record; not thread-safe.
 */
final class PublishingBodies {

    /** The component of all records that name their publishing body. */
    private static final String PUBLISHER = "publisher";

    private final Ownerships ownerships;
    private final Kind<?> organizations;
    private final StrictJson json;
    private final Publisher publisher;

    /** By key and by every name, in canonical form. */
    private Map<String, List<Ownership>> byName;

    private final Map<String, Ownership> byKey = new HashMap<>();

    PublishingBodies(Ownerships ownerships, Kinds kinds, StrictJson json, Publisher publisher) {
        this.ownerships = ownerships;
        this.organizations = kinds.get(Fields.ORGANIZATION);
        this.json = json;
        this.publisher = publisher;
    }

    /** How a record refers to an organization. */
    private enum Use {
        NAMED,
        REFERRED_TO,
        /** The record is an organization of this name or key. */
        TAKEN
    }

    /**
     * An organization in whose name a record is published.
     *
     * @param field of the record
     * @param value key or name of the organization, as it was sent
     */
    record Body(String field, String value, Use use) {}

    static <R> List<Body> of(Kind<R> kind, R record, String key, String publisher) {
        var bodies = new ArrayList<Body>();
        if (publisher != null) {
            bodies.add(new Body(PUBLISHER, publisher, Use.NAMED));
        }
        kind.fields()
                .organizations(record)
                .forEach((field, keys) -> keys.forEach(each -> bodies.add(new Body(field, each, Use.REFERRED_TO))));
        if (kind.name().equals(Fields.ORGANIZATION)) {
            bodies.add(new Body(kind.keyFields().getFirst(), key, Use.TAKEN));
            kind.names(record).forEach((field, name) -> bodies.add(new Body(field, name, Use.TAKEN)));
        }
        return bodies;
    }

    /**
     * The fault of a record in the name of an organization that the sender may not write.
     *
     * @param owner the publisher that the organization belongs to
     */
    record Foreign(Problem.Item fault, String owner) {}

    /**
     * Returns the faults of a record in the name of organizations that the sender may not write.
     *
     * @param key of the record
     */
    List<Foreign> foreign(List<Body> bodies, Class<?> type, String key) {
        var found = new ArrayList<Foreign>();
        for (Body body : bodies) {
            owner(body, key).ifPresent(owner -> found.add(new Foreign(fault(body, type), owner)));
        }
        return found;
    }

    private static Problem.Item fault(Body body, Class<?> type) {
        return new Problem.Item(
                body.field(),
                ProblemCode.PUBLISHER_FOREIGN.code(),
                body.use() == Use.TAKEN
                        ? "与其他发布方的机构的名称、简称、曾用名、编号或统一社会信用代码相同；请核对，只是重名的请写全称，确为同一机构的，请管理员导入或移交"
                        : "该机构由其他发布方报送，本凭据未获准以它的名义发布；请核对机构，确应由本方发布的，请管理员准许",
                RecordFields.label(type, body.field()),
                body.value());
    }

    /** Returns the publisher that an organization belongs to, if the sender may not write its record. */
    private Optional<String> owner(Body body, String key) {
        if (publisher.isAdministrator()) {
            return Optional.empty();
        }
        if (byName == null) {
            read();
        }
        String wanted = Identifier.canonical(body.value());
        List<Ownership> meant = body.use() == Use.REFERRED_TO
                ? Optional.ofNullable(byKey.get(wanted)).stream().toList()
                : byName.getOrDefault(wanted, List.of());
        boolean taken = body.use() == Use.TAKEN;
        boolean allowed = meant.stream()
                // a name that the record already has is not taken anew, for example that of a record which an
                // administrator has handed over
                .filter(each -> !taken || each.key().equals(key))
                .anyMatch(each -> each.allows(publisher));
        return allowed
                ? Optional.empty()
                : meant.stream()
                        // the store refuses to replace the record of another
                        .filter(each -> !taken || !each.key().equals(key))
                        .filter(each -> !each.allows(publisher))
                        .map(Ownership::owner)
                        .findFirst();
    }

    private void read() {
        byName = new HashMap<>();
        if (organizations != null) {
            ownerships.each(organizations.name(), (ownership, record) -> {
                byKey.put(ownership.key(), ownership);
                add(ownership, organizations, record);
            });
        }
    }

    private <R> void add(Ownership ownership, Kind<R> kind, String record) {
        add(ownership, ownership.key());
        kind.names(json.readStored(record, kind.type())).values().forEach(name -> add(ownership, name));
    }

    private void add(Ownership ownership, String name) {
        byName.computeIfAbsent(Identifier.canonical(name), each -> new ArrayList<>(1))
                .add(ownership);
    }
}
