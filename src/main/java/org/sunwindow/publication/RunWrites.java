package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads what an import run wrote, from the audit of writes, and what was stored before. */
@ApplicationScoped
public class RunWrites {

    /** A page ends when its records together have this many characters of JSON. */
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private static final int FETCH = 20;

    private static final String SELECT = """
        select w.key, w.created, w.newest, p.revision, s.record, s.revision, exists (
                select 1 from write_audit a
                where a.kind = w.kind and a.key = w.key and a.action = 'WITHDRAWN' and a.to_revision = w.former),
            w.mixed, exists (
                select 1 from write_audit a
                where a.kind = w.kind and a.key = w.key and a.to_revision = p.revision and a.origin = any(?))
        from (
            select kind, key, bool_or(action = 'CREATED' and from_revision is null) as created,
                case when bool_or(from_revision is null) then null else min(from_revision) end as former,
                max(to_revision) as newest, bool_or(from_revision is distinct from expected) as mixed
            from (
                select kind, key, action, from_revision, to_revision,
                    lag(to_revision, 1, from_revision) over (partition by kind, key order by to_revision) as expected
                from write_audit
                where origin = ? and kind = ? and key > ? and action in ('CREATED', 'CHANGED', 'WITHDRAWN')
            ) each_write
            group by kind, key
            order by key
            limit ?
        ) w
            left join publication p on p.kind = w.kind and p.key = w.key
            left join superseded_state s on s.kind = w.kind and s.key = w.key and s.revision = w.former
        order by w.key""";

    private final DataSource database;

    RunWrites(DataSource database) {
        this.database = database;
    }

    /**
     * A record that a run wrote, once or several times.
     *
     * @param absent  whether there was no such record before the run, or only a withdrawn one
     * @param written revision that the last write of the run gave it
     * @param present its revision now
     * @param former  the record before the run, {@code null} if it was absent or is not kept
     * @param from    revision of {@code former}, 0 without it
     * @param mixed   whether another write came between those of the run
     * @param undone  whether one of the undos wrote its present state
     */
    public record RunWrite(
            String key,
            boolean absent,
            long written,
            long present,
            String former,
            long from,
            boolean mixed,
            boolean undone) {

        /** Whether nothing but the run has written it since the run began to. */
        public boolean isOfRunAlone() {
            return written == present && !mixed;
        }
    }

    /**
     * Returns records that a run wrote, in the order of their keys: at most {@code limit}, fewer if they are long, none
     * only at the end.
     *
     * @param undos runs that have begun to take back what the run wrote
     * @param after key of the last record of the page before, empty for the first page
     */
    @Transactional
    public List<RunWrite> after(UUID run, List<UUID> undos, String kind, String after, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, connection.createArrayOf("uuid", undos.toArray()));
            select.setObject(2, run, Types.OTHER);
            select.setString(3, kind);
            select.setString(4, after);
            select.setInt(5, limit);
            select.setFetchSize(FETCH);
            var writes = new ArrayList<RunWrite>();
            int characters = 0;
            try (ResultSet row = select.executeQuery()) {
                while (characters < MAX_CHARACTERS && row.next()) {
                    String former = row.getString(5);
                    boolean absent = row.getBoolean(2) || row.getBoolean(7);
                    characters += former == null ? 0 : former.length();
                    writes.add(new RunWrite(
                            row.getString(1),
                            absent,
                            row.getLong(3),
                            row.getLong(4),
                            absent ? null : former,
                            row.getLong(6),
                            row.getBoolean(8),
                            row.getBoolean(9)));
                }
            }
            return writes;
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
    }
}
