package org.sunwindow.index.lucene;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Measures the stages of searches. Thread-safe. */
final class SearchStages {

    /** What a search does, in this order. */
    enum Stage {
        /** Chooses the reading of the text and finds the hits. */
        FIND,
        /** Cuts highlights and reads the JSON of the page. */
        READ,
        /** Counts facets and groups. */
        FACETS;

        private final String tag = name().toLowerCase(Locale.ROOT);

        String tag() {
            return tag;
        }
    }

    private final LongAdder[] nanos = {new LongAdder(), new LongAdder(), new LongAdder()};
    private final LongAdder[] counts = {new LongAdder(), new LongAdder(), new LongAdder()};

    /**
     * Ends a stage.
     *
     * @param since {@link System#nanoTime} when it began
     * @return when the next one begins
     */
    long ended(Stage stage, long since) {
        long now = System.nanoTime();
        nanos[stage.ordinal()].add(now - since);
        counts[stage.ordinal()].increment();
        return now;
    }

    long count(Stage stage) {
        return counts[stage.ordinal()].sum();
    }

    long nanos(Stage stage) {
        return nanos[stage.ordinal()].sum();
    }
}
