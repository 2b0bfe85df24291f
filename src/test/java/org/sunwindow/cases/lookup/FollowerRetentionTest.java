package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.MigratedDatabase;
import org.sunwindow.MovableClock;
import org.sunwindow.TestSettings;

/** Followers that expire are told nothing more, and nothing can be sent to them again. */
@Tag("slow")
class FollowerRetentionTest {

    private static final String EXPIRED = "11111111-1111-4111-8111-111111111111";
    private static final String OPEN = "22222222-2222-4222-8222-222222222222";

    private static MigratedDatabase database;

    @BeforeAll
    static void startDatabase() throws IOException {
        database = new MigratedDatabase();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void start() throws SQLException {
        database.execute("truncate webhook cascade");
        database.execute("""
                insert into webhook (id, caller, address, events, created_at, salt, key_check, not_before)
                select id::uuid, 'portal', 'https://portal.example/', '{case.news}', now(), '', '', now()
                from unnest(array['%s', '%s']) as id""".formatted(EXPIRED, OPEN));
        database.execute("""
                insert into case_follower (id, webhook, number_hash, created_at, expires_at)
                select w.id, w.id, '', now(), case when w.id = '%s' then now() - interval '1 second' end from webhook w""".formatted(EXPIRED));
        database.execute("""
                insert into webhook_notice (webhook, event, kind, key, id, occurred_at, waiting_since, due_at, dead_at)
                select w.id, event, kind, w.id::text, gen_random_uuid(), now(), now(), now(), now()
                from webhook w, (values ('case.news', ''), ('publication.change', 'notice')) as e (event, kind)""");
    }

    private static LookupRetention retention() {
        return new LookupRetention(
                database.source(), new DatabaseTime(new MovableClock()), TestSettings.cases(Map.of()));
    }

    @Test
    void expiredFollowerIsDeletedWithItsNews() throws SQLException {
        retention().purge();
        assertThat(database.count("case_follower where id = '%s'".formatted(EXPIRED)))
                .isZero();
        assertThat(database.count("webhook_notice where event = 'case.news' and key = '%s'".formatted(EXPIRED)))
                .isZero();
        assertThat(database.count("case_follower")).isEqualTo(1);
        assertThat(database.count("webhook_notice")).isEqualTo(3);
    }

    @Test
    void webhookThatIsBeingDeletedIsNotWaitedFor() throws SQLException {
        try (Connection deletion = database.transaction();
                var statement = deletion.createStatement()) {
            statement.executeUpdate("delete from webhook where id = '%s'".formatted(EXPIRED));
            retention().purge();
            deletion.rollback();
        }
        assertThat(database.count("case_follower")).isEqualTo(2);
        retention().purge();
        assertThat(database.count("case_follower")).isEqualTo(1);
    }
}
