package org.sunwindow.imports;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.sunwindow.imports.run.RunLog;

/** Collects what is logged about the ends of runs until it is closed. */
final class LoggedRuns extends Handler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(RunLog.class.getName());

    LoggedRuns() {
        logger.addHandler(this);
    }

    /** Returns the lines about a run. */
    List<String> of(String run) {
        return lines.stream().filter(line -> line.contains(run)).toList();
    }

    @Override
    public void publish(LogRecord logged) {
        lines.add(logged instanceof ExtLogRecord formatted ? formatted.getFormattedMessage() : logged.getMessage());
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
