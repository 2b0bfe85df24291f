package org.sunwindow.imports.background;

import java.util.function.BooleanSupplier;

/** What workers do with a run that they have taken. Implementations must be thread-safe. */
public interface Work {

    /**
     * Continues a run until it ends or is given back.
     *
     * @param stopped whether the instance stops
     */
    void work(WaitingRun taken, BooleanSupplier stopped);
}
