package org.sunwindow.cases.lookup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sunwindow.Identifier;
import org.sunwindow.cases.Factor;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.cases.FailureScope;
import org.sunwindow.cases.lookup.ChallengeVerifier.Effort;

/**
 * An attempt to look up a case.
 *
 * @param number        normalized application number
 * @param numberKey     by which the failures of the number are counted
 * @param factor        to verify
 * @param requesterKeys by which the failures of the requester are counted, from narrow to wide
 * @param asker         number and requester, {@code null} if no caller vouches for the requester
 * @param proof         the challenge that was solved for this attempt, {@code null} if there is none
 * @param caller        name of an authenticated caller, {@code null} for an anonymous one
 */
record Attempt(
        String number, Key numberKey, Factor factor, List<Key> requesterKeys, Asker asker, Proof proof, String caller) {

    /** Identifies a {@link FailureCounter} by a keyed hash of what it counts. */
    record Key(FailureScope scope, ByteBuffer hash) {

        static Key of(FactorHashes hashes, FailureScope scope, String value) {
            return new Key(scope, ByteBuffer.wrap(hashes.of(scope, value)));
        }

        byte[] bytes() {
            return hash.array();
        }
    }

    /**
     * A number and a requester for whom a caller vouches. The factor is not part of it: a wrong one must have the same
     * effect as the right one.
     *
     * @param own by which the attempts of the requester are counted while the number is locked. Its hash identifies an
     *     earlier success.
     * @param all by which the attempts of all requesters who have looked up the number are counted while it is locked
     */
    record Asker(Key own, Key all) {

        List<Key> keys() {
            return List.of(own, all);
        }
    }

    /**
     * A challenge that was solved.
     *
     * @param solution     by which its failures are counted
     * @param lockedNumber by which failures with hard challenges are counted once the number is locked
     */
    record Proof(Effort effort, Key solution, Key lockedNumber) {}

    static Attempt of(FactorHashes hashes, StatusQuery query, Requester requester, Effort solved) {
        String number = Identifier.canonical(query.applicationNo());
        Factor factor = query.factor();
        Asker asker = !requester.isVouchedFor()
                ? null
                : new Asker(
                        Key.of(hashes, FailureScope.KNOWN_ASKER, number + "\0" + requester.identity()),
                        Key.of(hashes, FailureScope.ALL_KNOWN_ASKERS, number));
        Proof proof = solved == null
                ? null
                : new Proof(
                        solved,
                        Key.of(hashes, FailureScope.SOLUTION, query.challenge().token()),
                        Key.of(hashes, FailureScope.LOCKED_NUMBER, number));
        return new Attempt(
                number,
                Key.of(hashes, FailureScope.NUMBER, number),
                factor,
                requester.keys(hashes),
                asker,
                proof,
                requester.caller());
    }

    boolean hasSolved(Effort effort) {
        return proof != null && proof.effort().compareTo(effort) >= 0;
    }

    /** Keys of all counters that this attempt may increment. */
    List<Key> keys() {
        var all = new ArrayList<>(requesterKeys);
        all.add(numberKey);
        if (asker != null) {
            all.addAll(asker.keys());
        }
        if (proof != null) {
            all.add(proof.solution());
            all.add(proof.lockedNumber());
        }
        return all;
    }

    /** Keeps numbers and names out of every log and message. */
    @Override
    public String toString() {
        return "Attempt";
    }
}
