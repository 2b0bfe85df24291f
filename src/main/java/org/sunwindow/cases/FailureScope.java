package org.sunwindow.cases;

/** By what failures are counted. */
public enum FailureScope {
    /** The number asked for, whether it exists or not. */
    NUMBER,
    /** The end user that a caller names. */
    USER,
    /** The network address of an anonymous caller. */
    ADDRESS,
    /** A caller with a key, with all its users. */
    CALLER
}
