package org.sunwindow.http;

/** The stable codes of all failures, with their HTTP status and Chinese title. */
public enum ProblemCode {
    PARAMETER_INVALID("parameter.invalid", 400, "参数有误"),
    CURSOR_INVALID("cursor.invalid", 400, "翻页标记无效"),
    AS_OF_TOO_OLD("asOf.too-old", 400, "所求的时刻过早"),
    BODY_INVALID("body.invalid", 400, "请求内容有误"),
    IMPORT_FAULTS("import.too-many-faults", 400, "导入的各行全部退回"),
    REQUEST_INVALID("request.invalid", 400, "请求无法识别"),
    PUBLISHER_UNAUTHORIZED("publisher.unauthorized", 401, "未通过发布方身份验证"),
    CALLER_UNAUTHORIZED("caller.unauthorized", 401, "未通过调用方身份验证"),
    SIGNATURE_INVALID("signature.invalid", 401, "签名不符"),
    SIGNATURE_TIME("signature.time", 401, "签名的时间不符"),
    SIGNATURE_REPEATED("signature.repeated", 401, "请求重复"),
    CALLER_SCOPE("caller.scope", 403, "未获准使用这项接口"),
    PUBLISHER_KIND("publisher.kind", 403, "未获准报送这一种类"),
    PUBLISHER_FOREIGN("publisher.foreign", 403, "记录属于其他发布方"),
    PUBLISHER_RELEASE("publisher.release", 403, "未获准放行"),
    CHALLENGE_REQUIRED("challenge.required", 403, "须先完成验证任务"),
    PATH_NOT_FOUND("path.not-found", 404, "没有这个地址"),
    RECORD_NOT_FOUND("record.not-found", 404, "没有找到记录"),
    IMPORT_NOT_FOUND("import.not-found", 404, "没有这次导入"),
    QUARANTINE_NOT_FOUND("quarantine.not-found", 404, "没有这个隔离条目"),
    ATTACHMENT_NOT_FOUND("attachment.not-found", 404, "没有这个文件"),
    TRANSFER_NOT_FOUND("transfer.not-found", 404, "没有这个移交批次"),
    TRANSFER_NOT_RECORDED("transfer.not-recorded", 404, "移交批次早于本系统的记录"),
    TRANSFER_NOT_READY("transfer.not-ready", 404, "移交清单尚未形成"),
    LOOKUP_NO_MATCH("lookup.no-match", 404, "没有查到相符的办件"),
    CASE_NOT_FOUND("case.not-found", 404, "没有这个办件"),
    METHOD_NOT_ALLOWED("method.not-allowed", 405, "不支持这种请求方法"),
    NOT_ACCEPTABLE("media-type.not-acceptable", 406, "无法按要求的格式回答"),
    REQUEST_TIMEOUT("request.timeout", 408, "请求发送过慢"),
    RECEIPT_NOT_ALLOWED("receipt.not-allowed", 409, "这种办件未启用查询码"),
    RECEIPT_REPLACED("receipt.replaced", 409, "查询码已被替换"),
    IDEMPOTENCY_KEY_IN_USE("idempotency-key.in-use", 409, "同一请求还在处理"),
    IMPORT_ENDED("import.ended", 409, "这次导入已经结束"),
    IMPORT_NOT_UNDOABLE("import.not-undoable", 409, "这次导入不能撤销"),
    QUARANTINE_DECIDED("quarantine.decided", 409, "隔离条目已有处理结果"),
    RECORD_WITHDRAWN("record.withdrawn", 410, "该记录已撤下"),
    RECORD_EXPIRED("record.expired", 410, "该记录已过公开期限"),
    CURSOR_TOO_OLD("cursor.too-old", 410, "变更标记已经失效"),
    PRECONDITION_FAILED("precondition.failed", 412, "记录不是所指的状态"),
    BODY_TOO_LARGE("body.too-large", 413, "请求内容过大"),
    URI_TOO_LONG("uri.too-long", 414, "请求地址过长"),
    MEDIA_TYPE_UNSUPPORTED("media-type.unsupported", 415, "不支持这种内容格式"),
    RANGE_NOT_SATISFIABLE("range.not-satisfiable", 416, "文件没有所要的部分"),
    ATTACHMENT_REFUSED("attachment.refused", 422, "文件不能接收"),
    IMPORT_FILE("import.file", 422, "文件不能导入"),
    RECORD_REFUSED("record.refused", 422, "记录不能收下"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key.reused", 422, "重复使用了 Idempotency-Key"),
    PRECONDITION_REQUIRED("precondition.required", 428, "未写明所改的是哪一修订"),
    LOOKUP_LOCKED("lookup.locked", 429, "查询次数过多"),
    LOOKUP_THROTTLED("lookup.throttled", 429, "查询不符次数过多"),
    RATE_LIMITED("rate.limited", 429, "请求过于频繁"),
    TOKEN_THROTTLED("token.throttled", 429, "无效凭据次数过多"),
    HEADERS_TOO_LARGE("headers.too-large", 431, "请求头过大"),
    INTERNAL("internal", 500, "服务内部错误"),
    STORE_UNAVAILABLE("store.unavailable", 503, "数据服务暂时不可用"),
    INDEX_BUILDING("index.building", 503, "检索数据正在准备"),
    ATTACHMENT_PENDING("attachment.pending", 503, "文件正在准备"),
    EXPORT_PENDING("export.pending", 503, "导出文件正在准备"),
    INDEX_BEHIND("index.behind", 503, "正在核对撤下和更正"),
    BUSY("busy", 503, "访问繁忙"),
    HTTP_ERROR("http.error", 400, "请求未能完成");

    private final String code;
    private final int status;
    private final String title;

    ProblemCode(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
