package org.sunwindow.cases.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.CaseType;
import org.sunwindow.cases.Factor;
import org.sunwindow.cases.FactorType;
import org.sunwindow.cases.Hashes;
import org.sunwindow.cases.Hashes.Match;
import org.sunwindow.cases.lookup.Attempt.Key;

/**
 * Looks up cases by number and factor, and counts failures to prevent guessing.
 *
 * <p>A successful batch of attempts costs one read and writes nothing, unless there are failures to reset. If an attempt
 * fails, the batch is evaluated again with its failure counters locked. That second evaluation decides for all instances
 * whether a lock is reached. Plain JDBC is used: a persistence context and a transaction cost several times as much as the
 * select by key itself.
 */
@ApplicationScoped
class Lookup {

    /** Two selects in one round trip. Cases past their retention are excluded, even if they are not deleted yet. */
    private static final String READ = FailureCounterTable.READ + """
            ;
            select application_no, case_type, progress, timing, query_code, minted_code, id_tail, phone_tail
            from application_case where application_no = any(?) and (ended_at is null or ended_at > ?)""";

    private static final String REHASH = "update application_case set %1$s = ? where application_no = ? and %1$s = ?";

    private final DataSource database;
    private final Hashes hashes;
    private final Clock clock;
    private final CaseSettings settings;

    /** Compared with the factor if there is no hash to compare with, so that response times do not differ. */
    private final byte[] noHash;

    Lookup(DataSource database, Hashes hashes, Clock clock, CaseSettings settings) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
        this.settings = settings;
        this.noHash = hashes.randomHash();
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
    private record Row(String number, CaseType type, byte[] progress, String timing, byte[][] hashes) {

        byte[] hash(Column column) {
            return hashes[column.ordinal()];
        }
    }

    /**
     * Whether the factor of an attempt matches the row of its number.
     *
     * @param row    {@code null} if there is none
     * @param column of the matching hash, {@code null} without a match
     */
    private record Comparison(Row row, Column column, Match match) {}

    /**
     * Returns the results in the order of the attempts.
     *
     * @param attempts for distinct numbers. {@link LookupBatcher} ensures that no other attempts for these numbers are
     *     processed concurrently in this instance.
     */
    List<LookupResult> find(List<Attempt> attempts) throws SQLException {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection()) {
            var rows = new HashMap<String, Row>();
            Map<ByteBuffer, FailureCounter> counters = read(connection, attempts, now, rows);
            List<Comparison> comparisons = attempts.stream()
                    .map(attempt -> compare(rows.get(attempt.number()), attempt.factor()))
                    .toList();
            var evaluation = new Evaluation(attempts, comparisons, counters, List.of(), now);
            if (evaluation.hasChanges()) {
                var first = evaluation;
                evaluation = FailureCounterTable.update(connection, first.keys, now, locked -> {
                    counters.putAll(locked);
                    return new Evaluation(attempts, comparisons, counters, first.results, now);
                });
            }
            for (int i = 0; i < attempts.size(); i++) {
                if (comparisons.get(i).match() == Match.PREVIOUS_KEY
                        && evaluation.results.get(i) instanceof LookupResult.Found) {
                    rehash(connection, comparisons.get(i), attempts.get(i).factor());
                }
            }
            return evaluation.results;
        }
    }

    /** Evaluates attempts in their order, each with the failures of the previous ones. */
    private final class Evaluation implements FailureCounterTable.Change {

        private final List<LookupResult> results = new ArrayList<>();
        private final Map<ByteBuffer, FailureCounter> changed = new HashMap<>();
        private final List<Key> keys = new ArrayList<>();

        /**
         * @param earlier results of the evaluation before the counters were locked, empty in that evaluation. Its locked
         *     attempts stay locked, because their counters are not among the locked rows.
         */
        Evaluation(
                List<Attempt> attempts,
                List<Comparison> comparisons,
                Map<ByteBuffer, FailureCounter> counters,
                List<LookupResult> earlier,
                Instant now) {
            var current = new HashMap<>(counters);
            for (int i = 0; i < attempts.size(); i++) {
                Attempt attempt = attempts.get(i);
                LookupResult result = !earlier.isEmpty() && earlier.get(i) instanceof LookupResult.Locked
                        ? earlier.get(i)
                        : evaluate(attempt, comparisons.get(i), current, now);
                if (result instanceof LookupResult.NoMatch) {
                    attempt.keys().forEach(key -> {
                        FailureCounter before = current.getOrDefault(key.hash(), FailureCounter.NONE);
                        set(key, before.increment(settings.budgets().get(key.scope()), now), current);
                    });
                } else if (result instanceof LookupResult.Found && hasFailures(attempt.numberKey(), current, now)) {
                    set(attempt.numberKey(), FailureCounter.NONE, current);
                }
                results.add(result);
            }
        }

        private static boolean hasFailures(Key key, Map<ByteBuffer, FailureCounter> current, Instant now) {
            FailureCounter counter = current.get(key.hash());
            return counter != null && counter.expiresAt().isAfter(now);
        }

        private void set(Key key, FailureCounter counter, Map<ByteBuffer, FailureCounter> current) {
            current.put(key.hash(), counter);
            changed.put(key.hash(), counter);
            keys.add(key);
        }

        private static LookupResult evaluate(
                Attempt attempt, Comparison comparison, Map<ByteBuffer, FailureCounter> counters, Instant now) {
            for (Key key : attempt.keys()) {
                FailureCounter counter = counters.get(key.hash());
                if (counter != null && counter.isLocked(now)) {
                    return new LookupResult.Locked(key.scope(), Duration.between(now, counter.lockedUntil()));
                }
            }
            return comparison.match() == Match.NONE
                    ? new LookupResult.NoMatch()
                    : new LookupResult.Found(
                            comparison.row().progress(), comparison.row().timing());
        }

        boolean hasChanges() {
            return !changed.isEmpty();
        }

        @Override
        public Map<ByteBuffer, FailureCounter> counters() {
            return changed;
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

    private Map<ByteBuffer, FailureCounter> read(
            Connection connection, List<Attempt> attempts, Instant now, Map<String, Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            List<Key> keys = attempts.stream()
                    .flatMap(attempt -> attempt.keys().stream())
                    .distinct()
                    .toList();
            statement.setArray(1, FailureCounterTable.subjects(connection, keys));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "varchar", attempts.stream().map(Attempt::number).toArray()));
            statement.setObject(3, FailureCounterTable.time(now.minus(settings.retention())));
            statement.execute();
            Map<ByteBuffer, FailureCounter> counters;
            try (ResultSet found = statement.getResultSet()) {
                counters = FailureCounterTable.read(found);
            }
            statement.getMoreResults();
            try (ResultSet found = statement.getResultSet()) {
                while (found.next()) {
                    Row row = row(found);
                    rows.put(row.number(), row);
                }
            }
            return counters;
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

    /** Replaces a hash with a previous key by one with the current key. Only a successful look-up has the plain factor. */
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
