package org.sunwindow.notice;

import java.util.LinkedHashMap;
import java.util.Map;

/** The step of the procedure in which a notice is published. Stated by the publisher; the period does not change it. */
enum NoticeStage {
    PROPOSED("拟公示"),
    OPEN("公示中"),
    RESULT("结果");

    private final String label;

    NoticeStage(String label) {
        this.label = label;
    }

    /** The labels by code. */
    static Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        for (NoticeStage stage : values()) {
            labels.put(stage.name(), stage.label);
        }
        return labels;
    }
}
