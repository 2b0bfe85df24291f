package org.sunwindow.imports.run;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;

/**
 * Ends the runs whose process was killed, every minute, so that they are logged and counted as other
 * interrupted runs are, by one of the instances.
 */
@ApplicationScoped
public class AbandonedRuns {

    private static final Logger LOG = Logger.getLogger(AbandonedRuns.class);

    private static final String INTERVAL = "1m";

    private static final String REASON = "处理这次导入的程序已中止运行；";
    private static final String OF_IMPORT = "此前已计入的各行已经保存，重新报送整个文件即可。";
    private static final String OF_DRY_RUN = "试导入没有保存任何内容，可以重新报送。";
    private static final String OF_UNDO = "此前已计入的各条已经撤销，请再次撤销那次导入。";

    private final ImportRuns runs;
    private final RunLog log;

    AbandonedRuns(ImportRuns runs, RunLog log) {
        this.runs = runs;
        this.log = log;
    }

    /** Not at start: Prometheus sees no increase in what was counted before it looked for the first time. */
    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            end();
        } catch (RuntimeException e) {
            // unreachable, which DatabaseMonitor logs; the next time will do
            LOG.debugf("abandoned imports were not looked for: %s", ExceptionSummary.of(e));
        }
    }

    /** Ends all that count as abandoned. */
    public void end() {
        QuarkusTransaction.requiringNew().call(this::endAll).forEach(log::ended);
    }

    /** Another instance that looks at the same time waits for the locks, and does not find the runs any more. */
    private List<ImportReport> endAll() {
        List<ImportRun> abandoned = ImportRun.<ImportRun>find(
                        "state = ?1 and background = false and touchedAt < ?2",
                        ImportRun.State.RUNNING,
                        runs.abandonedBefore())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        for (ImportRun run : abandoned) {
            run.state = ImportRun.State.INTERRUPTED;
            run.reason = REASON + (run.undoes != null ? OF_UNDO : run.dryRun ? OF_DRY_RUN : OF_IMPORT);
            run.finishedAt = run.touchedAt;
        }
        return abandoned.stream().map(runs::report).toList();
    }
}
