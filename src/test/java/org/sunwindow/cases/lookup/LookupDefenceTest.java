package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.TestSettings;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.Factor;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.cases.FactorType;
import org.sunwindow.cases.FailureScope;
import org.sunwindow.cases.lookup.ChallengeVerifier.Effort;
import org.sunwindow.http.Failures;
import org.sunwindow.http.Proxies;

/** Lookups under attack, with the budgets of production. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LookupDefenceTest {

    private static final String NUMBER = "DEFENCE-2026-1";
    private static final String CODE = "135791";
    private static final CaseSettings SETTINGS = TestSettings.cases(Map.of());
    private static final FactorHashes HASHES = new FactorHashes(
            TestSettings.keyedHashes(Map.of("sunwindow.progress.secret", "demo-secret-not-for-production-0123456789")));
    private static final Requester STRANGER = anonymous("198.51.100.1");
    private static final Requester OWNER = anonymous("203.0.113.7");

    @Inject
    MovableClock clock;

    @Inject
    AgroalDataSource database;

    @Inject
    DatabaseTime time;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    private Lookup lookup;
    private int guesses;
    private int solutions;

    @BeforeEach
    void importCase() {
        lookup = new Lookup(database, HASHES, time, SETTINGS);
        Sunwindow.underTest().publish("application", """
                {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","status":"IN_REVIEW",\
                "submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"2026-11-10T10:20:00+08:00","history":[],\
                "factors":[{"type":"QUERY_CODE","value":"%s"}]}""".formatted(NUMBER, CODE));
    }

    @AfterEach
    void forgetFailuresAndResetClock() throws SQLException {
        clock.reset();
        execute("delete from lookup_guard");
        execute("delete from known_asker");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Requester anonymous(String address) {
        return new Requester(null, null, new Proxies(List.of()).networks(address, List.of()));
    }

    private static Requester user(String name) {
        return new Requester("portal", name, new Proxies(List.of()).networks("10.0.0.1", List.of()));
    }

    private Attempt attempt(Requester requester, String number, String code, Effort solved) {
        var solution = solved == null ? null : new StatusQuery.Solution("solution " + solutions++, "answer");
        var query = new StatusQuery(number, new Factor(FactorType.QUERY_CODE, code), solution);
        return Attempt.of(HASHES, query, requester, solved);
    }

    private LookupResult ask(Lookup instance, Requester requester, String code, Effort solved) throws SQLException {
        return instance.find(List.of(attempt(requester, NUMBER, code, solved)))
                .results()
                .getFirst();
    }

    private LookupResult ask(Requester requester, String code) throws SQLException {
        return ask(lookup, requester, code, null);
    }

    /** A wrong code, never the same. */
    private LookupResult guess(Requester requester) throws SQLException {
        return ask(requester, "%06d".formatted(200_000 + guesses++));
    }

    /** Guesses at numbers that are not guessed at again, and returns how many were evaluated. */
    private int spray(int attempts, IntFunction<Requester> requesters) throws SQLException {
        int evaluated = 0;
        for (int first = 0; first < attempts; first += 50) {
            var batch = new ArrayList<Attempt>();
            for (int i = first; i < Math.min(attempts, first + 50); i++) {
                batch.add(attempt(requesters.apply(i), "SPRAY-2026-" + guesses++, "123456", null));
            }
            evaluated += (int) lookup.find(batch).results().stream()
                    .filter(LookupResult.NoMatch.class::isInstance)
                    .count();
        }
        return evaluated;
    }

    @Test
    void databaseThatOnlyReadsAnswersNothing() throws SQLException {
        var reading = new PGSimpleDataSource();
        reading.setUrl(url);
        reading.setUser("postgres");
        reading.setPassword("postgres");
        reading.setOptions("-c default_transaction_read_only=on");
        var instance = new Lookup(reading, HASHES, time, SETTINGS);
        for (String code : List.of(CODE, "000000", CODE)) {
            Throwable failure = catchThrowable(() -> ask(instance, OWNER, code, null));
            assertThat(failure).isInstanceOf(SQLException.class);
            assertThat(((SQLException) failure).getSQLState()).isEqualTo("25006");
            assertThat(Failures.isDatabaseUnavailable(failure)).isTrue();
        }
        assertThat(ask(OWNER, CODE)).isInstanceOf(LookupResult.Found.class);
    }

    /** Existing rows can be changed, but no new ones stored. */
    @Test
    void fullDiskAnswersNothing() throws SQLException {
        assertThat(ask(OWNER, CODE)).isInstanceOf(LookupResult.Found.class);
        execute("""
                create function disk_full() returns trigger language plpgsql as $$ begin
                    if not exists (select from lookup_guard where subject = new.subject) then
                        raise exception 'could not extend file' using errcode = '53100';
                    end if;
                    return new;
                end $$""");
        execute("create trigger disk_full before insert on lookup_guard for each row execute function disk_full()");
        try {
            for (String code : List.of("000000", CODE, "000001", CODE)) {
                Throwable failure = catchThrowable(() -> ask(STRANGER, code));
                assertThat(failure).as(code).isInstanceOf(SQLException.class);
                assertThat(((SQLException) failure).getSQLState()).isEqualTo("53100");
            }
        } finally {
            execute("drop function disk_full cascade");
        }
        assertThat(ask(STRANGER, CODE)).isInstanceOf(LookupResult.Found.class);
        assertThat(guess(STRANGER)).isInstanceOf(LookupResult.NoMatch.class);
    }

    @Test
    void networksAreLimitedAtEveryLength() throws SQLException {
        // one /64, one /56, one /48
        assertThat(spray(500, i -> anonymous("2001:db8:1:1::" + Integer.toHexString(i))))
                .isEqualTo(30);
        assertThat(spray(500, i -> anonymous("2001:db8:2:%x::1".formatted(i % 256))))
                .isEqualTo(40);
        assertThat(spray(2_000, i -> anonymous("2001:db8:3:%x::1".formatted(i * 31 % 65_536))))
                .isEqualTo(120);
        // 190 by now; an IPv4 address and its /24
        forgetFailuresAndResetClock();
        assertThat(spray(500, i -> anonymous("198.51.100.1"))).isEqualTo(30);
        assertThat(spray(500, i -> anonymous("198.51.100." + i % 256))).isEqualTo(90);
    }

    @Test
    void challengeIsDemandedWhileManyAnonymousAttemptsFail() throws SQLException {
        int evaluated = spray(2_000, i -> anonymous("198.%d.%d.1".formatted(18 + i % 2, i / 2 % 250)));
        assertThat(evaluated).isEqualTo(300);
        assertThat(ask(OWNER, CODE)).isInstanceOf(LookupResult.ChallengeRequired.class);
        assertThat(ask(lookup, OWNER, CODE, Effort.NORMAL)).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(user("somebody"), CODE)).isInstanceOf(LookupResult.Found.class);
        assertThat(guess(anonymous("192.0.2.99"))).isInstanceOf(LookupResult.ChallengeRequired.class);
        clock.forward(Duration.ofMinutes(16));
        assertThat(ask(anonymous("192.0.2.99"), CODE)).isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void usersOfACallerCannotLockOutTheOthers() throws SQLException {
        assertThat(ask(user("known"), CODE)).isInstanceOf(LookupResult.Found.class);
        assertThat(spray(1_200, i -> user("guesser-" + i % 200))).isEqualTo(1_000);
        // a user who is known would otherwise tell the right code from wrong ones
        for (String name : List.of("known", "new")) {
            assertThat(ask(user(name), CODE)).isInstanceOf(LookupResult.ChallengeRequired.class);
            assertThat(guess(user(name))).isInstanceOf(LookupResult.ChallengeRequired.class);
            assertThat(ask(lookup, user(name), CODE, Effort.NORMAL)).isInstanceOf(LookupResult.Found.class);
        }
    }

    /** A caller without end users is counted by its address, and its lock concerns nobody else. */
    @Test
    void callerWithoutUserIsCountedByItsAddress() throws SQLException {
        assertThat(spray(100, i -> user(null))).isEqualTo(10);
        assertThat(ask(user(null), CODE)).isInstanceOf(LookupResult.Locked.class);
        assertThat(ask(user("somebody"), CODE)).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(OWNER, CODE)).isInstanceOf(LookupResult.Found.class);
    }

    /** Locks the number by guesses from an address that nobody else has. */
    private void lockNumber() throws SQLException {
        for (int i = 0; i < 5; i++) {
            assertThat(guess(STRANGER)).isInstanceOf(LookupResult.NoMatch.class);
        }
        assertNumberIsLockedFor(STRANGER);
    }

    /** The right code and a wrong one get the same answer. */
    private void assertNumberIsLockedFor(Requester requester) throws SQLException {
        for (LookupResult result : List.of(guess(requester), ask(requester, CODE))) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            LookupResult.Locked.class,
                            locked -> assertThat(locked.scope()).isEqualTo(FailureScope.NUMBER));
        }
    }

    @Test
    void strangerCannotLockOutTheOwner() throws SQLException {
        Requester owner = user("owner");
        assertThat(ask(owner, CODE)).isInstanceOf(LookupResult.Found.class);
        lockNumber();
        assertThat(ask(owner, CODE)).isInstanceOf(LookupResult.Found.class);

        Requester firstTime = user("first-time");
        assertThat(ask(firstTime, CODE)).isInstanceOf(LookupResult.Locked.class);
        assertThat(ask(lookup, firstTime, CODE, Effort.NORMAL)).isInstanceOf(LookupResult.Locked.class);
        assertThat(ask(lookup, firstTime, CODE, Effort.HARD)).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(firstTime, CODE)).isInstanceOf(LookupResult.Found.class);
        for (int i = 0; i < 5; i++) {
            assertThat(ask(lookup, STRANGER, "00000" + i, Effort.HARD)).isInstanceOf(LookupResult.NoMatch.class);
        }
        assertThat(ask(lookup, STRANGER, CODE, Effort.HARD))
                .isInstanceOfSatisfying(
                        LookupResult.Locked.class,
                        locked -> assertThat(locked.scope()).isEqualTo(FailureScope.LOCKED_NUMBER));
        assertThat(ask(firstTime, CODE)).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(owner, CODE)).isInstanceOf(LookupResult.Found.class);
        // and is remembered for a bounded time only
        clock.forward(SETTINGS.known().plusSeconds(1));
        lockNumber();
        assertNumberIsLockedFor(owner);
    }

    /** Successes from a shared address, of a caller without users, and of another address of a /64. */
    @Test
    void guessingFromTheAddressOfAnOwnerGainsNothing() throws SQLException {
        Requester owner = anonymous("2001:db8:1:1::1");
        Requester neighbour = anonymous("2001:db8:1:1::2");
        for (Requester requester : List.of(OWNER, owner, user(null))) {
            assertThat(ask(requester, CODE)).isInstanceOf(LookupResult.Found.class);
        }
        lockNumber();
        for (Requester requester : List.of(OWNER, owner, neighbour, user(null))) {
            assertNumberIsLockedFor(requester);
            // which costs an owner a hard challenge
            assertThat(ask(lookup, requester, CODE, Effort.HARD)).isInstanceOf(LookupResult.Found.class);
            assertNumberIsLockedFor(requester);
        }
    }

    @Test
    void knownUserHasFiveAttemptsAtALockedNumber() throws SQLException {
        Requester guesser = user("shared-account");
        Requester owner = user("owner");
        assertThat(ask(guesser, CODE)).isInstanceOf(LookupResult.Found.class);
        assertThat(ask(owner, CODE)).isInstanceOf(LookupResult.Found.class);
        lockNumber();
        for (int i = 0; i < 5; i++) {
            assertThat(guess(guesser)).isInstanceOf(LookupResult.NoMatch.class);
        }
        assertNumberIsLockedFor(guesser);
        // right ones are counted as well; nobody uses up the budget of another user
        for (int i = 0; i < 5; i++) {
            assertThat(ask(owner, CODE)).isInstanceOf(LookupResult.Found.class);
        }
        assertNumberIsLockedFor(owner);
        assertThat(ask(lookup, owner, CODE, Effort.HARD)).isInstanceOf(LookupResult.Found.class);
        clock.forward(Duration.ofHours(24).plusSeconds(1));
        lockNumber();
        assertThat(ask(owner, CODE)).isInstanceOf(LookupResult.Found.class);
    }

    /** A failure of a known user is one of the user, too. */
    @Test
    void knownUserIsThrottledLikeAnyOther() throws SQLException {
        Requester user = user("known");
        assertThat(ask(user, CODE)).isInstanceOf(LookupResult.Found.class);
        lockNumber();
        assertThat(guess(user)).isInstanceOf(LookupResult.NoMatch.class);
        assertThat(spray(20, i -> user)).isEqualTo(9);
        for (LookupResult result : List.of(guess(user), ask(user, CODE))) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            LookupResult.Locked.class,
                            locked -> assertThat(locked.scope()).isEqualTo(FailureScope.USER));
        }
    }

    /** Strangers, hard challenges and known users, each as often as they are evaluated. */
    @Test
    void numberHasAsManyGuessesInAWeekAsTheSettingsSay() throws SQLException {
        var known = List.of(user("known-1"), user("known-2"), user("known-3"));
        for (Requester requester : known) {
            assertThat(ask(requester, CODE)).isInstanceOf(LookupResult.Found.class);
        }
        int strangers = 0;
        int solvers = 0;
        int knownUsers = 0;
        for (int hour = 0; hour < 7 * 24; hour++) {
            Requester stranger = anonymous("198.51.%d.1".formatted(hour));
            while (guess(stranger) instanceof LookupResult.NoMatch) {
                strangers++;
            }
            while (ask(lookup, stranger, "000000", Effort.HARD) instanceof LookupResult.NoMatch) {
                solvers++;
            }
            for (Requester requester : known) {
                while (guess(requester) instanceof LookupResult.NoMatch) {
                    knownUsers++;
                }
            }
            clock.forward(Duration.ofHours(1));
        }
        assertThat(List.of(strangers, solvers, knownUsers)).containsExactly(65, 35, 70);
    }

    @Test
    void solutionIsGoodForOneFailure() throws SQLException {
        var query = new StatusQuery(
                NUMBER, new Factor(FactorType.QUERY_CODE, "000000"), new StatusQuery.Solution("same token", "answer"));
        Attempt attempt = Attempt.of(HASHES, query, STRANGER, Effort.HARD);
        assertThat(lookup.find(List.of(attempt)).results().getFirst()).isInstanceOf(LookupResult.NoMatch.class);
        assertThat(lookup.find(List.of(attempt)).results().getFirst())
                .isInstanceOf(LookupResult.ChallengeRequired.class);
    }

    /** An instance that is overtaken by another one after it has read the counters. */
    private Lookup overtakenBy(Runnable other) {
        var between = new DatabaseTime(clock) {

            private boolean done;

            @Override
            void bind(PreparedStatement statement, int parameter) throws SQLException {
                time.bind(statement, parameter);
            }

            @Override
            void read(Instant now) {
                super.read(now);
                if (!done) {
                    done = true;
                    other.run();
                }
            }
        };
        return new Lookup(database, HASHES, between, SETTINGS);
    }

    /** The guesses are at this number, and lock it, or at others, and lock their requester. */
    @ParameterizedTest
    @CsvSource({"true, 5, NUMBER", "false, 30, ADDRESS"})
    void rightGuessThatReadBeforeALockIsNoSurplus(boolean atNumber, int budget, FailureScope scope)
            throws SQLException {
        IntConsumer guess = count -> {
            for (int i = 0; i < count; i++) {
                try {
                    LookupResult result = atNumber
                            ? guess(anonymous("198.51.100." + guesses))
                            : lookup.find(List.of(attempt(OWNER, "OTHER-2026-" + guesses++, "123456", null)))
                                    .results()
                                    .getFirst();
                    assertThat(result).isInstanceOf(LookupResult.NoMatch.class);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        assertThat(ask(overtakenBy(() -> guess.accept(budget - 1)), OWNER, CODE, null))
                .as("as if before the failures")
                .isInstanceOf(LookupResult.Found.class);
        assertThat(ask(overtakenBy(() -> guess.accept(1)), OWNER, CODE, null))
                .isInstanceOfSatisfying(
                        LookupResult.Locked.class,
                        locked -> assertThat(locked.scope()).isEqualTo(scope));
    }

    @Test
    void rightGuessWithASolutionThatIsUsedMeanwhileIsNoSurplus() throws SQLException {
        var solution = new StatusQuery.Solution("one token", "answer");
        var wrong = new StatusQuery(NUMBER, new Factor(FactorType.QUERY_CODE, "000000"), solution);
        var right = new StatusQuery(NUMBER, new Factor(FactorType.QUERY_CODE, CODE), solution);
        Lookup overtaken = overtakenBy(() -> {
            try {
                assertThat(lookup.find(List.of(Attempt.of(HASHES, wrong, STRANGER, Effort.NORMAL)))
                                .results())
                        .first()
                        .isInstanceOf(LookupResult.NoMatch.class);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(overtaken
                        .find(List.of(Attempt.of(HASHES, right, OWNER, Effort.NORMAL)))
                        .results())
                .first()
                .isInstanceOf(LookupResult.ChallengeRequired.class);
    }

    /** Guesses whenever the number is not locked, while the owner looks up the case all the time. */
    @Test
    void ownersSuccessesGiveAnAttackerNothing() throws SQLException {
        Instant end = clock.instant().plus(Duration.ofDays(7));
        Requester owner = user("owner");
        int evaluated = 0;
        for (int cycle = 0; clock.instant().isBefore(end); cycle++) {
            LookupResult own = ask(owner, CODE);
            // its own address is not what limits this attacker
            LookupResult result = guess(anonymous("198.51.%d.1".formatted(cycle % 250)));
            if (result instanceof LookupResult.Locked(FailureScope scope, Duration remaining)) {
                assertThat(scope).isEqualTo(FailureScope.NUMBER);
                clock.forward(remaining);
            } else {
                assertThat(own).isInstanceOf(LookupResult.Found.class);
                evaluated++;
            }
        }
        assertThat(evaluated).isEqualTo(65);
    }

    /** Instances whose clocks are a day and 1,000 seconds wrong, and the database's own time. */
    @Test
    void clockOfTheDatabaseCounts() throws SQLException {
        Instant real = Instant.now();
        var back = instance(real.minus(Duration.ofDays(1)));
        var ahead = instance(real.plusSeconds(1_000));
        for (int i = 0; i < 5; i++) {
            assertThat(ask(i % 2 == 0 ? back : ahead, STRANGER, "00000" + i, null))
                    .isInstanceOf(LookupResult.NoMatch.class);
        }
        for (Lookup each : List.of(back, ahead)) {
            assertThat(ask(each, STRANGER, CODE, null))
                    .isInstanceOfSatisfying(
                            LookupResult.Locked.class,
                            locked -> assertThat(locked.remaining()).isBetween(Duration.ZERO, Duration.ofMinutes(15)));
            Instant at = each.find(List.of(attempt(OWNER, "OTHER-2026-1", CODE, null)))
                    .at();
            assertThat(at).isBetween(databaseTime().minusSeconds(600), databaseTime());
        }
        var known = new DatabaseTime(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        assertThat(known.estimate()).isEqualTo(Instant.EPOCH);
        known.read(real);
        assertThat(known.estimate()).isAfterOrEqualTo(real);
    }

    private Lookup instance(Instant wrong) {
        return new Lookup(database, HASHES, new DatabaseTime(Clock.fixed(wrong, ZoneOffset.UTC)), SETTINGS);
    }

    private Instant databaseTime() throws SQLException {
        try (var connection = ((DataSource) database).getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return FailureCounterTable.instant(row, 1);
        }
    }
}
