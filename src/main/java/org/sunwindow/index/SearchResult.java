package org.sunwindow.index;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.publication.LogPosition;

/**
 * The result of a {@link SearchRequest}.
 *
 * @param hits       of the page requested
 * @param total      number of all hits, a lower bound unless {@code exact}
 * @param match      how the text was matched, {@code null} without a text
 * @param didYouMean the correction that was searched because the text had no hits; {@code null} otherwise
 * @param groups     hits by kind, {@code null} if not requested
 * @param facets     counts by name of the filter
 * @param next       cursor of the next page, {@code null} on the last
 * @param asOf       log position of the index
 */
public record SearchResult(
        List<Hit> hits,
        long total,
        boolean exact,
        Match match,
        String didYouMean,
        List<Group> groups,
        Map<String, List<FacetValue>> facets,
        String next,
        LogPosition asOf) {

    /** How many clauses of the text a hit must match. */
    public enum Match {
        ALL,
        MOST
    }

    /**
     * @param json       the record as shown in a list, {@code null} if entries were requested
     * @param entry      {@code null} unless requested
     * @param standing   whether the record holds
     * @param distance   in metres, {@code null} without a place in the request
     * @param state      whether it is open, {@code null} without a moment in the request or if the hours are not known
     * @param highlights fragments by field, {@code null} if not requested
     */
    public record Hit(
            byte[] json,
            Entry entry,
            Records.Standing standing,
            Double distance,
            OpeningHours.State state,
            Map<String, List<Fragment>> highlights) {}

    /** The hits of one kind. */
    public record Group(FacetValue kind, List<Hit> best) {}

    @RegisterForReflection
    @Schema(description = "一段原文；hit 为 true 的是命中的字词。由使用方自行标示，不含任何标记语言。")
    public record Fragment(
            @Schema(required = true, examples = "低保") String text,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Schema(description = "缺省为 false", examples = "true")
            boolean hit) {}

    @RegisterForReflection
    @Schema(description = "一个取值及其条数；计数时不受该字段自身筛选的影响")
    public record FacetValue(
            @Schema(description = "可原样用作筛选值", required = true, examples = "通知")
            String value,

            @Schema(description = "中文名", required = true, examples = "通知")
            String label,

            @Schema(description = "条数", required = true, examples = "42")
            long count) {}

    @RegisterForReflection
    @Schema(description = "命中总数")
    public record Total(
            @Schema(description = "条数", required = true, examples = "42")
            long value,

            @Schema(
                    description = "EXACT 为确数；AT_LEAST 表示至少这么多",
                    required = true,
                    enumeration = {"EXACT", "AT_LEAST"})
            String relation) {

        public static Total of(SearchResult result) {
            return new Total(result.total(), result.exact() ? "EXACT" : "AT_LEAST");
        }
    }
}
