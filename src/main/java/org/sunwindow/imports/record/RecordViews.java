package org.sunwindow.imports.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.publication.StoredRecords;
import org.sunwindow.publication.StoredRecords.Stored;
import org.sunwindow.publisher.WriteAudit;
import org.sunwindow.publisher.WriteHistory;

/** Shows records to those who may write them. */
@ApplicationScoped
public class RecordViews {

    /** Writes that are shown of a record. */
    private static final int MAX_WRITES = 100;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final StoredRecords stored;
    private final WriteHistory history;
    private final Clock clock;

    RecordViews(StoredRecords stored, WriteHistory history, Clock clock) {
        this.stored = stored;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Shows a record that is not withdrawn.
     *
     * @param asSent returns what could have been sent for a stored JSON
     * @param before revision before which superseded states are shown
     */
    public RecordView of(String kind, Stored record, Function<String, ObjectNode> asSent, long before) {
        var states = stored.superseded(kind, record.key(), before).stream()
                .map(state -> new RecordView.State(
                        state.revision(), time(state.since()), time(state.until()), asSent.apply(state.json())))
                .toList();
        boolean hasMore = !states.isEmpty()
                && stored.hasSuperseded(kind, record.key(), states.getLast().revision());
        return new RecordView(
                kind,
                record.key(),
                record.owner(),
                record.revision(),
                time(record.changedAt()),
                time(record.visibleFrom()),
                time(record.visibleUntil()),
                asSent.apply(record.json()),
                history(kind, record.key()),
                states,
                hasMore ? states.getLast().revision() : null);
    }

    private List<RecordView.Entry> history(String kind, String key) {
        return history.of(kind, key, MAX_WRITES).stream()
                .map(write -> new RecordView.Entry(
                        time(write.at()),
                        write.publisher(),
                        write.action().name(),
                        write.from(),
                        write.to(),
                        write.fromOwner(),
                        write.toOwner(),
                        write.origin()))
                .toList();
    }

    /** Returns the answer for a record that is withdrawn or erased: who did it and when, but nothing of the record. */
    public ProblemException withdrawn(String kind, Stored record) {
        String when = time(record.changedAt()).format(MINUTE);
        if (record.expired()) {
            return new ProblemException(ProblemCode.RECORD_EXPIRED, "该记录已过公开期限，内容已于 %s 删去。".formatted(when));
        }
        String who = history.of(kind, record.key(), 1).stream()
                .filter(write -> write.action() == WriteAudit.Action.WITHDRAWN)
                .map(write -> "由 %s ".formatted(write.publisher()))
                .findFirst()
                .orElse("");
        return new ProblemException(
                ProblemCode.RECORD_WITHDRAWN, "该记录已于 %s %s撤下；要重新公开，请用 PUT 报送完整的记录。".formatted(when, who));
    }

    private OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atZone(clock.getZone()).toOffsetDateTime();
    }
}
