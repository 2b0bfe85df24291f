package org.sunwindow.cases;

/** Why the clock of a case is suspended. */
public enum SuspendReason {
    SUPPLEMENT,
    HEARING,
    INSPECTION,
    APPRAISAL,
    PUBLICITY,
    OTHER
}
