package org.sunwindow.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.SearchResult;

/** The members that a list adds to each item. */
@RegisterForReflection
@Schema(description = "列表附在每条上的内容")
record ListedItem(
        @JsonInclude(Include.NON_NULL)
        @Schema(description = "highlight=true 时的命中位置：各字段（title、summary、body）中的命中；标题为全文，其余为最相关的一段")
        Map<String, List<SearchResult.Fragment>> highlight) {

    /** {@code null} if there is nothing to add. */
    static ListedItem of(SearchResult.Hit hit) {
        return hit.highlights() == null ? null : new ListedItem(hit.highlights());
    }
}
