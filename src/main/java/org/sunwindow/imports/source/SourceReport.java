package org.sunwindow.imports.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A source as its publisher sees it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ImportSource", description = "一个定时获取的来源及其现状")
record SourceReport(
        @Schema(description = "来源名称，见配置", required = true, examples = "cms")
        String name,

        @Schema(description = "种类", required = true, examples = "disclosure")
        String kind,

        @Schema(description = "发布方，以其名义导入", required = true, examples = "bureau")
        String publisher,

        @Schema(
                description = "地址，不含查询参数",
                required = true,
                examples = "https://cms.yunchuan.example/export/notices.ndjson")
        String address,

        @Schema(description = "间隔秒数", required = true, examples = "3600")
        long everySeconds,

        @Schema(description = "上次结果：IMPORTED 已导入、UNCHANGED 内容未变、FAILED 未取到或未能导入；尚未获取的没有", examples = "IMPORTED")
        SourceStates.Outcome outcome,

        @Schema(
                description =
                        "失败原因：ADDRESS_FORBIDDEN 地址不在准许之列、UNREACHABLE 连接不上或没有收完、TIMEOUT 超时、CERTIFICATE 证书不受信任、STATUS 对方回答的状态码、REDIRECT 转址有误、TOO_LARGE 文件过大、LENGTH_UNKNOWN 对方没有说明内容的长度、FORMAT 格式不明、FILE 文件不能导入、STORE 本服务暂不能导入",
                examples = "UNREACHABLE")
        FetchException.Reason failure,

        @Schema(description = "说明", examples = "连接不上对方，或没有收完。")
        String detail,

        @Schema(description = "导入编号，最近一次导入的，见 /imports/{id}", examples = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11")
        UUID run,

        @Schema(description = "连续失败次数", required = true, examples = "0")
        int failures,

        @Schema(description = "上次获取的时间") OffsetDateTime fetchedAt,

        @Schema(description = "上次成功的时间，内容未变的也算") OffsetDateTime succeededAt,

        @Schema(description = "下次获取的时间，最早；尚未开始的没有") OffsetDateTime nextAt) {

    @RegisterForReflection
    @Schema(name = "ImportSources", description = "来源的列表")
    record Sources(
            @Schema(description = "按名称排列", required = true) List<SourceReport> items) {}
}
