package org.sunwindow.read;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.SearchResult;

/** What every list answers. It is written from ready bytes, so this class only describes it for the contract. */
@Schema(description = "列表回答")
public abstract class ListAnswer<T> {

    @Schema(description = "本页各条", required = true)
    public List<T> items;

    @Schema(required = true)
    public Total total;

    @Schema(required = true)
    public Page page;

    @Schema(
            description = "检索词的匹配方式：ALL 全部实义词都在；MOST 全部命中的太少，改为命中大部分。没有 q 时不出现。",
            enumeration = {"ALL", "MOST"})
    public String match;

    @Schema(description = "没有找到检索词，items 是按这里的相近词找到的，可提示“您要找的是不是”；否则不出现", examples = "婚姻登记")
    public String didYouMean;

    @Schema(description = "按参数 facets 所列字段统计的各取值条数")
    public Map<String, List<SearchResult.FacetValue>> facets;

    @Schema(required = true)
    public AsOf asOf;

    @RegisterForReflection
    @Schema(description = "命中总数")
    record Total(
            @Schema(description = "条数", required = true, examples = "42")
            long value,

            @Schema(
                    description = "EXACT 为确数；AT_LEAST 表示至少这么多",
                    required = true,
                    enumeration = {"EXACT", "AT_LEAST"})
            String relation) {}

    @RegisterForReflection
    @Schema(description = "分页")
    record Page(
            @Schema(description = "本页条数", required = true, examples = "20")
            int size,

            @Schema(description = "下一页的翻页标记，用作参数 after；最后一页没有。不透明，请勿解析。")
            String next) {}

    @RegisterForReflection
    @Schema(description = "回答所依据的数据版本")
    record AsOf(
            @Schema(description = "修订号，只增不减", required = true, examples = "1024")
            long revision,

            @Schema(description = "该修订的时间", required = true, examples = "2026-11-20T09:30:00+08:00")
            OffsetDateTime time) {}
}
