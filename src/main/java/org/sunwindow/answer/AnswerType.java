package org.sunwindow.answer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the public asked for. */
enum AnswerType {
    CONSULTATION("咨询"),
    COMPLAINT("投诉"),
    SUGGESTION("建议"),
    HELP("求助"),
    REPORT("举报"),
    FAQ("常见问题"),
    OTHER("其他");

    private final String label;

    AnswerType(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The labels by code. */
    static Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        Arrays.stream(values()).forEach(type -> labels.put(type.name(), type.label));
        return labels;
    }
}
