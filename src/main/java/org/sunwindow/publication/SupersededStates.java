package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.sunwindow.publication.Past.Superseded;

/**
 * Reads the states of records before their present ones. A trigger of the database keeps them, in the transaction of
 * the write that supersedes a state, and deletes those of a record that is withdrawn, erased, or of which less is
 * published, and those that an undo takes back. A change of counted fields alone ({@link Envelope#counted}) supersedes
 * nothing.
 */
@ApplicationScoped
public class SupersededStates {

    /** Superseded states that are kept of one record, the newest. The trigger has the same number. */
    public static final int MAX = 100;

    private static final String SELECT = """
        select s.kind, s.key, s.slot, s.revision, s.logged, s.since, s.until, s.visible_from, s.visible_until,
            s.division, s.record
        from superseded_state s
            join unnest(?, ?) as wanted (kind, key) on s.kind = wanted.kind and s.key = wanted.key
        where s.logged > ?
        order by s.kind, s.key, s.revision\
        """;

    private final DataSource database;

    SupersededStates(DataSource database) {
        this.database = database;
    }

    /**
     * Returns changes with the superseded states of their records.
     *
     * @param settled a revision at which the index had everything that the log contained; states that were superseded
     *     before are left out
     */
    @Transactional
    public List<Change> withPast(List<Change> changes, long settled) {
        Map<PublicationId, Change> wanted = new HashMap<>();
        for (Change change : changes) {
            if (!change.isWithdrawal() && change.past().count() > 0) {
                wanted.put(new PublicationId(change.kind(), change.key()), change);
            }
        }
        if (wanted.isEmpty()) {
            return changes;
        }
        Map<PublicationId, List<Superseded>> found = read(wanted, settled);
        return changes.stream()
                .map(change -> {
                    var id = new PublicationId(change.kind(), change.key());
                    return change.with(change.past().with(found.getOrDefault(id, List.of()), settled));
                })
                .toList();
    }

    private Map<PublicationId, List<Superseded>> read(Map<PublicationId, Change> wanted, long settled) {
        var found = new HashMap<PublicationId, List<Superseded>>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, array(connection, wanted, true));
            select.setArray(2, array(connection, wanted, false));
            select.setLong(3, settled);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    var id = new PublicationId(row.getString(1), row.getString(2));
                    Change present = wanted.get(id);
                    // what was written since the change was read comes with the next one
                    if (row.getLong(5) <= present.revision()) {
                        found.computeIfAbsent(id, key -> new ArrayList<>()).add(superseded(row, present.owner()));
                    }
                }
            }
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
        return found;
    }

    private static java.sql.Array array(Connection connection, Map<PublicationId, Change> wanted, boolean kinds)
            throws SQLException {
        return connection.createArrayOf(
                "varchar",
                wanted.keySet().stream().map(id -> kinds ? id.kind() : id.key()).toArray());
    }

    private static Superseded superseded(ResultSet row, Change.Owner owner) throws SQLException {
        Instant since = instant(row, 6);
        var state = new Change(
                row.getString(1),
                row.getString(2),
                row.getLong(4),
                since,
                row.getString(11),
                instant(row, 8),
                instant(row, 9),
                null);
        return new Superseded(
                row.getInt(3), instant(row, 7), state.ownedBy(new Change.Owner(owner.publisher(), row.getString(10))));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
