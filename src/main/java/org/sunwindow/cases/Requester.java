package org.sunwindow.cases;

import java.util.List;
import org.sunwindow.cases.Attempt.Key;

/**
 * Who asks: a caller with a key and, if it names one, its user; or somebody at an address.
 *
 * @param caller  {@code null} for an anonymous one
 * @param user    a name that only the caller understands, {@code null} for none
 * @param address of the network, for who has nothing better; {@code null} for a caller with a key
 */
record Requester(String caller, String user, String address) {

    boolean isAnonymous() {
        return caller == null;
    }

    /** By what the failures are counted, beside the numbers. */
    List<Key> keys(Hashes hashes) {
        if (isAnonymous()) {
            return List.of(Key.of(hashes, FailureScope.ADDRESS, address));
        }
        Key ofCaller = Key.of(hashes, FailureScope.CALLER, caller);
        return user == null
                ? List.of(ofCaller)
                : List.of(Key.of(hashes, FailureScope.USER, caller + '\0' + user), ofCaller);
    }
}
