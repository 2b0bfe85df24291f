package org.sunwindow.publisher;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.sunwindow.publisher.WriteAudit.Action;

/** Reads what the {@link WriteAudit} has of one record. */
@ApplicationScoped
public class WriteHistory {

    /** Without refusals, which others can cause in any number. */
    private static final String SELECT = """
        select written_at, publisher, origin, action, from_revision, to_revision, from_owner, to_owner from write_audit
        where kind = ? and key = ? and action <> 'REFUSED'
        order by written_at desc, to_revision desc nulls last limit ?""";

    private final DataSource database;

    WriteHistory(DataSource database) {
        this.database = database;
    }

    /**
     * A write to a record.
     *
     * @param origin as in {@link Origin}
     * @param from   revision before, {@code null} if there was no record
     * @param to     revision after, {@code null} if none was taken
     */
    public record Written(
            Instant at,
            String publisher,
            UUID origin,
            Action action,
            Long from,
            Long to,
            String fromOwner,
            String toOwner) {}

    /** Returns the writes to a record, the newest first. */
    public List<Written> of(String kind, String key, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, kind);
            select.setString(2, key);
            select.setInt(3, limit);
            var writes = new ArrayList<Written>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    writes.add(new Written(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            row.getString(2),
                            row.getObject(3, UUID.class),
                            Action.valueOf(row.getString(4)),
                            row.getObject(5, Long.class),
                            row.getObject(6, Long.class),
                            row.getString(7),
                            row.getString(8)));
                }
            }
            return writes;
        } catch (SQLException e) {
            throw new WriteAudit.AuditFailedException(e);
        }
    }
}
