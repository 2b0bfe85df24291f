package org.sunwindow.caller.replay;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * The signatures of requests that were admitted, in the table {@code used_signature}, which all instances share. Of two
 * instances that get the same signature at the same time, the second waits for the row of the first. Thread-safe.
 */
@ApplicationScoped
public class UsedSignatures {

    private static final String USE =
            "insert into used_signature (signature, expires_at) values (?, ?) on conflict (signature) do nothing";

    private final DataSource database;

    public UsedSignatures(DataSource database) {
        this.database = database;
    }

    /**
     * Records a signature, and returns whether it is new.
     *
     * @param expires when no clock of an instance accepts it any more
     * @throws SQLException if it was not recorded, so that the request must not be answered
     */
    public boolean use(byte[] signature, Instant expires) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(USE)) {
            statement.setBytes(1, signature);
            statement.setObject(2, expires.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate() == 1;
        }
    }
}
