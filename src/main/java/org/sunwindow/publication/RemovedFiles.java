package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Removes uploaded files: rows that no record names, and the bytes of files that were withdrawn or removed.
 * {@link StoredFiles} adds them.
 */
@ApplicationScoped
public class RemovedFiles {

    private static final String DELETE_UNUSED = "with removed as (delete from stored_file f where stored_at < ? and "
            + StoredFiles.unnamed("cast(f.hash as text)")
            + " returning hash) insert into removed_file select hash, cast(? as timestamptz) from removed"
            + " on conflict (hash) do update set removed_at = excluded.removed_at";

    private static final String REMOVED = "select hash from removed_file where hash = any(?)";

    private final DataSource database;
    private final Clock clock;

    RemovedFiles(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Deletes the rows of files that were uploaded before a time and that no record names. */
    @Transactional
    public void deleteUnused(Instant before) {
        // meanwhile no record can be written that names one
        RevisionCounter.lock();
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELETE_UNUSED)) {
            delete.setObject(1, OffsetDateTime.ofInstant(before, ZoneOffset.UTC));
            delete.setObject(2, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
    }

    /** Deletes bytes. */
    public interface Remover {
        void remove(String hash) throws IOException;
    }

    /** Returns those of some hashes whose files were withdrawn, or deleted by {@link #deleteUnused}. */
    @Transactional
    public Set<String> removed(Set<String> hashes) {
        var removed = new HashSet<String>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(REMOVED)) {
            select.setArray(1, connection.createArrayOf("bpchar", hashes.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    removed.add(row.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
        return removed;
    }

    /**
     * Calls {@code remover} for those of some hashes whose files were deleted. They cannot be uploaded before this
     * returns.
     */
    @Transactional
    public void removeBytes(Set<String> hashes, Remover remover) {
        RevisionCounter.lock();
        try {
            for (String hash : removed(hashes)) {
                remover.remove(hash);
            }
        } catch (IOException e) {
            throw new StoredFiles.Failed(e);
        }
    }
}
