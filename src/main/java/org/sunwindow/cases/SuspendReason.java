package org.sunwindow.cases;

/** Why the clock of a case stands still. */
public enum SuspendReason {
    SUPPLEMENT,
    HEARING,
    INSPECTION,
    APPRAISAL,
    PUBLICITY,
    OTHER
}
