package org.sunwindow.imports.quarantine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.TimePosition;
import org.sunwindow.imports.quarantine.QuarantineEntry.State;
import org.sunwindow.publication.Ownership;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.WriteAudit;

/**
 * Lists, releases and revokes entries on behalf of publishers. A publisher sees the entries of its own lines, and of
 * those of publishers whose records it may write; administrators see all. Other entries are reported as not found.
 */
@ApplicationScoped
class QuarantineEntries {

    private static final int PAGE = 100;

    private static final String REVOKED = "放行已收回。已公开的记录不变，下一次报送含有同样内容的该记录时退回；须立即停止公开的，请另行撤下。";

    private final Clock clock;
    private final QuarantineSettings settings;
    private final Ownerships ownerships;
    private final WriteAudit audit;

    QuarantineEntries(Clock clock, QuarantineSettings settings, Ownerships ownerships, WriteAudit audit) {
        this.clock = clock;
        this.settings = settings;
        this.ownerships = ownerships;
        this.audit = audit;
    }

    /**
     * Which entries to list. Components may be {@code null}.
     *
     * @param run   import that sent the line last
     * @param after last entry of the previous page
     */
    record Selection(String kind, State state, UUID run, TimePosition after) {}

    @Transactional
    QuarantineReport.Page list(Selection selection, Publisher publisher) {
        var conditions = new ArrayList<>(List.of("expiresAt > :now"));
        var values = new HashMap<String, Object>(Map.of("now", clock.instant()));
        if (!publisher.isAdministrator()) {
            add(conditions, values, "publisher in :owners", "owners", publisher.owners());
        }
        add(conditions, values, "kind = :kind", "kind", selection.kind());
        add(conditions, values, "state = :state", "state", selection.state());
        add(conditions, values, "runId = :run", "run", selection.run());
        if (selection.after() != null) {
            add(
                    conditions,
                    values,
                    "(heldAt < :at or heldAt = :at and id < :id)",
                    "at",
                    selection.after().at());
            values.put("id", selection.after().id());
        }
        List<QuarantineEntry> page = QuarantineEntry.<QuarantineEntry>find(
                        String.join(" and ", conditions) + " order by heldAt desc, id desc", values)
                .page(0, PAGE)
                .list();
        String next = page.size() < PAGE ? null : new TimePosition(page.getLast().heldAt, page.getLast().id).toString();
        return new QuarantineReport.Page(page.stream().map(this::report).toList(), next);
    }

    private static void add(
            List<String> conditions, Map<String, Object> values, String condition, String name, Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    @Transactional
    Optional<QuarantineReport> find(UUID id, Publisher publisher) {
        return QuarantineEntry.<QuarantineEntry>findByIdOptional(id)
                .filter(entry -> isVisible(entry, publisher))
                .map(this::report);
    }

    private boolean isVisible(QuarantineEntry entry, Publisher publisher) {
        return entry.expiresAt.isAfter(clock.instant())
                && (publisher.isAdministrator() || publisher.owners().contains(entry.publisher));
    }

    private QuarantineReport report(QuarantineEntry entry) {
        return QuarantineReport.of(entry, clock.getZone());
    }

    /**
     * Releases the values of an entry, and records it in the audit.
     *
     * @param reason free of personal data
     * @throws ProblemException if there is no such entry for the publisher, if it may not release it, or if the entry
     *     is not {@link State#HELD}
     */
    @Transactional
    QuarantineReport release(UUID id, String reason, Publisher publisher) {
        QuarantineEntry entry = decidable(id, State.HELD, publisher);
        entry.release(publisher.name(), reason, clock.instant(), settings.released());
        record(entry, WriteAudit.Action.RELEASED, reason, publisher);
        return report(entry);
    }

    /**
     * Revokes a release, and records it in the audit. Published records do not change.
     *
     * @throws ProblemException as {@link #release}, if the entry is not {@link State#RELEASED}
     */
    @Transactional
    QuarantineReport revoke(UUID id, Publisher publisher) {
        QuarantineEntry entry = decidable(id, State.RELEASED, publisher);
        entry.hold(clock.instant(), settings.held());
        record(entry, WriteAudit.Action.RELEASE_REVOKED, null, publisher);
        return report(entry).withHint(REVOKED);
    }

    private QuarantineEntry decidable(UUID id, State state, Publisher publisher) {
        QuarantineEntry entry = QuarantineEntry.locked(id)
                .filter(found -> isVisible(found, publisher))
                .orElseThrow(QuarantineEntries::notFound);
        publisher.require(entry.kind);
        if (!publisher.mayRelease()) {
            throw new ProblemException(ProblemCode.PUBLISHER_RELEASE, "该凭据未获准放行，请由有权的发布方或管理员办理。");
        }
        boolean allowed = ownership(entry)
                .map(record -> record.allows(publisher))
                .orElseGet(() -> publisher.mayWrite(entry.publisher, null));
        if (!allowed) {
            throw new ProblemException(ProblemCode.PUBLISHER_FOREIGN, "该编号的记录属于其他发布方，不能放行。");
        }
        if (entry.state != state) {
            throw new ProblemException(
                    ProblemCode.QUARANTINE_DECIDED,
                    state == State.HELD ? "只能放行隔离中的条目，该条目已放行或已更正。" : "只能收回已放行的条目，该条目隔离中或已更正。");
        }
        return entry;
    }

    static ProblemException notFound() {
        return new ProblemException(ProblemCode.QUARANTINE_NOT_FOUND, "没有这个隔离条目：编号有误，已过保存期限，或者后来报送的该记录在这一字段中的内容不同。");
    }

    private Optional<Ownership> ownership(QuarantineEntry entry) {
        return ownerships.of(entry.kind, Set.of(entry.key)).stream().findFirst();
    }

    private void record(QuarantineEntry entry, WriteAudit.Action action, String reason, Publisher publisher) {
        var state = ownership(entry)
                .map(record -> new WriteAudit.State(record.owner(), record.revision()))
                .orElse(WriteAudit.State.NONE);
        audit.add(
                new Origin(publisher, entry.id),
                Stream.of(
                        new WriteAudit.Entry(entry.kind, WriteAudit.Key.of(entry.key), action, state, state, reason)));
    }
}
