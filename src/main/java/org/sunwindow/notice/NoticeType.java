package org.sunwindow.notice;

import java.util.SequencedMap;
import org.sunwindow.kind.Codes;

/** What a notice is about. */
enum NoticeType {
    MINIMUM_LIVING("低保"),
    EXTREME_POVERTY("特困"),
    TEMPORARY_AID("临时救助"),
    PLACEMENT_PLAN("安置计划"),
    PLACEMENT_SCORE("安置分数"),
    PLACEMENT_RESULT("安置去向"),
    LOTTERY_FUND("福彩资助"),
    DISASTER_RELIEF("救灾款物"),
    CHARGE("收费标准"),
    PENALTY("行政处罚"),
    ASSESSMENT("评估"),
    TYPICAL_CASE("典型案例"),
    OTHER("其他");

    private final String label;

    NoticeType(String label) {
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
