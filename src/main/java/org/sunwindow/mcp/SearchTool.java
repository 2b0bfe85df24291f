package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult;
import org.sunwindow.index.SearchResult.Hit;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.request.ListParameters;

/** Searches everything that is public. */
@ApplicationScoped
class SearchTool implements Tool {

    private static final int DEFAULT_SIZE = 10;

    private final ComputedReads reads;
    private final StrictJson json;
    private final Sources sources;
    private final ToolDescription description;

    SearchTool(ComputedReads reads, StrictJson json, Kinds kinds, Sources sources) {
        this.reads = reads;
        this.json = json;
        this.sources = sources;
        this.description = describe(kinds);
    }

    private static ToolDescription describe(Kinds kinds) {
        var tool = new ToolDescription(
                "search", "检索公开内容", "在全部公开内容中检索：政府信息、办事指南、公示公告、问答、机构、场所、热线、统计等。可以用词语、整句问题、文号或编号。回答每条的标题、概述和来源。");
        tool.argument(ListParameters.Q, "string", "检索词或问题，如 低保标准").put("maxLength", ListParameters.MAX_TEXT);
        ObjectNode kind = tool.texts(Kinds.KIND, "内容种类，不写为全部");
        var names = kind.putArray("enum");
        kinds.all().stream().map(Kind::name).forEach(names::add);
        tool.argument("division", "string", "所属区划：行政区划代码，含下级");
        tool.argument(ListParameters.IN_FORCE, "boolean", "true 为只要仍有效的");
        tool.argument(ListParameters.SIZE, "integer", "每页条数，缺省 " + DEFAULT_SIZE)
                .put("minimum", 1)
                .put("maximum", ListParameters.MAX_SIZE);
        tool.argument(ListParameters.PAGE, "integer", "页号，从 1 起").put("minimum", 1);
        return tool;
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public ObjectNode description() {
        return description.json();
    }

    @Override
    public Set<String> arguments() {
        return description.names();
    }

    /** Identity of an answer. */
    private record Search(SearchRequest request) {}

    @Override
    public CompletionStage<byte[]> call(Map<String, List<String>> arguments) {
        var parameters = new HashMap<>(arguments);
        parameters.putIfAbsent(ListParameters.SIZE, List.of(Integer.toString(DEFAULT_SIZE)));
        SearchRequest request = reads.siteRequest(parameters).asEntries();
        return reads.part(new Search(request), Holds.WHILE_RECORDS_DO, data -> answer(data, request));
    }

    private byte[] answer(PublicData data, SearchRequest request) {
        SearchResult result = data.search(request);
        var reply =
                new Reply(json).with("total", SearchResult.Total.of(result)).with("didYouMean", result.didYouMean());
        reply.line(
                "%s %d 条，这里是 %d 条。",
                result.exact() ? "共" : "至少", result.total(), result.hits().size());
        reply.line("没有找到所写的，按“%s”检索。", result.didYouMean());
        var items = new ArrayList<Map<String, Object>>();
        var found = new ArrayList<Source>();
        for (Hit hit : result.hits()) {
            Source source = sources.of(data, hit);
            found.add(source);
            items.add(Map.of("summary", hit.entry().summary(), "source", source));
            reply.line(
                    "%d. %s（%s%s）",
                    found.size(), source.title(), sources.label(source.kind()), source.inForce() ? "" : "，已失效");
            reply.line("   %s", hit.entry().summary());
        }
        return reply.with("items", items).from(found);
    }
}
