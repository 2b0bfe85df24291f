package org.sunwindow.imports;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.ExpiredRecordEraser;

/** Erases expired records every minute, of the kinds for which {@link Kind#isErasedOnceExpired} is true. */
@ApplicationScoped
class ExpiredRecordsRetention {

    private static final String INTERVAL = "1m";
    private static final Logger LOG = Logger.getLogger(ExpiredRecordsRetention.class);

    private final ExpiredRecordEraser records;
    private final Set<String> kinds;

    ExpiredRecordsRetention(ExpiredRecordEraser records, Kinds kinds) {
        this.records = records;
        this.kinds = kinds.all().stream()
                .filter(Kind::isErasedOnceExpired)
                .map(Kind::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            erase();
        } catch (RuntimeException e) {
            // left to the next run; an unreachable database is logged by DatabaseMonitor
            LOG.debugf("expired records were not erased: %s", e.getMessage());
        }
    }

    void erase() {
        while (records.erase(kinds)) {
            // each batch is a transaction of its own
        }
    }
}
