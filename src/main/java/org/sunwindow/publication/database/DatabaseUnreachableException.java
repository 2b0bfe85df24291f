package org.sunwindow.publication.database;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;

/**
 * No connection to the database can be opened, because no server answers or the server is starting or stopping. A
 * server that answers slowly, or refuses this client, is not unreachable: others may be writing to it.
 */
public final class DatabaseUnreachableException extends SQLException {

    private static final String UNABLE_TO_CONNECT = "08001";

    /** Shutting down, crashed, starting. */
    private static final Set<String> NOT_RUNNING = Set.of("57P01", "57P02", "57P03");

    /**
     * How the JDK describes a connection that is not established in time. A timeout while logging in is a slow server.
     */
    private static final String CONNECT_TIMED_OUT = "Connect timed out";

    public DatabaseUnreachableException(SQLException cause) {
        super(cause.getMessage(), cause.getSQLState(), cause);
    }

    /** Returns what a failed attempt to connect means. */
    public static SQLException of(SQLException failure) {
        String state = failure.getSQLState();
        boolean unreachable = state != null && NOT_RUNNING.contains(state)
                || UNABLE_TO_CONNECT.equals(state)
                        && (!(failure.getCause() instanceof SocketTimeoutException timeout)
                                || CONNECT_TIMED_OUT.equals(timeout.getMessage()));
        return unreachable ? new DatabaseUnreachableException(failure) : failure;
    }
}
