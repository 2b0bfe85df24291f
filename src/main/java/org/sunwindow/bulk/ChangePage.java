package org.sunwindow.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.PublicLog.Absence;
import org.sunwindow.read.AsOf;
import org.sunwindow.read.RawJson;

/** One page of the change feed. */
@RegisterForReflection
@Schema(description = "一页变更")
record ChangePage(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "变更，依修订的先后；由时间引起的开始公开、到期在前", required = true)
        List<Item> items,

        @Schema(description = "翻页", required = true) Page page,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
                description = "各种类在这一修订的散列树的根（SHA-256，十六进制）；仅当 roots=true 且 page.complete 为 true 时有",
                examples = "{\"disclosure\":\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"}")
        Map<String, String> roots,

        @Schema(required = true) AsOf asOf) {

    @RegisterForReflection
    enum Type {
        CHANGED,
        REMOVED
    }

    @RegisterForReflection
    enum Reason {
        WITHDRAWN,
        EXPIRED,
        NOT_PUBLIC,
        OTHER_PUBLISHER;

        static Reason of(Absence absence) {
            return switch (absence) {
                case WITHDRAWN -> WITHDRAWN;
                case EXPIRED -> EXPIRED;
                case NOT_PUBLIC, NEVER_PUBLIC -> NOT_PUBLIC;
            };
        }
    }

    /**
     * A change of a record.
     *
     * @param record {@code null} if it is removed or was not asked for
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Change", description = "一条记录的变更")
    record Item(
            @Schema(description = "CHANGED 新增或修改，REMOVED 不再公开", required = true, examples = "CHANGED")
            Type type,

            @Schema(
                    description =
                            "不再公开的原因：WITHDRAWN 已撤下，EXPIRED 已过公开期限，NOT_PUBLIC 改为以后公开，OTHER_PUBLISHER 不属于参数 publisher 所指的发布机构",
                    examples = "WITHDRAWN")
            Reason reason,

            @Schema(description = "种类", required = true, examples = "disclosure")
            String kind,

            @Schema(description = "规范形式的编号，标识记录；记录本身的 id 是报送时的写法", required = true, examples = "d-2026-0001")
            String key,

            @Schema(description = "记录最近一次修订的修订号", required = true, examples = "1024")
            long revision,

            @Schema(description = "何时成为这一状态", required = true, examples = "2026-11-20T09:30:00+08:00")
            OffsetDateTime at,

            @Schema(description = "记录，内容与导出文件的一行相同", implementation = Object.class)
            RawJson record) {}

    /**
     * @param complete whether there was no further change
     */
    @RegisterForReflection
    @Schema(name = "ChangePaging", description = "变更的翻页")
    record Page(
            @Schema(description = "续取的标记，作为下一次的 after；没有变更时也有", required = true, examples = "AQ…")
            String next,

            @Schema(description = "是否已到最新；false 时应立即续取", required = true, examples = "true") @JsonProperty
            boolean complete) {}
}
