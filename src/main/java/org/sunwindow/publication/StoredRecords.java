package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.sunwindow.publisher.Publisher;

/** Reads single records of the store for those who may write them. Public reads use the index. */
@ApplicationScoped
public class StoredRecords {

    /** A read of superseded states ends when it has returned this many characters of JSON. */
    private static final int MAX_CHARACTERS = 1024 * 1024;

    /** Records of which one may have megabytes. */
    private static final int FETCH = 10;

    private static final String SUPERSEDED =
            "select revision, since, until, record from superseded_state where kind = ? and key = ? and revision < ?"
                    + " order by revision desc";

    private static final String OWNED = " from publication where kind = ? and owner = ? and withdrawn_at is null"
            + " and (visible_until is null or visible_until > ?) and revision <= ?";

    private final DataSource database;
    private final Clock clock;

    StoredRecords(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The latest state of a record.
     *
     * @param json    {@code null} if it is withdrawn or erased
     * @param expired whether it was erased because its publication had ended
     */
    public record Stored(
            String key,
            String owner,
            String division,
            long revision,
            String json,
            Instant changedAt,
            Instant visibleFrom,
            Instant visibleUntil,
            boolean expired) {

        /** Whether a publisher may write it. */
        public boolean allows(Publisher publisher) {
            return publisher.mayWrite(owner, division);
        }

        /** Whether it is neither withdrawn nor erased. */
        public boolean isPresent() {
            return json != null;
        }
    }

    /** A state that a later one superseded at {@code until}. */
    public record Superseded(long revision, Instant since, Instant until, String json) {}

    @Transactional
    public Optional<Stored> find(String kind, String key) {
        Publication found = Publication.findById(new PublicationId(kind, key));
        return Optional.ofNullable(found).map(StoredRecords::stored);
    }

    /**
     * Returns some records that are neither withdrawn nor erased, as JSON by key. Records of others that are not public
     * are left out.
     *
     * @param keys canonical
     */
    @Transactional
    public Map<String, String> json(String kind, Set<String> keys, Publisher publisher) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select key, record, owner, division, " + Publication.IS_PUBLIC.replace(":now", "?")
                                + " from publication where kind = ? and key = any (?) and record is not null")) {
            var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
            select.setObject(1, now);
            select.setObject(2, now);
            select.setString(3, kind);
            select.setArray(4, connection.createArrayOf("text", keys.toArray()));
            select.setFetchSize(FETCH);
            var records = new HashMap<String, String>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean(5) || publisher.mayWrite(row.getString(3), row.getString(4))) {
                        records.put(row.getString(1), row.getString(2));
                    }
                }
            }
            return records;
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
    }

    /** Returns a record that no other writer changes until the end of the transaction of the caller. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Stored> lock(String kind, String key) {
        RevisionCounter.lock();
        return find(kind, key);
    }

    /**
     * Returns the revisions of records, by key. No other writer changes them until the end of the caller's transaction.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<String, Long> lockRevisions(String kind, Set<String> keys) {
        RevisionCounter.lock();
        var revisions = new HashMap<String, Long>();
        if (!keys.isEmpty()) {
            Ownerships.ownerships(kind, keys)
                    .forEach(ownership -> revisions.put(ownership.key(), ownership.revision()));
        }
        return revisions;
    }

    private static Stored stored(Publication publication) {
        return new Stored(
                publication.id.key(),
                publication.owner,
                publication.division,
                publication.revision,
                publication.record,
                publication.changedAt,
                publication.visibleFrom,
                publication.visibleUntil,
                publication.isWithdrawn() && publication.visibleUntil != null);
    }

    /**
     * Returns superseded states of a record that are kept, the newest first: one at least, further ones as long as they
     * are short.
     *
     * @param before revision that all of them are before
     */
    @Transactional
    public List<Superseded> superseded(String kind, String key, long before) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SUPERSEDED)) {
            select.setString(1, kind);
            select.setString(2, key);
            select.setLong(3, before);
            select.setFetchSize(FETCH);
            var states = new ArrayList<Superseded>();
            int characters = 0;
            try (ResultSet row = select.executeQuery()) {
                while (characters < MAX_CHARACTERS && row.next()) {
                    String json = row.getString(4);
                    characters += json.length();
                    states.add(new Superseded(row.getLong(1), instant(row, 2), instant(row, 3), json));
                }
            }
            return states;
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
    }

    /** Whether states of a record before a revision are kept. */
    @Transactional
    public boolean hasSuperseded(String kind, String key, long before) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select 1 from superseded_state where kind = ? and key = ? and revision < ? limit 1")) {
            select.setString(1, kind);
            select.setString(2, key);
            select.setLong(3, before);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Returns the newest revision. */
    @Transactional
    public long revision() {
        return RevisionCounter.read().value;
    }

    /**
     * Counts the records of a kind that an owner has, that have not changed since a revision and whose publication has
     * not ended.
     */
    @Transactional
    public long count(String kind, String owner, Instant now, long revision) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*)" + OWNED)) {
            set(select, kind, owner, now, revision);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
    }

    /**
     * Returns a page of the keys of the records that {@link #count} counts, in a fixed order.
     *
     * @param numbered whether to leave out records without a number, which a line with a number may mean by its
     *     likeness
     * @param after    last key of the page before, empty for the first page
     */
    @Transactional
    public List<String> keys(
            String kind, String owner, Instant now, long revision, boolean numbered, String after, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select key" + OWNED
                        + (numbered ? " and (numbered or likeness is null)" : "")
                        + " and key > ? order by key limit ?")) {
            set(select, kind, owner, now, revision);
            select.setString(5, after);
            select.setInt(6, limit);
            var keys = new ArrayList<String>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString(1));
                }
            }
            return keys;
        } catch (SQLException e) {
            throw new StoredFiles.Failed(e);
        }
    }

    private static void set(PreparedStatement select, String kind, String owner, Instant now, long revision)
            throws SQLException {
        select.setString(1, kind);
        select.setString(2, owner);
        select.setObject(3, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
        select.setLong(4, revision);
    }
}
