package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** What the migration removed is not kept without end. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyCollisionRetentionTest {

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    @Inject
    KeyCollisionRetention retention;

    @BeforeEach
    void awaitSchema() {
        Sunwindow.await("ready", () -> Sunwindow.underTest().ready().statusCode() == 200);
    }

    @Test
    void collisionsAreDeletedAfterTheirRetention() throws SQLException {
        Instant expired = clock.instant().minus(KeyCollisionRetention.KEPT);
        insert("EXPIRED", expired);
        insert("KEPT", expired.plus(1, ChronoUnit.HOURS));
        retention.purge();
        assertThat(new Rows(database).select("select key from key_collision")).containsExactly("KEPT");
    }

    private void insert(String key, Instant found) throws SQLException {
        new Rows(database).execute("""
                insert into key_collision (kind, key, kept_typed, removed_typed, removed_record, found_at)
                values ('office', '%1$s', '%1$s', '%1$s', '{}', '%2$s')""".formatted(key, found));
    }
}
