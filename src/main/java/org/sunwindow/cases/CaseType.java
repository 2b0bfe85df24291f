package org.sunwindow.cases;

public enum CaseType {
    /** An application for a service item. */
    SERVICE,
    /** A request for the disclosure of information (依申请公开). */
    DISCLOSURE_REQUEST,
    COMPLAINT
}
