package org.sunwindow.kind;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/** Codes with their Chinese labels, in the order in which they are declared and shown. */
public final class Codes {

    private Codes() {}

    /** Returns a map of codes and labels, which are given alternately. */
    public static SequencedMap<String, String> of(String... codesAndLabels) {
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < codesAndLabels.length; i += 2) {
            labels.put(codesAndLabels[i], codesAndLabels[i + 1]);
        }
        return Collections.unmodifiableSequencedMap(labels);
    }

    /** Returns the names of the constants of an enum with their labels. */
    public static <E extends Enum<E>> SequencedMap<String, String> of(E[] constants, Function<E, String> label) {
        var labels = new LinkedHashMap<String, String>();
        for (E constant : constants) {
            labels.put(constant.name(), label.apply(constant));
        }
        return Collections.unmodifiableSequencedMap(labels);
    }
}
