package org.sunwindow.answer;

import java.util.SequencedMap;
import org.sunwindow.kind.Codes;

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
    static SequencedMap<String, String> labels() {
        return Codes.of(values(), type -> type.label);
    }
}
