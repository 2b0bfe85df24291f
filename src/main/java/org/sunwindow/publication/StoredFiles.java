package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.WriteAudit;

/**
 * The uploaded files of the store, without their bytes. Records name them by their hashes, before or after the upload.
 * When a file arrives, the records that name it take new revisions, so that every index reads them again.
 */
@ApplicationScoped
public class StoredFiles {

    /** Longest text that is kept of a file, in characters. */
    public static final int MAX_TEXT = 200_000;

    /** Kind of the files in the audit of writes. */
    public static final String KIND = "attachment";

    private static final String COLUMNS = "select hash, name, media_type, size, text from stored_file where hash";
    private static final String INSERT =
            "insert into stored_file (hash, name, media_type, size, text, publisher, stored_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?)";

    private static final String UPLOADED_AGAIN = "update stored_file set stored_at = ? where hash = ?";
    private static final String RETURNED = "delete from removed_file where hash = ?";

    private static final String DELETE = "delete from stored_file where hash = ?";
    private static final String MARK_REMOVED = "insert into removed_file (hash, removed_at) values (?, ?)"
            + " on conflict (hash) do update set removed_at = excluded.removed_at";
    private static final String OWNER = "select publisher from stored_file where hash = ?";
    private static final String UPDATE = "update stored_file set text = ? where hash = ?";

    /** Where records name files. Each has an index, which {@link #naming(String, String)} uses. */
    private static final List<String> PATHS = List.of("$.*[*].hash", "$.*[*].*[*].hash");

    private static final String NAMING = "select p.* from publication p join ("
            + PATHS.stream()
                    .map(path -> "select kind, key from publication where " + naming(path, "cast(:hash as text)"))
                    .collect(Collectors.joining(" union "))
            + ") named on named.kind = p.kind and named.key = p.key order by p.revision";

    /** A hash as PostgreSQL writes it in jsonb. In a text of a record, the quotes would be escaped. */
    private static final Pattern HASH = Pattern.compile("\"hash\": ?\"([0-9a-f]{64})\"");

    private final DataSource database;
    private final Clock clock;
    private final Event<RevisionsTaken> taken;
    private final WriteAudit audit;

    StoredFiles(DataSource database, Clock clock, Event<RevisionsTaken> taken, WriteAudit audit) {
        this.database = database;
        this.clock = clock;
        this.taken = taken;
        this.audit = audit;
    }

    /** Returns the condition that a publication names a file at a path, in the form of the index of the path. */
    private static String naming(String path, String hash) {
        return "jsonb_path_exists(record, '%1$s') and jsonb_path_query_array(record, '%1$s') @> to_jsonb(%2$s)"
                .formatted(path, hash);
    }

    /** Returns the condition that no publication names a file. */
    static String unnamed(String hash) {
        return PATHS.stream()
                .map(path -> "not exists (select from publication where %s)".formatted(naming(path, hash)))
                .collect(Collectors.joining(" and "));
    }

    /** Stores the bytes of a file unless they are stored already. A failure rolls the upload back. */
    public interface Keeper {
        void keep() throws SQLException, IOException;
    }

    /**
     * The result of an upload.
     *
     * @param file     as it is stored, perhaps under another name
     * @param isNew    whether it was not stored before
     * @param revision latest revision of the store
     */
    public record Added(StoredFile file, boolean isNew, long revision) {}

    /**
     * Adds a file unless it is stored.
     *
     * @param keeper called within the transaction, also if the file is known
     */
    @Transactional
    public Added add(StoredFile file, Origin origin, Keeper keeper) {
        var counter = RevisionCounter.lock();
        Optional<StoredFile> known = find(file.hash());
        if (known.isPresent()) {
            keepAgain(keeper, file.hash());
            return new Added(known.get(), false, counter.value);
        }
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement returned = connection.prepareStatement(RETURNED)) {
            insert.setString(1, file.hash());
            insert.setString(2, file.name());
            insert.setString(3, file.mediaType());
            insert.setLong(4, file.size());
            insert.setString(5, file.text());
            insert.setString(6, origin.publisher().name());
            insert.setObject(7, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            insert.executeUpdate();
            returned.setString(1, file.hash());
            returned.executeUpdate();
            keeper.keep();
        } catch (SQLException | IOException e) {
            throw new Failed(e);
        }
        audit.add(origin, Stream.of(entry(file.hash(), WriteAudit.Action.CREATED, null, origin)));
        touchRecords(file.hash(), counter, now);
        return new Added(file, true, counter.value);
    }

    private static WriteAudit.Entry entry(String hash, WriteAudit.Action action, String owner, Origin origin) {
        var from = new WriteAudit.State(owner, null);
        var to = owner == null ? new WriteAudit.State(origin.publisher().name(), null) : from;
        return new WriteAudit.Entry(KIND, WriteAudit.Key.of(hash), action, from, to);
    }

    /** Gives new revisions to the records that name a file, so that all indexes read them again. */
    private void touchRecords(String hash, RevisionCounter counter, Instant now) {
        long before = counter.value;
        naming(hash).forEach(record -> record.touch(counter.next(), now));
        announce(counter, before, now);
    }

    private void announce(RevisionCounter counter, long before, Instant now) {
        if (counter.value > before) {
            counter.changedAt = now;
            taken.fire(new RevisionsTaken());
        }
    }

    /** The result of {@link #setText} and {@link #withdraw}. */
    public enum Outcome {
        CHANGED,
        UNKNOWN,
        /** The file belongs to a publisher whose records the sender may not write; nothing is changed. */
        FOREIGN
    }

    /** Replaces the text of a file. */
    @Transactional
    public Outcome setText(String hash, String text, Origin origin) {
        var counter = RevisionCounter.lock();
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(UPDATE)) {
            Outcome right = audited(connection, hash, WriteAudit.Action.CHANGED, origin);
            if (right != Outcome.CHANGED) {
                return right;
            }
            update.setString(1, text);
            update.setString(2, hash);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new Failed(e);
        }
        touchRecords(hash, counter, clock.instant());
        return Outcome.CHANGED;
    }

    /**
     * Withdraws a file: no record shows it any longer, whoever has published the record. Its text is deleted at once
     * and its bytes by the next run of {@link RemovedFiles#removeBytes}. The same content can be uploaded again.
     */
    @Transactional
    public Outcome withdraw(String hash, Origin origin) {
        var counter = RevisionCounter.lock();
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELETE);
                PreparedStatement removed = connection.prepareStatement(MARK_REMOVED)) {
            Outcome right = audited(connection, hash, WriteAudit.Action.WITHDRAWN, origin);
            if (right != Outcome.CHANGED) {
                return right;
            }
            delete.setString(1, hash);
            delete.executeUpdate();
            removed.setString(1, hash);
            removed.setObject(2, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            removed.executeUpdate();
        } catch (SQLException e) {
            throw new Failed(e);
        }
        long before = counter.value;
        naming(hash).forEach(record -> record.touchForWithdrawal(counter.next(), now));
        announce(counter, before, now);
        return Outcome.CHANGED;
    }

    /** Determines whether a publisher may change a file, and records the change or the refusal. */
    private Outcome audited(Connection connection, String hash, WriteAudit.Action action, Origin origin)
            throws SQLException {
        try (PreparedStatement owner = connection.prepareStatement(OWNER)) {
            owner.setString(1, hash);
            try (ResultSet row = owner.executeQuery()) {
                if (!row.next()) {
                    return Outcome.UNKNOWN;
                }
                String publisher = row.getString(1);
                boolean allowed = origin.publisher().mayWrite(publisher, null);
                audit.add(
                        origin,
                        Stream.of(entry(hash, allowed ? action : WriteAudit.Action.REFUSED, publisher, origin)));
                return allowed ? Outcome.CHANGED : Outcome.FOREIGN;
            }
        }
    }

    /** The bytes may have been lost, or were kept in another storage. */
    private void keepAgain(Keeper keeper, String hash) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(UPLOADED_AGAIN)) {
            update.setObject(1, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            update.setString(2, hash);
            update.executeUpdate();
            keeper.keep();
        } catch (SQLException | IOException e) {
            throw new Failed(e);
        }
    }

    @SuppressWarnings("unchecked")
    private List<Publication> naming(String hash) {
        return Publication.getEntityManager()
                .createNativeQuery(NAMING, Publication.class)
                .setParameter("hash", hash)
                .getResultList();
    }

    private Optional<StoredFile> find(String hash) {
        return Optional.ofNullable(withHashes(Set.of(hash)).get(hash));
    }

    /** Returns those of some hashes whose files are not stored. */
    @Transactional
    public Set<String> missing(Set<String> hashes) {
        Set<String> stored = withHashes(hashes).keySet();
        return hashes.stream().filter(hash -> !stored.contains(hash)).collect(Collectors.toSet());
    }

    /** Returns changes with the files that their records name. Joins the transaction of the caller. */
    List<Change> withFiles(List<Change> changes) {
        Set<String> hashes =
                changes.stream().flatMap(change -> hashes(change.json())).collect(Collectors.toSet());
        if (hashes.isEmpty()) {
            return changes;
        }
        Map<String, StoredFile> files = withHashes(hashes);
        return changes.stream()
                .map(change -> change.with(hashes(change.json())
                        .distinct()
                        .filter(files::containsKey)
                        .collect(Collectors.toMap(hash -> hash, files::get))))
                .toList();
    }

    /** Returns how long the texts of the files may be that a record names, in characters. */
    static long maxText(String json) {
        return MAX_TEXT * hashes(json).distinct().count();
    }

    private static Stream<String> hashes(String json) {
        return json == null ? Stream.empty() : HASH.matcher(json).results().map(found -> found.group(1));
    }

    private Map<String, StoredFile> withHashes(Collection<String> hashes) {
        var found = new HashMap<String, StoredFile>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(COLUMNS + " = any(?)")) {
            select.setArray(1, connection.createArrayOf("bpchar", hashes.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(
                            row.getString(1),
                            new StoredFile(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getLong(4),
                                    row.getString(5)));
                }
            }
        } catch (SQLException e) {
            throw new Failed(e);
        }
        return found;
    }

    /** The database or the folder failed; the transaction is rolled back. */
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Failed(Exception cause) {
            super(cause);
        }
    }
}
