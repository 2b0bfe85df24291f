package org.sunwindow.http.connection;

import org.sunwindow.http.ProblemCode;

/** Why a request is refused before it is routed, after which its connection ends. */
enum Refusal implements Reason {
    MALFORMED(ProblemCode.REQUEST_INVALID, "请求行或请求头不符合 HTTP/1.1 的格式。"),
    VERSION(ProblemCode.REQUEST_INVALID, "只支持 HTTP/1.1 和 HTTP/1.0。"),
    HOST(ProblemCode.REQUEST_INVALID, "须有且只有一个 Host 请求头，内容为主机名。"),
    REPEATED(ProblemCode.REQUEST_INVALID, "Authorization 和 Content-Type 请求头各只能有一个。"),
    TRANSFER_ENCODING(ProblemCode.REQUEST_INVALID, "Transfer-Encoding 只能是 chunked，且不能与 Content-Length 同时使用。"),
    URI_TOO_LONG(ProblemCode.URI_TOO_LONG, "请求地址过长。"),
    HEADERS_TOO_LARGE(ProblemCode.HEADERS_TOO_LARGE, "请求头过大，请减少或缩短请求头。"),
    SLOW_HEADER(ProblemCode.REQUEST_TIMEOUT, "请求头发送过慢，连接已关闭，请重试。"),
    SLOW_BODY(ProblemCode.REQUEST_TIMEOUT, Refusal.BODY),
    /** Too many bodies are incomplete, and this one has been for the longest time. */
    PENDING_INPUT(ProblemCode.REQUEST_TIMEOUT, Refusal.BODY);

    private static final String BODY = "请求内容发送过慢，连接已关闭；导入的，此前已计入的各行已经保存，重新提交整个文件即可。";

    private final ProblemCode code;
    private final String detail;

    Refusal(ProblemCode code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    ProblemCode code() {
        return code;
    }

    String detail() {
        return detail;
    }
}
