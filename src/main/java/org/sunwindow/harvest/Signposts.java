package org.sunwindow.harvest;

import org.sunwindow.http.ContractPaths;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.PublicSite;

/** The texts that tell programs what is here. Thread-safe. */
final class Signposts {

    private final Kinds kinds;
    private final PublicSite site;
    private final ContractPaths paths;

    Signposts(Kinds kinds, PublicSite site, ContractPaths paths) {
        this.kinds = kinds;
        this.site = site;
        this.paths = paths;
    }

    /** Everything public may be read. What is not public is refused by the service itself; this only saves requests. */
    String robots() {
        var text = new StringBuilder("User-agent: *\nAllow: /\n");
        for (String path : new String[] {
            "/challenges",
            "/contradictions",
            "/handovers",
            "/imports",
            "/quarantine",
            "/read-counts",
            "/receipts",
            "/records",
            "/sources",
            "/status-queries"
        }) {
            text.append("Disallow: ").append(site.path(path)).append('\n');
        }
        if (site.hasAddress()) {
            text.append("\nSitemap: ").append(site.rootLink("/sitemap.xml")).append('\n');
        }
        return text.toString();
    }

    String llms() {
        var text = new StringBuilder();
        text.append("# ").append(site.name().orElse("阳光窗口")).append("\n\n");
        text.append("""
                > 民政局的公开服务接口：公开了什么、怎么办、去哪办、期限到哪天。内容由发布方报送，只有现在公开的；\
                不再有效的带 inForce: false，引用时请一并说明，并写明来源（发布机构、地址和日期）。

                办件进度须凭申请编号和验证信息查询，属于申请人本人，不供采集，也不提供给智能助手。

                ## 智能助手

                """);
        if (paths.has("/mcp")) {
            link(text, "MCP", site.rootLink("/mcp"), "只读，streamable HTTP：检索、办事指南、最近的办事场所、期限推算；每个回答带来源");
        }
        link(text, "接口说明", site.rootLink("/q/openapi"), "OpenAPI，lang=en 为英文");
        text.append("\n## 内容\n\n");
        link(text, "站内检索", site.link("/search?q={检索词}"), "在全部公开内容中检索");
        for (Kind<?> kind : kinds.all()) {
            Contract contract = kind.contract();
            link(
                    text,
                    contract.collection(),
                    site.link(contract.path()),
                    contract.list().summary());
        }
        if (paths.has("/calendar/deadline")) {
            link(text, "期限推算", site.link("/calendar/deadline?start={日期}&days={天数}"), "工作日或自然日");
        }
        text.append("\n## 批量取得\n\n");
        link(text, "数据目录", site.link("/catalog.jsonld"), "DCAT 3，JSON-LD");
        link(text, "网站地图", site.rootLink("/sitemap.xml"), "全部公开记录的地址");
        text.append("""

                ## 格式

                - 单条记录用 Accept: application/ld+json 取 schema.org 的 JSON-LD；列表用 Accept: application/atom+xml 取 Atom。
                - 请求有限额，见回答的 RateLimit 头；超出的回答 429，请按 Retry-After 等待。
                """);
        return text.toString();
    }

    private static void link(StringBuilder text, String name, String address, String what) {
        text.append("- [%s](%s): %s%n".formatted(name, address, what).replace("\r", ""));
    }
}
