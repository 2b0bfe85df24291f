package org.sunwindow.read;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.SearchResult;

/** What a list adds to its items. It is written beside ready bytes, so this class only describes it. */
@Schema(description = "列表附在每条上的内容")
public abstract class ListedItem {

    @Schema(description = "false 表示已失效、废止、取消或被替代；仍有效的不带此字段")
    public Boolean inForce;

    @Schema(description = "highlight=true 时的命中位置：各字段（title、summary、body）中的命中；标题为全文，其余为最相关的一段")
    public Map<String, List<SearchResult.Fragment>> highlight;
}
