package org.sunwindow.cases.lookup;

import java.util.List;
import org.sunwindow.cases.FailureScope;
import org.sunwindow.cases.Hashes;
import org.sunwindow.cases.lookup.Attempt.Key;

/**
 * The originator of a look-up: an authenticated caller, optionally with its end user, or an anonymous network address.
 *
 * @param caller  name of the caller, {@code null} if anonymous
 * @param user    opaque identifier of the end user, may be {@code null}
 * @param address network address if anonymous, otherwise {@code null}
 */
record Requester(String caller, String user, String address) {

    boolean isAnonymous() {
        return caller == null;
    }

    /** Keys of the counters of this requester. */
    List<Key> keys(Hashes hashes) {
        if (isAnonymous()) {
            return List.of(Key.of(hashes, FailureScope.ADDRESS, address));
        }
        Key callerKey = Key.of(hashes, FailureScope.CALLER, caller);
        return user == null
                ? List.of(callerKey)
                : List.of(Key.of(hashes, FailureScope.USER, caller + '\0' + user), callerKey);
    }
}
