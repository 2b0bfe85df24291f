package org.sunwindow.cases.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.CaseSettings.Budget;
import org.sunwindow.cases.CaseType;
import org.sunwindow.cases.Factor;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.cases.FactorHashes.Match;
import org.sunwindow.cases.FactorType;
import org.sunwindow.cases.FailureScope;
import org.sunwindow.cases.lookup.Attempt.Key;

/**
 * Looks up cases by number and factor, and counts failures to prevent guessing.
 *
 * <p>A batch of attempts costs one round trip. It writes one row of the failure counters even if every attempt
 * succeeds. Otherwise a database that cannot count failures would still answer right factors but not wrong ones, and
 * factors could be guessed without limit. If an attempt is to be counted, or succeeds although a lock may be near, the
 * batch is evaluated again with the failure counters of those attempts locked. That second evaluation decides for all
 * instances whether a lock is reached. Plain JDBC is used: a persistence context and a transaction cost several times
 * as much as the select by key itself.
 */
@ApplicationScoped
class Lookup {

    private static final Logger LOG = Logger.getLogger(Lookup.class);

    /** One round trip. Cases past their retention are excluded, even if they are not deleted yet. */
    private static final String READ = FailureCounterTable.PROBE + ";" + FailureCounterTable.READ + ";"
            + KnownAskers.READ + """
            ;
            select application_no, case_type, progress, timing, query_code, minted_code, id_tail, phone_tail
            from application_case where application_no = any(?) and (ended_at is null or ended_at > %s - ?::interval)""".formatted(DatabaseTime.NOW);

    private static final String REHASH = "update application_case set %1$s = ? where application_no = ? and %1$s = ?";

    private final DataSource database;
    private final FactorHashes hashes;
    private final DatabaseTime time;
    private final CaseSettings settings;
    private final Map<FailureScope, Budget> budgets;

    /** Compared with the factor if there is no hash to compare with, so that response times do not differ. */
    private final byte[] noHash;

    /**
     * The counter that a thread writes to find out whether counters can be written. Threads do not wait for each other.
     */
    private final ThreadLocal<byte[]> probe;

    /**
     * Whether the last failures could not be counted although the probe was written, for example on a disk without room
     * for more. Until that succeeds again, every attempt writes the counters that its failure would.
     */
    private volatile boolean countingFailed;

    Lookup(DataSource database, FactorHashes hashes, DatabaseTime time, CaseSettings settings) {
        this.database = database;
        this.hashes = hashes;
        this.time = time;
        this.settings = settings;
        this.noHash = hashes.randomHash();
        this.probe = ThreadLocal.withInitial(hashes::randomHash);
        this.budgets = new EnumMap<>(settings.budgets());
        // one failure uses up a solution for as long as it is valid
        budgets.put(
                FailureScope.SOLUTION,
                new OneFailure(settings.challenge().validity().multipliedBy(2)));
    }

    private record OneFailure(Duration within) implements Budget {

        @Override
        public int failures() {
            return 1;
        }

        @Override
        public Duration lock() {
            return within;
        }

        @Override
        public Duration maxLock() {
            return within;
        }
    }

    /** Columns with hashes of factors, in the order of {@link #READ}. */
    private enum Column {
        QUERY_CODE,
        MINTED_CODE,
        ID_TAIL,
        PHONE_TAIL
    }

    private static final int FIRST_COLUMN = 5;

    private static final Map<FactorType, List<Column>> COLUMNS_OF = Map.of(
            FactorType.QUERY_CODE, List.of(Column.QUERY_CODE, Column.MINTED_CODE),
            FactorType.ID_TAIL, List.of(Column.ID_TAIL),
            FactorType.PHONE_TAIL, List.of(Column.PHONE_TAIL));

    /**
     * A row of the table of cases.
     *
     * @param hashes by ordinal of the column; {@code null} where the case has no such factor
     */
    record Row(String number, CaseType type, byte[] progress, String timing, byte[][] hashes) {

        private byte[] hash(Column column) {
            return hashes[column.ordinal()];
        }

        /** Keeps the case out of every log and message. */
        @Override
        public String toString() {
            return "Row";
        }
    }

    /**
     * Whether the factor of an attempt matches the row of its number.
     *
     * @param row    {@code null} if there is none
     * @param column of the matching hash, {@code null} without a match
     */
    record Comparison(Row row, Column column, Match match) {}

    /**
     * What one round trip reads.
     *
     * @param counters by hash of their key; missing ones have not failed
     * @param rows     by number
     */
    private record Stored(
            Instant now, Map<ByteBuffer, FailureCounter> counters, KnownAskers known, Map<String, Row> rows) {}

    /**
     * The results of a batch.
     *
     * @param at      time of the database
     * @param results in the order of the attempts
     */
    record Answers(Instant at, List<LookupResult> results) {}

    /**
     * Answers attempts whose failures are counted.
     *
     * @param attempts for distinct numbers. {@link LookupBatcher} ensures that no other attempts for these numbers are
     *     processed concurrently in this instance.
     * @throws SQLException if an attempt cannot be counted. Then none may be answered.
     */
    Answers find(List<Attempt> attempts) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Stored stored = read(connection, attempts);
            Instant now = stored.now();
            time.read(now);
            List<Comparison> comparisons = attempts.stream()
                    .map(attempt -> compare(stored.rows().get(attempt.number()), attempt.factor()))
                    .toList();
            Evaluation first = evaluation(attempts, comparisons, stored, List.of());
            List<LookupResult> results = !first.keys().isEmpty() || countingFailed
                    ? count(connection, attempts, comparisons, stored, first)
                    : first.results();
            remember(connection, attempts, comparisons, stored, results);
            return new Answers(now, results);
        }
    }

    private Evaluation evaluation(
            List<Attempt> attempts, List<Comparison> comparisons, Stored stored, List<LookupResult> earlier) {
        return new Evaluation(
                attempts,
                comparisons,
                stored.counters(),
                stored.known().expiries().keySet(),
                earlier,
                budgets,
                stored.now());
    }

    private List<LookupResult> count(
            Connection connection,
            List<Attempt> attempts,
            List<Comparison> comparisons,
            Stored stored,
            Evaluation first)
            throws SQLException {
        boolean all = countingFailed;
        List<Key> keys = all
                ? attempts.stream().flatMap(attempt -> attempt.keys().stream()).toList()
                : first.keys();
        try {
            Evaluation second = FailureCounterTable.update(connection, keys, stored.now(), all, locked -> {
                stored.counters().putAll(locked);
                return evaluation(attempts, comparisons, stored, first.results());
            });
            countingFailed = false;
            return second.results();
        } catch (SQLException | RuntimeException e) {
            countingFailed = true;
            throw e;
        }
    }

    /**
     * Writes what successes leave: their requesters are known, and their factors are hashed with the current key. They
     * are answered even if that fails, because a wrong factor would be, too.
     */
    private void remember(
            Connection connection,
            List<Attempt> attempts,
            List<Comparison> comparisons,
            Stored stored,
            List<LookupResult> results) {
        List<Integer> found = IntStream.range(0, results.size())
                .filter(i -> results.get(i) instanceof LookupResult.Found)
                .boxed()
                .toList();
        List<ByteBuffer> askers = found.stream()
                .map(i -> attempts.get(i).asker())
                .filter(Objects::nonNull)
                .map(asker -> asker.own().hash())
                .filter(asker -> stored.known().isToBeWritten(asker, settings.known()))
                .toList();
        try {
            if (!askers.isEmpty()) {
                KnownAskers.write(connection, askers, stored.now().plus(settings.known()));
            }
            for (int i : found) {
                if (comparisons.get(i).match() == Match.PREVIOUS_KEY) {
                    rehash(connection, comparisons.get(i), attempts.get(i).factor());
                }
            }
        } catch (SQLException e) {
            LOG.warnf("a successful lookup was not remembered: SQL state %s", e.getSQLState());
        }
    }

    private Comparison compare(Row row, Factor factor) {
        Comparison comparison = new Comparison(row, null, Match.NONE);
        for (Column column : COLUMNS_OF.get(factor.type())) {
            byte[] hash = row == null || !factor.type().isAllowed(row.type(), settings) ? null : row.hash(column);
            Match match = hashes.match(hash == null ? noHash : hash, factor);
            if (match != Match.NONE && hash != null) {
                comparison = new Comparison(row, column, match);
            }
        }
        return comparison;
    }

    private Stored read(Connection connection, List<Attempt> attempts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            List<Key> keys = attempts.stream()
                    .flatMap(attempt -> attempt.keys().stream())
                    .distinct()
                    .toList();
            statement.setBytes(1, probe.get());
            time.bind(statement, 2);
            time.bind(statement, 3);
            statement.setArray(4, FailureCounterTable.subjects(connection, keys));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "bytea",
                            attempts.stream()
                                    .map(Attempt::asker)
                                    .filter(Objects::nonNull)
                                    .map(asker -> asker.own().bytes())
                                    .toArray(byte[][]::new)));
            statement.setArray(
                    6,
                    connection.createArrayOf(
                            "varchar", attempts.stream().map(Attempt::number).toArray()));
            time.bind(statement, 7);
            statement.setString(8, settings.retention().toString());
            statement.execute();
            Instant now;
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                now = FailureCounterTable.instant(row, 1);
            }
            statement.getMoreResults();
            Map<ByteBuffer, FailureCounter> counters;
            try (ResultSet found = statement.getResultSet()) {
                counters = FailureCounterTable.read(found);
            }
            statement.getMoreResults();
            KnownAskers known;
            try (ResultSet found = statement.getResultSet()) {
                known = new KnownAskers(found, now);
            }
            statement.getMoreResults();
            var rows = new HashMap<String, Row>();
            try (ResultSet found = statement.getResultSet()) {
                while (found.next()) {
                    Row row = row(found);
                    rows.put(row.number(), row);
                }
            }
            return new Stored(now, counters, known, rows);
        }
    }

    private static Row row(ResultSet found) throws SQLException {
        var hashes = new byte[Column.values().length][];
        for (int column = 0; column < hashes.length; column++) {
            hashes[column] = found.getBytes(FIRST_COLUMN + column);
        }
        // the progress is sent as stored: the bytes of a text column are UTF-8
        return new Row(
                found.getString(1),
                CaseType.valueOf(found.getString(2)),
                found.getBytes(3),
                found.getString(4),
                hashes);
    }

    /**
     * Replaces a hash with a previous key by one with the current key. Only a successful lookup has the plain factor.
     */
    private void rehash(Connection connection, Comparison comparison, Factor factor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                REHASH.formatted(comparison.column().name().toLowerCase(Locale.ROOT)))) {
            statement.setBytes(1, hashes.hash(factor));
            statement.setString(2, comparison.row().number());
            statement.setBytes(3, comparison.row().hash(comparison.column()));
            statement.executeUpdate();
        }
    }
}
