package org.sunwindow.answer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How content the person is who asked. */
enum Satisfaction {
    SATISFIED("满意"),
    MOSTLY("基本满意"),
    DISSATISFIED("不满意");

    private final String label;

    Satisfaction(String label) {
        this.label = label;
    }

    /** The labels by code. */
    static Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        Arrays.stream(values()).forEach(value -> labels.put(value.name(), value.label));
        return labels;
    }
}
