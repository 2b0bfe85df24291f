package org.sunwindow.imports.record;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.http.Problem;

/** The result of a write to a single record. */
@RegisterForReflection
@Schema(name = "RecordOutcome", description = "单条变更的结果")
public record RecordOutcome(
        @Schema(description = "变更编号，与历史和审计记录中的相同", required = true)
        UUID id,

        @Schema(description = "种类", required = true, examples = "hotline")
        String kind,

        @Schema(description = "编号，统一写法", required = true, examples = "HOT-YC-12345")
        String key,

        @Schema(description = "结果：CREATED 新增、CHANGED 变更、UNCHANGED 未变、WITHDRAWN 撤下，与导入的计数相同", required = true)
        Result outcome,

        @Schema(description = "修订号，与 ETag 相同", required = true, examples = "1207")
        long revision,

        @Schema(description = "提醒，与导入的相同；不影响变更", required = true)
        List<Problem.Item> warnings) {

    @Schema(name = "RecordResult")
    public enum Result {
        CREATED,
        CHANGED,
        UNCHANGED,
        WITHDRAWN
    }
}
