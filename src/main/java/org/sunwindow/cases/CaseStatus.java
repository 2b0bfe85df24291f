package org.sunwindow.cases;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Status of a case, common to all upstream systems, with a plain Chinese sentence for the applicant. */
@Schema(name = "CaseStatus")
public enum CaseStatus {
    SUBMITTED("已提交，等待受理单位接收"),
    RECEIVED("受理单位已收到，正在核对材料"),
    NEED_SUPPLEMENT("材料需要补正，请按要求补交"),
    ACCEPTED("已受理"),
    NOT_ACCEPTED("未予受理"),
    IN_REVIEW("正在审核"),
    SUSPENDED("办理暂停，暂停期间不计入时限"),
    DECIDED("已作出决定，正在制作结果"),
    PUBLICITY("正在公示"),
    CLOSED_GRANTED("已办结，予以批准"),
    CLOSED_DENIED("已办结，未予批准"),
    WITHDRAWN("申请人已撤回"),
    VOID("已作废"),
    TRANSFERRED("已转交其他单位办理");

    private final String plain;

    CaseStatus(String plain) {
        this.plain = plain;
    }

    public String plain() {
        return plain;
    }

    /** Whether the case has ended: its clock stops and its retention begins. */
    boolean isEnded() {
        return switch (this) {
            case NOT_ACCEPTED, DECIDED, CLOSED_GRANTED, CLOSED_DENIED, WITHDRAWN, VOID, TRANSFERRED -> true;
            default -> false;
        };
    }
}
