package db.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.jboss.logging.Logger;
import org.sunwindow.Identifier;
import org.sunwindow.crypto.Sha256;

/**
 * Rewrites keys of publications and application numbers to their canonical form. It is written in Java because case
 * folding in SQL depends on the locale of the database. Of records whose keys differed only in their typing, the one
 * with the latest revision is kept under a new revision; the others are moved to the table {@code key_collision}.
 */
public class V7__CanonicalIdentifiers extends BaseJavaMigration {

    private static final Logger LOG = Logger.getLogger(V7__CanonicalIdentifiers.class);

    private static final int BATCH = 1_000;
    private static final int MAX_LOGGED = 20;

    /** Matches what {@link Identifier#canonical} may change, whatever the locale. */
    private static final String MAY_CHANGE = " collate \"C\" !~ '^[0-9A-Z/_.-]*$'";

    private static final String SCHEMA = """
            -- see publication.RecordIdentity
            alter table publication
                add column likeness varchar(40),
                add column numbered boolean not null default false;
            create index publication_likeness on publication (likeness) where likeness is not null;

            -- What was stored twice under two typings of one key, for an operator to check. Nothing is kept of cases, nor of a
            -- record whose latest state is withdrawn.
            create table key_collision (
                kind             varchar(32)  not null,
                key              varchar(200) not null,
                kept_typed       varchar(200) not null,
                kept_revision    bigint,
                removed_typed    varchar(200) not null,
                removed_revision bigint,
                removed_owner    varchar(100),
                removed_record   jsonb,
                found_at         timestamptz  not null default now()
            );

            create temporary table renamed (
                kind      varchar(32)  not null,
                typed     varchar(200) not null,
                canonical varchar(200) not null,
                primary key (kind, typed)
            ) on commit drop;
            """;

    /** Every row whose key changes, and every row whose key is the canonical form of another. */
    private static final String PUBLICATIONS = """
            create index on renamed (kind, canonical);
            analyze renamed;

            create temporary table stored on commit drop as
            select kind, typed, canonical, revision,
                   row_number() over (partition by kind, canonical order by revision desc) as place
            from (
                select r.kind, r.typed, r.canonical, p.revision
                from renamed r join publication p on p.kind = r.kind and p.key = r.typed
                union all
                select p.kind, p.key, p.key, p.revision
                from publication p
                where (p.kind, p.key) in (select kind, canonical from renamed)
                  and not exists (select from renamed r where r.kind = p.kind and r.typed = p.key)) same;
            analyze stored;

            insert into key_collision (kind, key, kept_typed, kept_revision, removed_typed, removed_revision, removed_owner,
                                       removed_record)
            select removed.kind, removed.canonical, kept.typed, kept.revision, removed.typed, removed.revision, old.owner,
                   case when latest.record is not null then old.record end
            from stored removed
            join stored kept on kept.kind = removed.kind and kept.canonical = removed.canonical and kept.place = 1
            join publication latest on latest.kind = kept.kind and latest.key = kept.typed
            join publication old on old.kind = removed.kind and old.key = removed.typed
            where removed.place > 1;

            delete from publication p using stored s where s.place > 1 and p.kind = s.kind and p.key = s.typed;

            update publication p set revision = c.value + k.number, changed_at = now()
            from revision_counter c, (
                select kind, kept_typed, row_number() over (order by kept_revision) as number
                from key_collision group by kind, kept_typed, kept_revision) k
            where p.kind = k.kind and p.key = k.kept_typed;

            update revision_counter set
                value = value + (select count(distinct (kind, kept_typed)) from key_collision),
                changed_at = case when exists (select from key_collision) then now() else changed_at end;

            update publication p set key = s.canonical from stored s
            where s.place = 1 and p.kind = s.kind and p.key = s.typed and p.key <> s.canonical;

            -- an instance of an earlier version must not store a key beside its canonical form
            alter table publication add constraint publication_key_canonical check (key collate "C" !~ '[a-z]');
            """;

    /** Of several cases, the one with the latest update is kept. */
    private static final String CASES = """
            analyze renamed;

            create temporary table stored_case on commit drop as
            select id, typed, canonical,
                   row_number() over (partition by canonical order by updated_at desc, id desc) as place
            from (
                select c.id, r.typed, r.canonical, c.updated_at
                from renamed r join application_case c on c.application_no = r.typed
                where r.kind = 'application'
                union all
                select c.id, c.application_no, c.application_no, c.updated_at
                from application_case c
                where c.application_no in (select canonical from renamed where kind = 'application')
                  and not exists (select from renamed r where r.kind = 'application' and r.typed = c.application_no)) same;
            analyze stored_case;

            insert into key_collision (kind, key, kept_typed, removed_typed)
            select 'application', removed.canonical, kept.typed, removed.typed
            from stored_case removed join stored_case kept on kept.canonical = removed.canonical and kept.place = 1
            where removed.place > 1;

            delete from application_case c using stored_case s where s.place > 1 and c.id = s.id;

            update application_case c set application_no = s.canonical from stored_case s
            where s.place = 1 and c.id = s.id and c.application_no <> s.canonical;
            """;

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("select value from revision_counter for update");
            statement.execute("lock table publication, application_case in exclusive mode");
            statement.execute(SCHEMA);
            rename(connection, "select kind, key from publication where key" + MAY_CHANGE);
            statement.execute(PUBLICATIONS);
            rename(
                    connection,
                    "select 'application', application_no from application_case where application_no" + MAY_CHANGE);
            statement.execute(CASES);
        }
        addLikenesses(connection);
        report(connection);
    }

    /** Records the canonical form of every key that differs from it. */
    private static void rename(Connection connection, String keys) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("insert into renamed values (?, ?, ?)")) {
            statement.setFetchSize(BATCH);
            try (ResultSet rows = statement.executeQuery(keys)) {
                for (int waiting = 0; rows.next(); ) {
                    String typed = rows.getString(2);
                    String canonical = Identifier.canonical(typed);
                    if (canonical.equals(typed)) {
                        continue;
                    }
                    insert.setString(1, rows.getString(1));
                    insert.setString(2, typed);
                    insert.setString(3, shortened(canonical));
                    insert.addBatch();
                    if (++waiting % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }

    /** NFKC may expand a character. A key that becomes too long is no longer accepted, but can still be withdrawn. */
    private static String shortened(String canonical) {
        if (canonical.length() <= Identifier.MAX_LENGTH) {
            return canonical;
        }
        // PostgreSQL stores no half of a surrogate pair
        boolean splits = Character.isHighSurrogate(canonical.charAt(Identifier.MAX_LENGTH - 1));
        return canonical.substring(0, splits ? Identifier.MAX_LENGTH - 1 : Identifier.MAX_LENGTH);
    }

    /** Computes for stored records what {@code disclosure.Disclosure} computes for new ones. */
    private static void addLikenesses(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement update = connection.prepareStatement(
                        "update publication set likeness = ?, numbered = ? where kind = 'disclosure' and key = ?")) {
            statement.setFetchSize(BATCH);
            try (ResultSet rows = statement.executeQuery("""
                    select key, publisher, title, left(record ->> 'publishedAt', 10), record ->> 'indexNo' is not null
                    from publication where kind = 'disclosure' and record is not null""")) {
                for (int waiting = 0; rows.next(); ) {
                    update.setString(1, likeness(rows.getString(2), rows.getString(3), rows.getString(4)));
                    update.setBoolean(2, rows.getBoolean(5));
                    update.setString(3, rows.getString(1));
                    update.addBatch();
                    if (++waiting % BATCH == 0) {
                        update.executeBatch();
                    }
                }
            }
            update.executeBatch();
        }
    }

    private static String likeness(String publisher, String title, String date) {
        String parts = Identifier.canonical(publisher) + '\n' + Identifier.canonical(title) + '\n' + date;
        return HexFormat.of().formatHex(Sha256.of(parts), 0, 10);
    }

    private static void report(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select kind, key, kept_revision, removed_revision, count(*) over () from key_collision
                        order by kind, key limit %d""".formatted(MAX_LOGGED))) {
            while (rows.next()) {
                if (rows.isFirst()) {
                    LOG.warnf(
                            "%d records had a key that differs from another only in its typing; see table key_collision",
                            rows.getLong(5));
                }
                if (!rows.getString(1).equals("application")) {
                    LOG.warnf(
                            "%s %s: kept revision %d, removed revision %d",
                            rows.getString(1), rows.getString(2), rows.getLong(3), rows.getLong(4));
                }
            }
        }
    }
}
