package org.sunwindow.calendar;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Days that have been imported. They are read again every few seconds; while the database is away, the last ones known
 * stay.
 */
@ApplicationScoped
public class CalendarStore {

    private static final Logger LOG = Logger.getLogger(CalendarStore.class);
    private static final int EVERY_SECONDS = 5;

    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("calendar").daemon().factory());
    private final WorkingCalendar calendar;

    CalendarStore(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    void start(@Observes StartupEvent event) {
        reader.scheduleWithFixedDelay(this::readAgain, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        reader.shutdownNow();
    }

    /** Reads what has been imported. */
    public void refresh() {
        calendar.correct(QuarkusTransaction.requiringNew()
                .call(() -> StoredDay.<StoredDay>listAll().stream()
                        .map(StoredDay::day)
                        .toList()));
    }

    private void readAgain() {
        try {
            refresh();
        } catch (RuntimeException e) {
            // the database is away, which publication.Store tells, or has not been made yet
            LOG.debugf("the calendar was not read: %s", e.getMessage());
        }
    }

    /**
     * Keeps a day, in the transaction of the caller.
     *
     * @param rehearsal only to tell what would become of it
     * @return what it replaces, {@code null} for nothing
     */
    public CalendarDay put(CalendarDay day, boolean rehearsal) {
        StoredDay stored = StoredDay.findById(day.date());
        CalendarDay before = stored == null ? null : stored.day();
        if (!rehearsal && !day.equals(before)) {
            StoredDay target = Objects.requireNonNullElseGet(stored, StoredDay::new);
            target.take(day);
            if (stored == null) {
                target.date = day.date();
                target.persist();
            }
        }
        return before;
    }

    /**
     * Takes a day back, in the transaction of the caller: what is announced for it holds again.
     *
     * @return whether there was anything to take back
     */
    public boolean remove(LocalDate date, boolean rehearsal) {
        return rehearsal ? StoredDay.findById(date) != null : StoredDay.deleteById(date);
    }
}
