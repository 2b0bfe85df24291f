package org.sunwindow.notice;

import java.util.SequencedMap;
import org.sunwindow.kind.Codes;

/**
 * The step of the procedure in which a notice is published. The publisher states it; it does not change with the
 * period.
 */
enum NoticeStage {
    PROPOSED("拟公示"),
    OPEN("公示中"),
    RESULT("结果");

    private final String label;

    NoticeStage(String label) {
        this.label = label;
    }

    /** The labels by code. */
    static SequencedMap<String, String> labels() {
        return Codes.of(values(), stage -> stage.label);
    }
}
