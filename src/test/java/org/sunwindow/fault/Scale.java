package org.sunwindow.fault;

import java.util.Random;

/** How much the tests of faults do: the short form or the long one. */
public final class Scale {

    /** Set by {@link Faults}. */
    static final String LONG = "fault.long";

    static final String SEED = "fault.seed";

    private Scale() {}

    /** Returns the first value in the short form, the second in the long one. */
    public static int of(int few, int many) {
        return Boolean.getBoolean(LONG) ? many : few;
    }

    /** Returns a source that repeats itself for the same seed. Without a seed it is 1, so that short runs are alike. */
    public static Random random() {
        return new Random(Long.getLong(SEED, 1));
    }
}
