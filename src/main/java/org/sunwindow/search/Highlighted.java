package org.sunwindow.search;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@code highlight=true} adds to an item. It is written from fragments, so this class only describes it. */
@Schema(description = "highlight=true 时附在每条上的命中位置")
public abstract class Highlighted {

    @Schema(description = "各字段（title、summary、body）中的命中；标题为全文，其余为最相关的一段")
    public Map<String, List<SearchResult.Fragment>> highlight;
}
