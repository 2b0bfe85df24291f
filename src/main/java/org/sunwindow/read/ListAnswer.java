package org.sunwindow.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.SearchResult;

/** The answer of every list, as it is written and as the contract describes it. */
@RegisterForReflection
@Schema(description = "列表回答")
record ListAnswer(
        @JsonInclude(Include.ALWAYS) @Schema(description = "本页各条", required = true)
        List<RawJson> items,

        @JsonInclude(Include.NON_NULL) @Schema(description = "各种类的命中条数，由多到少；不受参数 kind 的影响", required = true)
        List<KindHits> kinds,

        @JsonInclude(value = Include.NON_EMPTY, content = Include.ALWAYS)
        @Schema(description = "按参数 facets 所列字段统计的各取值条数")
        Map<String, List<SearchResult.FacetValue>> facets,

        @Schema(required = true) SearchResult.Total total,
        @Schema(required = true) Page page,

        @Schema(
                description = "检索词的匹配方式：ALL 全部实义词都在；MOST 全部命中的太少，改为命中大部分。没有 q 时不出现。",
                enumeration = {"ALL", "MOST"},
                implementation = String.class)
        SearchResult.Match match,

        @Schema(description = "没有找到检索词，items 是按这里的相近词找到的，可提示“您要找的是不是”；否则不出现", examples = "婚姻登记")
        String didYouMean,

        @Schema(required = true) AsOf asOf) {

    /**
     * @param items with what depends on the request
     * @param kinds {@code null} unless requested
     * @param asOf  the instant of which the records are shown, {@code null} for the present
     * @param zone  of the time of the data
     */
    static ListAnswer of(SearchResult result, List<RawJson> items, List<KindHits> kinds, Instant asOf, ZoneId zone) {
        return new ListAnswer(
                items,
                kinds,
                result.facets(),
                SearchResult.Total.of(result),
                new Page(items.size(), result.next()),
                result.match(),
                result.didYouMean(),
                AsOf.of(result.asOf(), asOf, zone));
    }

    @RegisterForReflection
    @Schema(name = "SearchKind", description = "一个种类的命中")
    record KindHits(
            @Schema(description = "种类，可用作参数 kind", required = true, examples = "service")
            String value,

            @Schema(description = "中文名", required = true, examples = "办事指南")
            String label,

            @Schema(description = "条数", required = true, examples = "12")
            long count,

            @JsonInclude(Include.ALWAYS) @Schema(description = "best=true 时为最相关的三条，否则为空", required = true)
            List<RawJson> items) {}

    @RegisterForReflection
    @Schema(description = "分页")
    record Page(
            @Schema(description = "本页条数", required = true, examples = "20")
            int size,

            @Schema(description = "下一页的翻页标记，用作参数 after；最后一页没有。不透明，请勿解析。")
            String next) {}
}
