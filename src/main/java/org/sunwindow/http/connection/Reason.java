package org.sunwindow.http.connection;

import java.util.Locale;

/** Why a connection was ended by the guard. */
sealed interface Reason permits Refusal, Closure {

    String name();

    /** The value of the label of the metric. */
    default String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
