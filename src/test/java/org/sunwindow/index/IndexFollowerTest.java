package org.sunwindow.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sunwindow.MovableClock;
import org.sunwindow.TestSettings;
import org.sunwindow.index.SearchIndex.Fault;
import org.sunwindow.index.SearchIndex.Status;
import org.sunwindow.publication.database.DatabaseMonitor;

/** The follower of an index that fails. */
class IndexFollowerTest {

    private int contacts;

    /** The schema is migrated at this contact, and other instances may write. */
    @Test
    void databaseIsContactedWhileTheIndexCannotBeWritten() {
        var index = (SearchIndex) Proxy.newProxyInstance(
                SearchIndex.class.getClassLoader(), new Class<?>[] {SearchIndex.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("reopen")) {
                        throw new AccessDeniedException("index", null, "Read-only file system");
                    }
                    return new Status(null, null, null, false, true, Fault.NOT_WRITABLE);
                });
        var database = new DatabaseMonitor(null, null, null, new MovableClock()) {
            @Override
            public boolean ready() {
                contacts++;
                return true;
            }
        };
        var follower =
                new IndexFollower(index, null, database, null, null, null, null, null, TestSettings.general(Map.of()));
        assertThat(follower.advance()).isFalse();
        assertThat(follower.advance()).isFalse();
        assertThat(contacts).isEqualTo(2);
    }
}
