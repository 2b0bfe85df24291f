package org.sunwindow.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of every failure, {@code application/problem+json} (RFC 9457). */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "所有失败回答的统一格式（RFC 9457）。请依据 code 判断，不要依据文字。")
public record Problem(
        @Schema(
                description = "问题类型标识，等于 urn:sunwindow:problem: 加 code",
                required = true,
                examples = "urn:sunwindow:problem:parameter.invalid")
        String type,

        @Schema(description = "问题类型的中文名", required = true, examples = "参数有误")
        String title,

        @Schema(description = "与 HTTP 状态码相同", required = true, examples = "400")
        int status,

        @Schema(description = "稳定的机器码", required = true, examples = "parameter.invalid")
        String code,

        @Schema(description = "面向使用者的中文说明", required = true, examples = "参数 size 应为 1 到 100 的整数。")
        String detail,

        @Schema(description = "逐项说明出错的参数或字段") List<Item> errors,

        @Schema(description = "多少秒后可以再试，与 Retry-After 头相同；只有暂时的拒绝有", examples = "3")
        Long retryAfter,

        @Schema(description = "超出的限额；只有 rate.limited 有") Limit limit,

        @Schema(description = "请求的标识，与响应头 X-Request-Id 相同；反映问题时请提供", examples = "5f0c2d1e9b7a46d38e1f0a2b3c4d5e6f")
        String requestId) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * A wrong parameter or field.
     *
     * @param name  path of a nested field, such as {@code leaders[0].phone}; empty if the content as a whole is wrong
     * @param label Chinese name of a field, {@code null} if it has none
     * @param value beginning of the wrong value, {@code null} if it is missing or must not be repeated
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "ProblemItem", description = "一个出错的参数或字段")
    public record Item(
            @Schema(description = "参数名或字段名，下级字段为路径，如 leaders[0].phone；请求内容整体有误时没有", examples = "size")
            String name,

            @Schema(description = "稳定的机器码", required = true, examples = "range")
            String code,

            @Schema(description = "中文说明：哪里不对，应当怎样写", required = true, examples = "应为 1 到 100 的整数")
            String message,

            @Schema(description = "字段的中文名", examples = "信息名称")
            String label,

            @Schema(description = "所填的值，过长的只有开头；不宜重复的没有", examples = "二〇二四年三月")
            String value) {

        public Item(String name, String code, String message) {
            this(name, code, message, null, null);
        }
    }

    /**
     * A quota of requests that is used up.
     *
     * @param policy as in the header {@code RateLimit-Policy}
     * @param window in seconds
     */
    @RegisterForReflection
    @Schema(name = "ProblemLimit", description = "一项请求限额")
    public record Limit(
            @Schema(
                    description =
                            "哪一项：address 网络地址，network 网段，user 使用者，caller 调用方，caller-day 调用方一天的；与 RateLimit-Policy 头中的相同",
                    required = true,
                    examples = "address")
            String policy,

            @Schema(description = "每个时段的请求数", required = true, examples = "1200")
            long quota,

            @Schema(description = "时段的秒数", required = true, examples = "60")
            long window) {}

    /** A failure as a whole, without wrong parameters or fields. */
    public static Problem of(ProblemCode code, String detail) {
        return of(code, code.status(), detail, List.of());
    }

    static Problem of(ProblemCode code, int status, String detail, List<Item> errors) {
        return new Problem(
                "urn:sunwindow:problem:" + code.code(),
                code.title(),
                status,
                code.code(),
                detail,
                errors,
                null,
                null,
                null);
    }

    /**
     * @param seconds  after which the request may succeed, at least 1
     * @param exceeded quota that is used up, {@code null} for none
     */
    Problem temporary(long seconds, Limit exceeded) {
        return new Problem(type, title, status, code, detail, errors, seconds, exceeded, requestId);
    }

    /** Returns the same problem as the answer to a request. */
    public Problem withRequestId(String id) {
        return new Problem(type, title, status, code, detail, errors, retryAfter, limit, id);
    }
}
