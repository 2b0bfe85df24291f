package org.sunwindow.cases.lookup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sunwindow.cases.ApplicationNumbers;
import org.sunwindow.cases.Factor;
import org.sunwindow.cases.FailureScope;
import org.sunwindow.cases.Hashes;

/**
 * An attempt to look up a case.
 *
 * @param number        normalised application number
 * @param numberKey     by which the failures of the number are counted
 * @param factor        to be verified
 * @param requesterKeys by which the failures of the requester are counted
 * @param caller        name of an authenticated caller, {@code null} for an anonymous one
 */
record Attempt(String number, Key numberKey, Factor factor, List<Key> requesterKeys, String caller) {

    /** Identifies a {@link FailureCounter} by a keyed hash of a number, user, address or caller. */
    record Key(FailureScope scope, ByteBuffer hash) {

        static Key of(Hashes hashes, FailureScope scope, String value) {
            return new Key(scope, ByteBuffer.wrap(hashes.of(scope, value)));
        }

        byte[] bytes() {
            return hash.array();
        }
    }

    static Attempt of(Hashes hashes, StatusQuery query, Requester requester) {
        String number = ApplicationNumbers.normalize(query.applicationNo());
        return new Attempt(
                number,
                Key.of(hashes, FailureScope.NUMBER, number),
                query.factor(),
                requester.keys(hashes),
                requester.caller());
    }

    /** Keys of all counters that a failure increments. */
    List<Key> keys() {
        var all = new ArrayList<>(requesterKeys);
        all.add(numberKey);
        return all;
    }
}
