package org.sunwindow.cases;

import org.sunwindow.Identifier;

/** Normalises application numbers and query codes as people type them. */
public final class ApplicationNumbers {

    private ApplicationNumbers() {}

    /** Returns the canonical form of an {@link Identifier}. */
    public static String normalize(String typed) {
        return Identifier.canonical(typed);
    }
}
