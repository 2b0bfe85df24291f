package org.sunwindow.cases.lookup;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.sunwindow.MovableClock;

/** Tells the database the time of the test, so that tests can move it. */
@Mock
@Singleton
class MovableDatabaseTime extends DatabaseTime {

    private final MovableClock clock;

    MovableDatabaseTime(MovableClock clock) {
        super(clock);
        this.clock = clock;
    }

    @Override
    void bind(PreparedStatement statement, int parameter) throws SQLException {
        statement.setObject(parameter, FailureCounterTable.time(clock.instant()));
    }

    @Override
    Instant estimate() {
        return clock.instant();
    }
}
