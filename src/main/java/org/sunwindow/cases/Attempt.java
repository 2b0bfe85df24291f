package org.sunwindow.cases;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One question after a case.
 *
 * @param number     in its canonical spelling
 * @param numberHash its keyed hash, by which its failures are counted
 * @param factor     what is to prove that it may be told
 * @param askers     by whom failures are counted too
 * @param caller     name of a caller with a key, {@code null} for none
 */
record Attempt(String number, Key numberHash, Factor factor, List<Key> askers, String caller) {

    /** What failures are counted by, without saying who or what it is. */
    record Key(FailureScope subject, ByteBuffer hash) {

        static Key of(Hashes hashes, FailureScope subject, String value) {
            return new Key(subject, ByteBuffer.wrap(hashes.of(subject, value)));
        }

        byte[] bytes() {
            return hash.array();
        }
    }

    static Attempt of(Hashes hashes, StatusQuery query, Requester asker) {
        String number = ApplicationNumbers.canonical(query.applicationNo());
        return new Attempt(
                number,
                Key.of(hashes, FailureScope.NUMBER, number),
                query.factor(),
                asker.keys(hashes),
                asker.caller());
    }

    /** All that a failure counts against. */
    List<Key> keys() {
        var all = new ArrayList<>(askers);
        all.add(numberHash);
        return all;
    }
}
