package org.sunwindow.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;

/** Files that are no longer offered, until they are deleted. Thread-safe. */
final class RetiredFiles {

    private static final Logger LOG = Logger.getLogger(RetiredFiles.class);

    /** Retired since the last sweep. */
    private List<Path> late = new ArrayList<>();

    private final List<Path> early = new ArrayList<>();

    /** Files that are being read, and by how many. */
    private final Map<Path, Integer> held = new HashMap<>();

    synchronized void add(List<Path> files) {
        late.addAll(files);
    }

    /** Keeps a file until {@link #release}, which must be called as often. */
    synchronized void hold(Path file) {
        held.merge(file, 1, Integer::sum);
    }

    synchronized void release(Path file) {
        held.computeIfPresent(file, (same, times) -> times == 1 ? null : times - 1);
    }

    /**
     * Deletes what was retired before the last call and is not held. So a response that was given a file has a whole
     * period to open it; then it reads it to its end.
     */
    void sweep() {
        outdated().forEach(RetiredFiles::delete);
    }

    private synchronized List<Path> outdated() {
        List<Path> outdated =
                early.stream().filter(file -> !held.containsKey(file)).toList();
        early.removeAll(outdated);
        early.addAll(late);
        late = new ArrayList<>();
        return outdated;
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("an outdated export cannot be deleted: %s", ExceptionSummary.of(e));
        }
    }
}
