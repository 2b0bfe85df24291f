package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Identifier;
import org.sunwindow.LocalDatabase;
import org.sunwindow.TestSettings;
import org.sunwindow.Typings;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;

/** Keys that an earlier version stored as they were typed become canonical; what was stored twice is reported. */
@Tag("slow")
class CanonicalKeysMigrationTest {

    private static final String DISCLOSURE = """
            {"id":"src-7","title":"关于 A 的通知","publisher":"云川市民政局（本级）","publishedAt":"2026-03-02T23:30:00-08:00",\
            "disclosureAttribute":"主动公开"}""";

    /** Its canonical form is too long, and a surrogate pair is where it is cut. */
    private static final String LONG = "㍿".repeat(49) + "xyz" + "𠮷".repeat(3);

    private static LocalDatabase database;
    private static Connection connection;
    private static int revision;

    @BeforeAll
    static void migrate() throws Exception {
        database = LocalDatabase.temporary();
        flyway("5").migrate();
        connection = DriverManager.getConnection(database.url(), "postgres", "postgres");
        for (String key : nasty()) {
            insert("office", key, "{\"name\":\"各不相同\"}");
        }
        insert("office", "org-a", "{\"name\":\"最早\"}");
        insert("office", "ｏｒｇ－ａ", "{\"name\":\"其次\"}");
        insert("office", "ORG-A", "{\"name\":\"最后\"}");
        insert("office", "org-b", "{\"name\":\"后来撤下\"}");
        insert("office", "ORG–B", null);
        insert("office", "ORG-C", null);
        insert("office", "org-c", "{\"name\":\"撤下后又公开\"}");
        insert("office", LONG, "{\"name\":\"展开后过长\"}");
        insert("service", "org-a", "{\"name\":\"另一种类\"}");
        insert("disclosure", "src-7", DISCLOSURE);
        insert("disclosure", "NO/7", DISCLOSURE.replace("\"id\":\"src-7\"", "\"indexNo\":\"NO/7\""));
        insertCase("ABC-1", "较早", "2026-01-01");
        insertCase("abc\u20111", "较晚", "2026-01-02");
        insertCase("ABC-2", "不变", "2026-01-03");
        execute("update revision_counter set value = " + revision);
        flyway("latest").migrate();
    }

    @AfterAll
    static void close() throws Exception {
        connection.close();
        database.close();
    }

    /** Typings of different keys, one each. */
    private static List<String> nasty() {
        var keys = new ArrayList<String>();
        int i = 0;
        for (String typed : Typings.of("Nasty-W/2〔7〕")) {
            keys.add(typed + "." + ++i);
        }
        // ligatures, letters whose upper case depends on the locale or has more characters, marks that combine, other
        // planes
        for (String typed :
                List.of("ﬀ", "ı", "İ", "i", "ß", "ς", "ŉ", "é", "e\u200B\u0301", "ǆ", "𝒜", "𠮷", "②", "ⅷ", "云民发")) {
            keys.add("letters" + ++i + typed);
        }
        return keys;
    }

    @Test
    void keysAreWhatImportsMakeOfThem() throws SQLException {
        assertThat(texts("select key from publication where record ->> 'name' = '各不相同'"))
                .containsExactlyInAnyOrderElementsOf(
                        nasty().stream().map(Identifier::canonical).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void latestOfSeveralTypingsIsKept() throws SQLException {
        assertThat(texts("select record ->> 'name' from publication where kind = 'office' and key = 'ORG-A'"))
                .containsExactly("最后");
        assertThat(texts("select record ->> 'name' from publication where kind = 'office' and key = 'ORG-C'"))
                .containsExactly("撤下后又公开");
        assertThat(texts("select record ->> 'name' from publication where kind = 'service' and key = 'ORG-A'"))
                .containsExactly("另一种类");
    }

    @Test
    void whatWasWithdrawnLastIsWithdrawnAltogether() throws SQLException {
        assertThat(texts("select (withdrawn_at is not null)::text from publication where key = 'ORG-B'"))
                .containsExactly("true");
    }

    @Test
    void expandedKeyIsCutBetweenCharacters() throws SQLException {
        assertThat(texts("select key from publication where record ->> 'name' = '展开后过长'"))
                .containsExactly("株式会社".repeat(49) + "XYZ");
    }

    @Test
    void collisionsAreReported() throws SQLException {
        assertThat(texts("select concat_ws(' ', kind, key, kept_typed, removed_typed, removed_record ->> 'name')"
                        + " from key_collision"))
                .containsExactlyInAnyOrder(
                        "office ORG-A ORG-A org-a 最早",
                        "office ORG-A ORG-A ｏｒｇ－ａ 其次",
                        "office ORG-B ORG–B org-b",
                        "office ORG-C org-c ORG-C",
                        "application ABC-1 abc\u20111 ABC-1");
    }

    /** Followers of the log see the three records that changed, after everything else. */
    @Test
    void keptRecordsTakeNewRevisions() throws SQLException {
        assertThat(texts("select key from publication where revision > %d order by revision".formatted(revision)))
                .containsExactly("ORG-A", "ORG-B", "ORG-C");
        assertThat(texts("select value::text from revision_counter")).containsExactly("" + (revision + 3));
        assertThat(texts("select max(revision)::text from publication")).containsExactly("" + (revision + 3));
    }

    @Test
    void likenessesAreWhatImportsMakeOfThem() throws Exception {
        Kind<?> kind = InstalledKinds.of(TestSettings.general(Map.of())).get("disclosure");
        String likeness = likeness(kind);
        assertThat(texts("select concat_ws(' ', key, likeness, numbered) from publication where kind = 'disclosure'"))
                .containsExactlyInAnyOrder("SRC-7 " + likeness + " f", "NO/7 " + likeness + " t");
    }

    private static <R> String likeness(Kind<R> kind) throws Exception {
        R record = IndexFixture.json().read(DISCLOSURE, kind.type());
        return ((Admission.Admitted<R>) kind.admit(record))
                .envelope()
                .identity()
                .likeness();
    }

    @Test
    void latestUpdateOfACaseIsKept() throws SQLException {
        assertThat(texts("select application_no || ' ' || progress from application_case"))
                .containsExactlyInAnyOrder("ABC-1 较晚", "ABC-2 不变");
    }

    private static Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .target(target)
                .load();
    }

    private static void insert(String kind, String key, String record) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into publication (kind, key, revision, record, title, publisher, changed_at, withdrawn_at)
                values (?, ?, ?, ?::jsonb, ?::jsonb ->> 'title', ?::jsonb ->> 'publisher', now(),
                        case when ?::jsonb is null then now() end)""")) {
            statement.setString(1, kind);
            statement.setString(2, key);
            statement.setInt(3, ++revision);
            for (int i = 4; i <= 7; i++) {
                statement.setString(i, record);
            }
            statement.executeUpdate();
        }
    }

    private static void insertCase(String number, String progress, String updated) throws SQLException {
        execute("""
                insert into application_case (application_no, case_type, progress, fingerprint, updated_at, imported_at)
                values ('%s', 'SERVICE', '%s', '', '%s', now())""".formatted(number, progress, updated));
    }

    private static void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(String query) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
