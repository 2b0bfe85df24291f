package org.sunwindow.cases;

/** The subject of a failure counter. */
public enum FailureScope {
    /** An application number, whether it exists or not. */
    NUMBER,
    /** An end user of a caller. */
    USER,
    /** The network address of an anonymous caller. */
    ADDRESS,
    /** An authenticated caller with all its users. */
    CALLER
}
