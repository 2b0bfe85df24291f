package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.WebAddress;
import org.sunwindow.kind.Filter;

/** A way to ask about an item, or to complain about how it is handled. */
@RegisterForReflection
@Schema(name = "ServiceChannel", description = "一个咨询或监督渠道：电话、网址、地址至少填一项")
record Channel(
        @NotNull
        @Pattern(regexp = CONSULT + "|" + SUPERVISE, message = "应为 咨询 或 监督")
        @Schema(
                description = "用途",
                required = true,
                enumeration = {CONSULT, SUPERVISE},
                examples = CONSULT)
        String purpose,

        @NotNull
        @Pattern(regexp = "电话|窗口|网站|微信|邮箱|信函", message = "应为 电话、窗口、网站、微信、邮箱 或 信函")
        @Schema(
                description = "方式",
                required = true,
                enumeration = {PHONE, "窗口", "网站", "微信", "邮箱", "信函"},
                examples = PHONE)
        String by,

        @Size(max = 50) @Schema(description = "电话", examples = "0500-8310012")
        String phone,

        @WebAddress @Size(max = 1000) @Schema(description = "网址", examples = "https://mz.yunchuan.example/consult")
        String url,

        @Size(max = 300) @Schema(description = "地址，窗口、信箱、微信号等", examples = "市政务服务中心二楼咨询台")
        String address) {

    static final String EXAMPLE = "[{\"purpose\":\"咨询\",\"by\":\"电话\",\"phone\":\"0500-8310012\"}]";

    static final String CONSULT = "咨询";
    static final String SUPERVISE = "监督";
    static final String PHONE = "电话";

    /** The filter by the ways of one purpose. */
    static Filter filter() {
        return Filter.oneOf(PHONE, "窗口", "网站", "微信", "邮箱", "信函");
    }
}
