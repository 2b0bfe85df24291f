package org.sunwindow.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
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

    /** The stored data are not answered from again, also while there is no database to build them from. */
    @Test
    void damagedIndexIsReset() {
        var calls = new ArrayList<String>();
        var index = (SearchIndex) Proxy.newProxyInstance(
                SearchIndex.class.getClassLoader(), new Class<?>[] {SearchIndex.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return switch (method.getName()) {
                        case "status" -> {
                            boolean isDamaged = !calls.contains("reset");
                            yield new Status(null, null, null, false, false, isDamaged ? Fault.DAMAGED : Fault.NONE);
                        }
                        case "hasUncommittedChanges" -> false;
                        default -> null;
                    };
                });
        var unreachable = new DatabaseMonitor(null, null, null, new MovableClock()) {
            @Override
            public boolean ready() {
                return false;
            }
        };
        var follower = new IndexFollower(
                index, null, unreachable, null, null, null, null, null, TestSettings.general(Map.of()));
        assertThat(follower.advance()).isTrue();
        assertThat(follower.advance()).isTrue();
        assertThat(calls.stream().filter("reset"::equals)).hasSize(1);
    }
}
