package org.sunwindow.calendar;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.LocalDate;
import org.jboss.logging.Logger;
import org.sunwindow.imports.target.ImportTarget.Outcome;

/**
 * Stores the imported days and copies them to the {@link WorkingCalendar} every five seconds, so that imports of other
 * instances become visible too. While the database is unreachable, the calendar keeps its last state.
 */
@ApplicationScoped
public class CalendarStore {

    private static final Logger LOG = Logger.getLogger(CalendarStore.class);
    private static final String INTERVAL = "5s";

    private final WorkingCalendar calendar;
    private boolean stopped;

    CalendarStore(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    /** Copies the imported days to the calendar. */
    public void refresh() {
        calendar.setCorrections(QuarkusTransaction.requiringNew()
                .call(() -> StoredDay.<StoredDay>listAll().stream()
                        .map(StoredDay::day)
                        .toList()));
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void poll() {
        if (stopped) {
            return;
        }
        try {
            refresh();
        } catch (RuntimeException e) {
            // unreachable, which DatabaseMonitor logs, or its schema does not exist yet
            LOG.debugf("the calendar was not refreshed: %s", e.getMessage());
        }
    }

    /** Waits for a running refresh, which needs the data source. */
    synchronized void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /**
     * Creates or replaces a day. Joins the transaction of the caller.
     *
     * @param dryRun whether to compute the outcome only
     */
    Outcome put(CalendarDay day, boolean dryRun) {
        StoredDay stored = StoredDay.findById(day.date());
        if (stored == null) {
            if (!dryRun) {
                StoredDay.of(day).persist();
            }
            return Outcome.CREATED;
        }
        if (day.equals(stored.day())) {
            return Outcome.UNCHANGED;
        }
        if (!dryRun) {
            stored.set(day);
        }
        return Outcome.CHANGED;
    }

    /**
     * Removes a day, for which the announced calendar applies again. Joins the transaction of the caller.
     *
     * @param dryRun whether to compute the result only
     * @return whether the day existed
     */
    boolean remove(LocalDate date, boolean dryRun) {
        return dryRun ? StoredDay.findById(date) != null : StoredDay.deleteById(date);
    }
}
