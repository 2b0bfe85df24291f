package org.sunwindow.imports.run;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.sunwindow.BatchedDeletion;
import org.sunwindow.imports.ImportSettings;
import org.sunwindow.publisher.Publishers;

/** Deletes old runs with their rejects every hour. Those of the sample data stay: they show that it was imported. */
@ApplicationScoped
public class ImportRunRetention {

    private static final String INTERVAL = "1h";

    private static final String OLD = "i.started_at <= ? and i.publisher <> '" + Publishers.SAMPLE_DATA + "'";

    /** Before the runs, so that no statement deletes the many rejects of many runs. */
    private static final String REJECTS = "delete from import_reject where ctid = any(array("
            + "select r.ctid from import_reject r join import_run i on i.id = r.run_id where " + OLD + " limit "
            + BatchedDeletion.BATCH + " for update of r skip locked))";

    private static final String RUNS = "delete from import_run where id in (select i.id from import_run i where " + OLD
            + " and not exists (select from import_reject r where r.run_id = i.id) limit " + BatchedDeletion.BATCH
            + " for update of i skip locked)";

    private final BatchedDeletion rows;
    private final Clock clock;
    private final ImportSettings settings;

    ImportRunRetention(DataSource database, Clock clock, ImportSettings settings) {
        this.rows = new BatchedDeletion(database);
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        rows.run(this::purge);
    }

    void stop(@Observes ShutdownEvent event) {
        rows.stop();
    }

    public void purge() throws SQLException {
        var expiry = OffsetDateTime.ofInstant(clock.instant().minus(settings.keepRuns()), ZoneOffset.UTC);
        rows.delete(REJECTS, statement -> statement.setObject(1, expiry));
        rows.delete(RUNS, statement -> statement.setObject(1, expiry));
    }
}
