package org.sunwindow.cases;

/** The subject of a failure counter. */
public enum FailureScope {
    /** An application number, whether it exists or not. */
    NUMBER,
    /** A locked application number, queried with the solution of a hard challenge. */
    LOCKED_NUMBER,
    /** A locked application number, queried by one user who has looked it up before. Successes are counted, too. */
    KNOWN_ASKER,
    /** A locked application number, queried by all {@link #KNOWN_ASKER}s together. */
    ALL_KNOWN_ASKERS,
    /** An end user of a caller, or the address of a caller that names no end user. */
    USER,
    /** The network address of an anonymous requester: IPv4, or the /64 of IPv6. */
    ADDRESS,
    /** The /56 of an anonymous IPv6 address, which is what a household has. */
    SUBNET,
    /** The /24 of an anonymous IPv4 address, or the /48 of an IPv6 address, which anybody can rent. */
    NETWORK,
    /** An authenticated caller with all its users. Its lock demands challenges. */
    CALLER,
    /** All anonymous requesters together. Their lock demands challenges. */
    ANONYMOUS,
    /** The solution of a challenge. One failure uses it up. */
    SOLUTION;

    /** Whether a lock demands challenges instead of refusing, because it concerns many people. */
    public boolean demandsChallenge() {
        return this == CALLER || this == ANONYMOUS;
    }
}
