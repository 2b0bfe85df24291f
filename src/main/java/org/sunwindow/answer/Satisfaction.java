package org.sunwindow.answer;

import java.util.SequencedMap;
import org.sunwindow.kind.Codes;

/** How satisfied the person who asked was with the reply. */
enum Satisfaction {
    SATISFIED("满意"),
    MOSTLY("基本满意"),
    DISSATISFIED("不满意");

    private final String label;

    Satisfaction(String label) {
        this.label = label;
    }

    /** The labels by code. */
    static SequencedMap<String, String> labels() {
        return Codes.of(values(), value -> value.label);
    }
}
