package org.sunwindow.attachment.upload;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;
import org.sunwindow.attachment.AttachmentSettings;
import org.sunwindow.attachment.FileFolder;
import org.sunwindow.publication.RemovedFiles;

/**
 * Deletes the files that no record names any more: first their rows in the database, then the bytes in the folder of
 * each instance. So the content of a withdrawn record or an ended notice does not survive in its attachments.
 */
@ApplicationScoped
class UnusedFiles {

    private static final String INTERVAL = "1h";
    private static final Logger LOG = Logger.getLogger(UnusedFiles.class);

    private final RemovedFiles files;
    private final FileFolder folder;
    private final Clock clock;
    private final Duration unusedFor;

    UnusedFiles(RemovedFiles files, FileFolder folder, Clock clock, AttachmentSettings settings) {
        this.files = files;
        this.folder = folder;
        this.clock = clock;
        this.unusedFor = settings.unusedFor();
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            delete();
        } catch (IOException | RuntimeException e) {
            // left to the next run; an unreachable database is logged by DatabaseMonitor
            LOG.debugf("unused files were not deleted: %s", e.getMessage());
        }
    }

    void delete() throws IOException {
        files.deleteUnused(clock.instant().minus(unusedFor));
        Set<String> removed = files.removed(folder.hashes());
        if (!removed.isEmpty()) {
            files.removeBytes(removed, folder::delete);
        }
    }
}
