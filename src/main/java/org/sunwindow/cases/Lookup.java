package org.sunwindow.cases;

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
import org.sunwindow.cases.Attempt.Key;
import org.sunwindow.cases.Hashes.Fit;

/**
 * Finds cases for those who can prove that they are theirs, and lets nobody guess.
 *
 * <p>Whoever is right costs one read, shared with all who ask at the same time, and writes nothing unless there is a
 * failure to forget. Whoever is wrong is judged once more with the rows locked by which failures are counted: only there is
 * it decided, for all instances together, whether that was one guess too many. It is plain JDBC: a persistence context and
 * a transaction around one select by key took several times what the select takes.
 */
@ApplicationScoped
class Lookup {

    /** Both in one round trip. A case that is due to be removed is not there any more. */
    private static final String READ = FailureCounterTable.READ + """
            ;
            select application_no, case_type, progress, timing, query_code, minted_code, id_tail, phone_tail
            from application_case where application_no = any(?) and (ended_at is null or ended_at > ?)""";

    private static final String RESEAL = "update application_case set %1$s = ? where application_no = ? and %1$s = ?";

    private final DataSource database;
    private final CaseMapping intake;
    private final Hashes hashes;
    private final Clock clock;
    private final CaseSettings settings;

    /** Compared with when there is nothing to compare with, so that this costs the same. */
    private final byte[] nothing;

    Lookup(DataSource database, CaseMapping intake, Hashes hashes, Clock clock, CaseSettings settings) {
        this.database = database;
        this.intake = intake;
        this.hashes = hashes;
        this.clock = clock;
        this.settings = settings;
        this.nothing = hashes.sealOfNothing();
    }

    /** Where factors stand sealed, in the order in which they are read. */
    private enum Column {
        QUERY_CODE,
        MINTED_CODE,
        ID_TAIL,
        PHONE_TAIL
    }

    private static final Column[] COLUMNS = Column.values();
    private static final int FIRST_COLUMN = 5;

    private static final Map<FactorType, List<Column>> COLUMNS_OF = Map.of(
            FactorType.QUERY_CODE, List.of(Column.QUERY_CODE, Column.MINTED_CODE),
            FactorType.ID_TAIL, List.of(Column.ID_TAIL),
            FactorType.PHONE_TAIL, List.of(Column.PHONE_TAIL));

    /** A case as it is stored; what is sealed, by its column. */
    private record Stored(String number, CaseType type, byte[] progress, String timing, byte[][] sealed) {

        byte[] sealed(Column column) {
            return sealed[column.ordinal()];
        }
    }

    /** What is sealed and was opened, in its column. */
    private record Opened(Stored stored, Column column, Fit fit) {}

    /**
     * Answers in the order of the attempts. These are on different numbers, and no others on the same numbers run beside
     * them in this instance, see {@link LookupBatcher}.
     */
    List<LookupResult> find(List<Attempt> attempts) throws SQLException {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection()) {
            var stored = new HashMap<String, Stored>();
            Map<ByteBuffer, FailureCounter> guards = read(connection, attempts, now, stored);
            List<Opened> opened = attempts.stream()
                    .map(attempt -> open(stored.get(attempt.number()), attempt.factor()))
                    .toList();
            var judge = new Judge(attempts, opened, guards, List.of(), now);
            if (judge.mustWrite()) {
                var first = judge;
                judge = FailureCounterTable.locked(connection, first.keys(), now, locked -> {
                    guards.putAll(locked);
                    return new Judge(attempts, opened, guards, first.answers, now);
                });
            }
            for (int i = 0; i < attempts.size(); i++) {
                if (opened.get(i).fit() == Fit.PREVIOUS_KEY && judge.answers.get(i) instanceof LookupResult.Found) {
                    reseal(connection, opened.get(i), attempts.get(i).factor());
                }
            }
            return judge.answers;
        }
    }

    /** Judges attempts one after the other and counts their failures. */
    private final class Judge implements FailureCounterTable.Change {

        private final List<LookupResult> answers = new ArrayList<>();
        private final Map<ByteBuffer, FailureCounter> changed = new HashMap<>();
        private final List<Key> keys = new ArrayList<>();

        /**
         * @param earlier what was answered before the rows were locked, empty when nothing was: who was refused then stays
         *     refused, as the rows of those are not locked
         */
        Judge(
                List<Attempt> attempts,
                List<Opened> opened,
                Map<ByteBuffer, FailureCounter> guards,
                List<LookupResult> earlier,
                Instant now) {
            var current = new HashMap<>(guards);
            for (int i = 0; i < attempts.size(); i++) {
                Attempt attempt = attempts.get(i);
                LookupResult answer = !earlier.isEmpty() && earlier.get(i) instanceof LookupResult.Locked
                        ? earlier.get(i)
                        : answer(attempt, opened.get(i), current, now);
                if (answer instanceof LookupResult.NoMatch) {
                    attempt.keys().forEach(key -> {
                        FailureCounter before = current.getOrDefault(key.hash(), FailureCounter.NONE);
                        set(key, before.failed(settings.budgets().get(key.subject()), now), current);
                    });
                } else if (answer instanceof LookupResult.Found && hasFailed(attempt.numberHash(), current, now)) {
                    set(attempt.numberHash(), FailureCounter.NONE, current);
                }
                answers.add(answer);
            }
        }

        private static boolean hasFailed(Key key, Map<ByteBuffer, FailureCounter> current, Instant now) {
            FailureCounter guard = current.get(key.hash());
            return guard != null && guard.expiresAt().isAfter(now);
        }

        private void set(Key key, FailureCounter guard, Map<ByteBuffer, FailureCounter> current) {
            current.put(key.hash(), guard);
            changed.put(key.hash(), guard);
            keys.add(key);
        }

        private LookupResult answer(
                Attempt attempt, Opened opened, Map<ByteBuffer, FailureCounter> guards, Instant now) {
            for (Key key : attempt.keys()) {
                FailureCounter guard = guards.get(key.hash());
                if (guard != null && guard.isLocked(now)) {
                    return new LookupResult.Locked(key.subject(), Duration.between(now, guard.lockedUntil()));
                }
            }
            return opened.fit() == Fit.NONE
                    ? new LookupResult.NoMatch()
                    : new LookupResult.Found(
                            opened.stored().progress(), opened.stored().timing());
        }

        boolean mustWrite() {
            return !changed.isEmpty();
        }

        List<Key> keys() {
            return keys;
        }

        @Override
        public Map<ByteBuffer, FailureCounter> guards() {
            return changed;
        }
    }

    private Opened open(Stored stored, Factor factor) {
        Opened opened = new Opened(stored, null, Fit.NONE);
        for (Column column : COLUMNS_OF.get(factor.type())) {
            byte[] sealed =
                    stored == null || !intake.isAllowed(stored.type(), factor.type()) ? null : stored.sealed(column);
            Fit fit = hashes.fit(sealed == null ? nothing : sealed, factor);
            if (fit != Fit.NONE && sealed != null) {
                opened = new Opened(stored, column, fit);
            }
        }
        return opened;
    }

    private Map<ByteBuffer, FailureCounter> read(
            Connection connection, List<Attempt> attempts, Instant now, Map<String, Stored> stored)
            throws SQLException {
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
            Map<ByteBuffer, FailureCounter> guards;
            try (ResultSet rows = statement.getResultSet()) {
                guards = FailureCounterTable.of(rows);
            }
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    var sealed = new byte[COLUMNS.length][];
                    for (int column = 0; column < sealed.length; column++) {
                        sealed[column] = row.getBytes(FIRST_COLUMN + column);
                    }
                    // the text as it is stored and sent, which is UTF-8
                    var found = new Stored(
                            row.getString(1),
                            CaseType.valueOf(row.getString(2)),
                            row.getBytes(3),
                            row.getString(4),
                            sealed);
                    stored.put(found.number(), found);
                }
            }
            return guards;
        }
    }

    /** What was stored under a key that is going out of use comes under the present one, as nobody else can bring it there. */
    private void reseal(Connection connection, Opened opened, Factor factor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                RESEAL.formatted(opened.column().name().toLowerCase(Locale.ROOT)))) {
            statement.setBytes(1, hashes.seal(factor));
            statement.setString(2, opened.stored().number());
            statement.setBytes(3, opened.stored().sealed(opened.column()));
            statement.executeUpdate();
        }
    }
}
