package org.sunwindow.cases.lookup;

import java.util.List;
import java.util.stream.Stream;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.cases.FailureScope;
import org.sunwindow.cases.lookup.Attempt.Key;
import org.sunwindow.http.Proxies;

/**
 * The originator of a lookup: an authenticated caller, optionally with its end user, or an anonymous network address.
 *
 * @param caller name of the caller, {@code null} if anonymous
 * @param user   opaque identifier of the end user, may be {@code null}
 * @param client network address of the connection
 */
record Requester(String caller, String user, Proxies.Client client) {

    boolean isAnonymous() {
        return caller == null;
    }

    /** Whether a caller vouches for a single person. An address may be shared by an office or a village. */
    boolean isVouchedFor() {
        return caller != null && user != null;
    }

    /** What distinguishes this requester from all others. */
    String identity() {
        if (isAnonymous()) {
            return "address\0" + client.address();
        }
        // a caller without an end user is counted by its own address, so it cannot lock those that it names
        return "caller\0" + caller + (user == null ? "\0address\0" + client.address() : "\0user\0" + user);
    }

    /** Keys of the counters of this requester, from narrow to wide. */
    List<Key> keys(FactorHashes hashes) {
        if (!isAnonymous()) {
            return List.of(Key.of(hashes, FailureScope.USER, identity()), Key.of(hashes, FailureScope.CALLER, caller));
        }
        return Stream.of(
                        Key.of(hashes, FailureScope.ADDRESS, client.address()),
                        client.subnet() == null ? null : Key.of(hashes, FailureScope.SUBNET, client.subnet()),
                        client.network() == null ? null : Key.of(hashes, FailureScope.NETWORK, client.network()),
                        Key.of(hashes, FailureScope.ANONYMOUS, ""))
                .filter(key -> key != null)
                .toList();
    }

    /** Keeps end users and addresses out of every log and message. */
    @Override
    public String toString() {
        return "Requester";
    }
}
