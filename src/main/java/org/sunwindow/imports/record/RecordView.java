package org.sunwindow.imports.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A record with its history, as shown to publishers that may write it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StoredRecord", description = "一条记录和它的历史")
public record RecordView(
        @Schema(description = "种类", required = true, examples = "hotline")
        String kind,

        @Schema(description = "编号，统一写法", required = true, examples = "HOT-YC-12345")
        String key,

        @Schema(description = "所属发布方；不属于任何发布方的没有", examples = "bureau")
        String owner,

        @Schema(description = "修订号，与 ETag 相同", required = true, examples = "1207")
        long revision,

        @Schema(description = "最近变更的时间", required = true) OffsetDateTime changedAt,

        @Schema(description = "公开开始的时间；没有的自报送时公开") OffsetDateTime visibleFrom,

        @Schema(description = "公开结束的时间；没有的一直公开") OffsetDateTime visibleUntil,

        @Schema(
                description = "记录本身，字段见该种类的接口；由其他字段得出的字段不列，改后可以原样用 PUT 报送",
                required = true,
                type = SchemaType.OBJECT,
                implementation = Object.class)
        ObjectNode record,

        @Schema(description = "历次变更，最近的在前，至多 100 次；早于审计保存期限的没有", required = true)
        List<Entry> history,

        @Schema(description = "以前的内容，最近的在前；只有仍保留的，撤下过的、减少过公开内容的以前的不再保留。内容较多时分几次取，见 nextState", required = true)
        List<State> states,

        @Schema(description = "更早的内容的参数 before；没有更早的没有", examples = "1100")
        Long nextState) {

    /** A write to the record. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "StoredRecordEntry", description = "一次变更")
    public record Entry(
            @Schema(description = "时间", required = true) OffsetDateTime at,

            @Schema(description = "变更的发布方", required = true, examples = "bureau")
            String publisher,

            @Schema(
                    description =
                            "变更：CREATED 新增、CHANGED 变更、WITHDRAWN 撤下、HANDED_OVER 移交、RELEASED 放行、RELEASE_REVOKED 收回放行",
                    required = true,
                    enumeration = {"CREATED", "CHANGED", "WITHDRAWN", "HANDED_OVER", "RELEASED", "RELEASE_REVOKED"})
            String action,

            @Schema(description = "之前的修订号；新增的没有", examples = "1100")
            Long fromRevision,

            @Schema(description = "之后的修订号", examples = "1207")
            Long toRevision,

            @Schema(description = "之前的所属发布方", examples = "bureau")
            String fromOwner,

            @Schema(description = "之后的所属发布方", examples = "bureau")
            String toOwner,

            @Schema(description = "来源编号：这次导入、移交、隔离条目或单条变更的编号")
            UUID run) {}

    /** A state before the present one. */
    @RegisterForReflection
    @Schema(name = "StoredRecordState", description = "以前的一个内容")
    public record State(
            @Schema(description = "修订号", required = true, examples = "1100")
            long revision,

            @Schema(description = "开始的时间", required = true) OffsetDateTime since,
            @Schema(description = "结束的时间", required = true) OffsetDateTime until,

            @Schema(description = "当时的记录", required = true, type = SchemaType.OBJECT, implementation = Object.class)
            ObjectNode record) {}
}
