package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.sunwindow.LocalDatabase;

/** What the database keeps of the states of a record that a later state has superseded. */
@Tag("slow")
class SupersededStatesTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private static LocalDatabase database;
    private static Connection connection;
    private static SupersededStates states;

    /** Of the last write. */
    private static long revision;

    @BeforeAll
    static void migrate() throws Exception {
        database = LocalDatabase.temporary();
        connection = DriverManager.getConnection(database.url(), "postgres", "postgres");
        flyway("16").migrate();
        insert("BEFORE", START);
        insert("BEFORE-NEWEST", START.plusSeconds(50));
        flyway("17").migrate();
        flyway("22").migrate();
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser("postgres");
        source.setPassword("postgres");
        states = new SupersededStates(source);
    }

    @AfterAll
    static void close() throws Exception {
        connection.close();
        database.close();
    }

    private static Flyway flyway(String version) {
        return Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .target(version)
                .load();
    }

    @Test
    void stateThatIsReplacedIsKept() throws SQLException {
        insert("KEPT", START);
        change("KEPT", "二", START.plusSeconds(10));
        change("KEPT", "三", START.plusSeconds(20));
        assertThat(kept("KEPT")).containsExactly("一 0-10", "二 10-20");
        assertThat(text("since", "KEPT")).isEqualTo("20");
        touch("KEPT", START.plusSeconds(30));
        assertThat(kept("KEPT")).as("a file has arrived").containsExactly("一 0-10", "二 10-20");
        change("KEPT", "四", START.plusSeconds(40));
        assertThat(kept("KEPT")).containsExactly("一 0-10", "二 10-20", "三 20-40");
    }

    @Test
    void statesWithoutDurationAndStatesThatWereNeverPublicAreLeftOut() throws SQLException {
        insert("SHORT", START);
        change("SHORT", "二", START);
        change("SHORT", "三", START.minusSeconds(5));
        change("SHORT", "四", START.plusSeconds(10));
        assertThat(kept("SHORT")).containsExactly("三 0-10");
        insert("LATER", START);
        update("LATER", "visible_from = '%s'".formatted(START.plusSeconds(100)));
        change("LATER", "二", START.plusSeconds(10));
        assertThat(kept("LATER")).isEmpty();
    }

    @Test
    void withdrawalErasureAndPublishingLessDeleteAllStates() throws SQLException {
        for (String how : List.of(
                "record = null, withdrawn_at = now(), retracted = revision + 1",
                "record = null, withdrawn_at = now(), fingerprint = 'f'",
                "retracted = revision + 1, record = '{}', fingerprint = 'less'",
                "keeps_past = false, record = '{}', fingerprint = 'never'")) {
            String key = "GONE" + how.hashCode();
            insert(key, START);
            change(key, "二", START.plusSeconds(10));
            assertThat(kept(key)).hasSize(1);
            update(key, how);
            assertThat(kept(key)).as(how).isEmpty();
            assertThat(text("states", key)).isEqualTo("0");
        }
    }

    @Test
    void newestHundredStatesAreKeptAndTheirBeginningIsKnown() throws SQLException {
        insert("OFTEN", START);
        for (int i = 1; i <= SupersededStates.MAX; i++) {
            change("OFTEN", "第" + i, START.plusSeconds(i));
        }
        assertThat(kept("OFTEN")).hasSize(SupersededStates.MAX).startsWith("一 0-1");
        assertThat(text("known_since", "OFTEN")).isNull();
        assertThat(text("unknown_since", "OFTEN")).isNull();
        change("OFTEN", "新", START.plusSeconds(200));
        assertThat(kept("OFTEN"))
                .hasSize(SupersededStates.MAX)
                .startsWith("第1 1-2")
                .endsWith("第100 100-200");
        assertThat(text("known_since", "OFTEN")).isEqualTo("1");
        assertThat(text("unknown_since", "OFTEN")).isEqualTo("0");
        change("OFTEN", "又", START.plusSeconds(300));
        assertThat(text("known_since", "OFTEN")).isEqualTo("2");
        assertThat(text("unknown_since", "OFTEN"))
                .as("when the first state began")
                .isEqualTo("0");
        // what was dropped does not come back with an undo
        restore("OFTEN", "第100", START.plusSeconds(400));
        assertThat(kept("OFTEN"))
                .hasSize(SupersededStates.MAX - 2)
                .startsWith("第2 2-3")
                .endsWith("第99 99-100");
        change("OFTEN", "再", START.plusSeconds(500));
        change("OFTEN", "终", START.plusSeconds(600));
        assertThat(kept("OFTEN"))
                .hasSize(SupersededStates.MAX)
                .startsWith("第2 2-3")
                .endsWith("第100 100-500", "再 500-600");
        assertThat(text("known_since", "OFTEN")).isEqualTo("2");
    }

    @Test
    void changeOfCountedFieldsAloneBeginsNoState() throws SQLException {
        insert("COUNTED", START);
        for (int i = 1; i <= SupersededStates.MAX + 2; i++) {
            count("COUNTED", "一", i, START.plusSeconds(i));
        }
        assertThat(text("states", "COUNTED")).isEqualTo("0");
        assertThat(text("since", "COUNTED")).isEqualTo("0");
        assertThat(text("known_since", "COUNTED")).isNull();
        assertThat(kept("COUNTED")).as("for an undo only").containsExactly("一 0-102");
        count("COUNTED", "二", 7, START.plusSeconds(200));
        count("COUNTED", "二", 8, START.plusSeconds(210));
        assertThat(text("since", "COUNTED")).isEqualTo("200");
        assertThat(read("COUNTED", 0)).singleElement().satisfies(state -> {
            assertThat(state.state().changedAt()).isEqualTo(START);
            assertThat(state.state().json()).contains("102");
            assertThat(state.until()).isEqualTo(START.plusSeconds(200));
        });
        update("COUNTED", "record = null, withdrawn_at = now(), retracted = revision + 1");
        assertThat(kept("COUNTED")).isEmpty();
    }

    @Test
    void undoErasesWhatItTakesBack() throws SQLException {
        insert("UNDONE", START);
        change("UNDONE", "二", START.plusSeconds(10));
        change("UNDONE", "误", START.plusSeconds(20));
        change("UNDONE", "再误", START.plusSeconds(30));
        long settled = revision;
        restore("UNDONE", "二", START.plusSeconds(40));
        assertThat(kept("UNDONE")).containsExactly("一 0-10");
        assertThat(text("since", "UNDONE")).as("as if nothing had come between").isEqualTo("10");
        assertThat(text("states", "UNDONE")).isEqualTo("1");
        Past past = past("UNDONE", settled);
        assertThat(past.dropped()).as("the index has what was erased").isTrue();
        assertThat(past.states())
                .singleElement()
                .satisfies(state -> assertThat(state.until()).isEqualTo(START.plusSeconds(10)));
        assertThat(past("UNDONE", revision).dropped()).isFalse();
        change("UNDONE", "三", START.plusSeconds(50));
        assertThat(kept("UNDONE")).containsExactly("一 0-10", "二 10-50");
    }

    @Test
    void undoOfACountKeepsTheState() throws SQLException {
        insert("COUNT-UNDONE", START);
        count("COUNT-UNDONE", "一", 1, START.plusSeconds(10));
        long before = revision;
        count("COUNT-UNDONE", "一", 99, START.plusSeconds(20));
        count("COUNT-UNDONE", "误", 99, START.plusSeconds(30));
        update(
                "COUNT-UNDONE",
                "record = '{\"name\": \"一\", \"n\": 1}', fingerprint = 'back', changed_at = '%s', revision = %d, restored = %d"
                        .formatted(START.plusSeconds(40), ++revision, before));
        assertThat(kept("COUNT-UNDONE")).isEmpty();
        assertThat(text("since", "COUNT-UNDONE")).isEqualTo("0");
        assertThat(text("states", "COUNT-UNDONE")).isEqualTo("0");
    }

    @Test
    void whatWasOverwrittenBeforeIsNotKnown() throws SQLException {
        change("BEFORE", "二", START.plusSeconds(60));
        assertThat(text("known_since", "BEFORE"))
                .as("its state had begun before")
                .isEqualTo("0");
        assertThat(kept("BEFORE")).containsExactly("一 0-60");
        assertThat(text("known_since", "BEFORE-NEWEST")).isEqualTo("50");
    }

    @Test
    void statesAreReadAgainAfterAHandover() throws SQLException {
        insert("HANDED", START);
        change("HANDED", "二", START.plusSeconds(10));
        long settled = revision;
        assertThat(read("HANDED", settled)).isEmpty();
        update("HANDED", "owner = 'other', revision = %d".formatted(++revision));
        assertThat(read("HANDED", settled)).singleElement().satisfies(state -> {
            assertThat(state.state().owner().publisher()).isEqualTo("other");
            assertThat(state.state().changedAt()).isEqualTo(START);
            assertThat(state.until()).isEqualTo(START.plusSeconds(10));
        });
    }

    @Test
    void statesOfLaterChangesComeWithThese() throws SQLException {
        insert("READ", START);
        change("READ", "二", START.plusSeconds(10));
        long first = revision;
        change("READ", "三", START.plusSeconds(20));
        assertThat(read("READ", 0)).hasSize(2);
        assertThat(read("READ", first)).extracting(state -> state.until()).containsExactly(START.plusSeconds(20));
        Change asRead = present("READ", first);
        assertThat(states.withPast(List.of(asRead), 0).getFirst().past().states())
                .hasSize(1);
        update(
                "READ",
                "retracted = %d, record = '{}', fingerprint = 'less', revision = %d".formatted(++revision, revision));
        long retracted = revision;
        change("READ", "五", START.plusSeconds(40));
        Past past = states.withPast(List.of(present("READ", revision)), first)
                .getFirst()
                .past();
        assertThat(past.dropped()).as("the index may have what was retracted").isTrue();
        assertThat(past.states()).hasSize(1);
        assertThat(states.withPast(List.of(present("READ", revision)), retracted)
                        .getFirst()
                        .past()
                        .dropped())
                .isFalse();
    }

    private static List<Past.Superseded> read(String key, long settled) throws SQLException {
        return past(key, settled).states();
    }

    private static Past past(String key, long settled) throws SQLException {
        return states.withPast(List.of(present(key, revision)), settled)
                .getFirst()
                .past();
    }

    private static Change present(String key, long at) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select owner, greatest(retracted, states_erased), states, record from publication where key = '%s'"
                                .formatted(key))) {
            row.next();
            var retracted = (Long) row.getObject(2);
            return new Change("office", key, at, START, row.getString(4), null, null, null)
                    .ownedBy(new Change.Owner(row.getString(1), null))
                    .with(Past.of(START, null, null, retracted, row.getInt(3)));
        }
    }

    private static void insert(String key, Instant at) throws SQLException {
        execute("""
            insert into publication (kind, key, revision, record, fingerprint, changed_at)
            values ('office', '%s', %d, '{"name": "一"}', '一', '%s')\
            """.formatted(key, ++revision, at));
    }

    private static void change(String key, String name, Instant at) throws SQLException {
        update(
                key,
                "record = '{\"name\": \"%s\"}', fingerprint = '%s', changed_at = '%s', revision = %d"
                        .formatted(name, name, at, ++revision));
    }

    private static void count(String key, String name, int n, Instant at) throws SQLException {
        update(
                key,
                "counted = '{n}', record = '{\"name\": \"%s\", \"n\": %d}', fingerprint = '%s', changed_at = '%s', revision = %d"
                        .formatted(name, n, name + n, at, ++revision));
    }

    /** Returns to a state that is kept. */
    private static void restore(String key, String name, Instant at) throws SQLException {
        update(key, """
                record = '{"name": "%2$s"}', fingerprint = '%2$s', changed_at = '%3$s', revision = %4$d, restored = (
                    select s.revision from superseded_state s where s.key = '%1$s' and s.record ->> 'name' = '%2$s')\
                """.formatted(key, name, at, ++revision));
    }

    private static void touch(String key, Instant at) throws SQLException {
        update(key, "changed_at = '%s', revision = %d".formatted(at, ++revision));
    }

    private static void update(String key, String set) throws SQLException {
        execute("update publication set %s where key = '%s'".formatted(set, key));
    }

    /** Returns the name of each state with the seconds from when to when it held. */
    private static List<String> kept(String key) throws SQLException {
        var kept = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select record ->> 'name', since, until from superseded_state"
                        + " where key = '%s' order by since".formatted(key))) {
            while (row.next()) {
                kept.add(row.getString(1)
                        + ' '
                        + seconds(row.getTimestamp(2).toInstant())
                        + '-'
                        + seconds(row.getTimestamp(3).toInstant()));
            }
        }
        return kept;
    }

    private static String text(String column, String key) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery("select %s from publication where key = '%s'".formatted(column, key))) {
            row.next();
            Object value = row.getObject(1);
            return value instanceof java.sql.Timestamp time
                    ? seconds(time.toInstant())
                    : value == null ? null : value.toString();
        }
    }

    private static String seconds(Instant time) {
        return Long.toString(Duration.between(START, time).toSeconds());
    }

    private static void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
