package org.sunwindow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Deletes expired rows in batches, so that no statement holds many locks. Thread-safe. */
public final class BatchedDeletion {

    /**
     * Rows deleted by one statement. A statement ends with {@code limit} and this number, and skips locked rows,
     * because another instance is deleting them.
     */
    public static final int BATCH = 2_000;

    private static final Logger LOG = Logger.getLogger(BatchedDeletion.class);

    private final ReentrantLock running = new ReentrantLock();
    private final DataSource database;
    private volatile boolean stopped;

    public BatchedDeletion(DataSource database) {
        this.database = database;
    }

    /** One or more calls of {@link #delete}. */
    public interface Deletion {
        void run() throws SQLException;
    }

    /** Sets the parameters of a statement. */
    public interface Parameters {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Runs a deletion, unless one is running or {@link #stop} was called. A failure is left to the next run. */
    public void run(Deletion deletion) {
        if (!running.tryLock()) {
            return;
        }
        try {
            deletion.run();
        } catch (SQLException | RuntimeException e) {
            // unreachable, which DatabaseMonitor logs
            LOG.debugf("expired rows were not deleted: %s", e.getMessage());
        } finally {
            running.unlock();
        }
    }

    /** Executes a statement until it deletes fewer than {@link #BATCH} rows. */
    public void delete(String sql, Parameters parameters) throws SQLException {
        int deleted;
        do {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                parameters.bind(statement);
                deleted = statement.executeUpdate();
            }
        } while (deleted == BATCH && !stopped);
    }

    /** Waits for a running deletion, which ends after its current batch. The lock is kept, so no other one begins. */
    public void stop() {
        stopped = true;
        running.lock();
    }
}
