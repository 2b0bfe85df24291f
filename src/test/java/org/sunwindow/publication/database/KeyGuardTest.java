package org.sunwindow.publication.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.MigratedDatabase;
import org.sunwindow.TestSettings;

@Tag("slow")
class KeyGuardTest {

    private static final String FIRST = "the-first-key-which-is-long-enough-for-it";
    private static final String SECOND = "the-second-key-which-is-long-enough-for-it";

    @Test
    void databaseIsUsedOnlyWithAKeyThatItKnows() throws Exception {
        try (var database = new MigratedDatabase()) {
            assertThat(isAccepted(database, FIRST)).as("a new database").isTrue();
            assertThat(isAccepted(database, FIRST)).isTrue();
            assertThat(isAccepted(database, SECOND)).isFalse();
            assertThat(isAccepted(database, SECOND, FIRST)).as("a change").isTrue();
            assertThat(isAccepted(database, FIRST, SECOND))
                    .as("an instance that is restarted before the change")
                    .isTrue();
            assertThat(isAccepted(database, SECOND, FIRST)).isTrue();
            assertThat(isAccepted(database, SECOND)).as("the end of the change").isTrue();
            assertThat(isAccepted(database, FIRST))
                    .as("a configuration of before the change")
                    .isFalse();
            assertThat(database.count("known_key")).isEqualTo(1);
        }
    }

    /** As on a managed database whose disk is full. */
    @Test
    void instanceStartsWhileTheDatabaseCanOnlyBeRead() throws Exception {
        try (var database = new MigratedDatabase()) {
            assertThat(isAccepted(database, FIRST)).isTrue();
            database.execute("alter role current_user set default_transaction_read_only = on");
            assertThat(isAccepted(database, FIRST)).isTrue();
            assertThatThrownBy(() -> isAccepted(database, SECOND, FIRST)).hasMessageContaining("read-only");
        }
    }

    private static boolean isAccepted(MigratedDatabase database, String key, String... previous) throws SQLException {
        var hashes = TestSettings.keyedHashes(Map.of(
                "sunwindow.progress.secret", key, "sunwindow.progress.previous-secrets", String.join(",", previous)));
        return new KeyGuard(hashes, database.source(), Clock.systemUTC()).isAccepted();
    }
}
