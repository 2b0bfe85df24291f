package org.sunwindow.calendar;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.LocalDate;
import org.jboss.logging.Logger;
import org.sunwindow.Rehearsal;
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
     * @param rehearsal {@code null} unless it is a dry run, which computes the outcome only
     */
    Outcome put(CalendarDay day, Rehearsal<LocalDate, CalendarDay> rehearsal) {
        StoredDay stored = StoredDay.findById(day.date());
        CalendarDay present = present(day.date(), stored, rehearsal);
        if (day.equals(present)) {
            return Outcome.UNCHANGED;
        }
        if (rehearsal != null) {
            rehearsal.put(day.date(), day);
        } else if (stored == null) {
            StoredDay.of(day).persist();
        } else {
            stored.set(day);
        }
        return present == null ? Outcome.CREATED : Outcome.CHANGED;
    }

    private static CalendarDay present(LocalDate date, StoredDay stored, Rehearsal<LocalDate, CalendarDay> rehearsal) {
        if (rehearsal != null && rehearsal.knows(date)) {
            return rehearsal.get(date);
        }
        return stored == null ? null : stored.day();
    }

    /**
     * Removes a day, for which the announced calendar applies again. Joins the transaction of the caller.
     *
     * @param rehearsal {@code null} unless it is a dry run, which computes the result only
     * @return whether the day existed
     */
    boolean remove(LocalDate date, Rehearsal<LocalDate, CalendarDay> rehearsal) {
        if (rehearsal == null) {
            return StoredDay.deleteById(date);
        }
        boolean existed = present(date, StoredDay.findById(date), rehearsal) != null;
        rehearsal.put(date, null);
        return existed;
    }
}
