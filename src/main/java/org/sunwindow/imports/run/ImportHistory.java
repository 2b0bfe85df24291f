package org.sunwindow.imports.run;

import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.http.parameter.TimePosition;
import org.sunwindow.publisher.Publisher;

/** Lists runs. A publisher sees its own, administrators see all. */
@ApplicationScoped
public class ImportHistory {

    private final ImportRuns runs;

    public ImportHistory(ImportRuns runs) {
        this.runs = runs;
    }

    /**
     * Which runs to list. All but {@code size} may be {@code null}.
     *
     * @param fileName part of the name, in any case
     * @param from     first start, inclusive
     * @param to       last start, inclusive
     * @param after    last run of the previous page
     */
    public record Selection(
            String kind,
            ImportRun.State state,
            String publisher,
            String fileName,
            Instant from,
            Instant to,
            int size,
            TimePosition after) {}

    /** Conditions of a query that all hold, with their values. */
    private static final class Conditions {

        private final List<String> all = new ArrayList<>(List.of("1 = 1"));
        private final Map<String, Object> values = new HashMap<>();

        /** Adds a condition unless its value is {@code null}. */
        Conditions and(String condition, String name, Object value) {
            if (value != null) {
                all.add(condition);
                values.put(name, value);
            }
            return this;
        }

        Conditions with(String name, Object value) {
            values.put(name, value);
            return this;
        }
    }

    @Transactional
    public ImportReport.Page list(Selection selection, Publisher publisher) {
        var conditions = new Conditions()
                .and("publisher = :own", "own", publisher.isAdministrator() ? null : publisher.name())
                .and("publisher = :publisher", "publisher", selection.publisher())
                .and("kind = :kind", "kind", selection.kind())
                .and("position(lower(:name) in lower(fileName)) > 0", "name", selection.fileName())
                .and("startedAt >= :since", "since", selection.from())
                .and("startedAt <= :until", "until", selection.to());
        TimePosition after = selection.after();
        if (after != null) {
            conditions
                    .and("(startedAt < :at or startedAt = :at and id < :id)", "at", after.at())
                    .with("id", after.id());
        }
        addState(selection.state(), conditions);
        List<ImportRun> found = ImportRun.<ImportRun>find(
                        String.join(" and ", conditions.all) + " order by startedAt desc, id desc", conditions.values)
                .page(Page.ofSize(selection.size() + 1))
                .list();
        boolean isLast = found.size() <= selection.size();
        List<ImportRun> page = isLast ? found : found.subList(0, selection.size());
        return new ImportReport.Page(
                page.stream().map(runs::report).toList(),
                isLast ? null : new TimePosition(page.getLast().startedAt, page.getLast().id).toString());
    }

    /** Adds the condition for a state as it is reported: a run whose sender has disappeared counts as interrupted. */
    private void addState(ImportRun.State state, Conditions conditions) {
        if (state == ImportRun.State.RUNNING) {
            conditions
                    .and("state = :state and (background = true or touchedAt >= :abandoned)", "state", state)
                    .with("abandoned", runs.abandonedBefore());
        } else if (state == ImportRun.State.INTERRUPTED) {
            conditions
                    .and(
                            "(state = :state or state = :running and background = false and touchedAt < :abandoned)",
                            "state",
                            state)
                    .with("running", ImportRun.State.RUNNING)
                    .with("abandoned", runs.abandonedBefore());
        } else {
            conditions.and("state = :state", "state", state);
        }
    }
}
