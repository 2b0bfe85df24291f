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
 * Ends the runs whose process was killed, at start and every minute, so that they are logged and counted as other
 * interrupted runs are, by one of the instances.
 */
@ApplicationScoped
public class AbandonedRuns {

    private static final Logger LOG = Logger.getLogger(AbandonedRuns.class);

    private static final String INTERVAL = "1m";

    private static final String REASON = "处理这次导入的程序已中止运行；此前已计入的各行已经保存，重新报送整个文件即可。";

    private final ImportRuns runs;
    private final RunLog log;

    AbandonedRuns(ImportRuns runs, RunLog log) {
        this.runs = runs;
        this.log = log;
    }

    @Scheduled(every = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
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
            run.reason = REASON;
            run.finishedAt = run.touchedAt;
        }
        return abandoned.stream().map(runs::report).toList();
    }
}
