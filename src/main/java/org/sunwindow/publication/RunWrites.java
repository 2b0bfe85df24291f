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
        select w.key, w.created, w.newest, p.revision, s.record, exists (
                select 1 from write_audit a
                where a.kind = w.kind and a.key = w.key and a.action = 'WITHDRAWN' and a.to_revision = w.former)
        from (
            select kind, key, bool_or(action = 'CREATED' and from_revision is null) as created,
                case when bool_or(from_revision is null) then null else min(from_revision) end as former,
                max(to_revision) as newest
            from write_audit
            where origin = ? and kind = ? and key > ? and action in ('CREATED', 'CHANGED', 'WITHDRAWN')
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
     */
    public record RunWrite(String key, boolean absent, long written, long present, String former) {

        public boolean isUnchanged() {
            return written == present;
        }
    }

    /**
     * Returns records that a run wrote, in the order of their keys: at most {@code limit}, fewer if they are long, none
     * only at the end.
     *
     * @param after key of the last record of the page before, empty for the first page
     */
    @Transactional
    public List<RunWrite> after(UUID run, String kind, String after, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, run, Types.OTHER);
            select.setString(2, kind);
            select.setString(3, after);
            select.setInt(4, limit);
            select.setFetchSize(FETCH);
            var writes = new ArrayList<RunWrite>();
            int characters = 0;
            try (ResultSet row = select.executeQuery()) {
                while (characters < MAX_CHARACTERS && row.next()) {
                    String former = row.getString(5);
                    boolean absent = row.getBoolean(2) || row.getBoolean(6);
                    characters += former == null ? 0 : former.length();
                    writes.add(new RunWrite(
                            row.getString(1), absent, row.getLong(3), row.getLong(4), absent ? null : former));
                }
            }
            return writes;
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
    }
}
