package org.sunwindow.imports;

import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.target.ImportTarget.Applier;
import org.sunwindow.imports.target.ImportTarget.Verdict;

/**
 * The effect of a file on records that it does not contain: none, unless the file is complete. Not thread-safe.
 *
 * @param <O> operations of the target
 */
public interface FileScope<O> {

    /** Returns an applier that this scope observes. */
    default Applier<O> observed(Applier<O> applier) {
        return applier;
    }

    /** A line was read and checked. */
    default void read(Line line, Verdict<O> verdict) {}

    /**
     * The file was read to its end, and its lines are stored.
     *
     * @param applier of the run
     */
    default void end(Applier<O> applier) throws InterruptedException {}

    /** The run has ended, perhaps before the end of the file. */
    default void close() {}

    /** The scope of a file that contains changes only. */
    static <O> FileScope<O> changes() {
        return new FileScope<>() {};
    }
}
