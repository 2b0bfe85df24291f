package org.sunwindow.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The member of a single record with what its page states, under the names that 《政府网站发展指引》（国办发〔2017〕47号）, annex 2,
 * prescribes for the {@code meta} elements of a page.
 */
@RegisterForReflection
@Schema(name = "PageMeta", description = "这条记录的网页应标注的")
record PageMeta(Tags meta) {

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PageTags", description = "网页标签，名称依《政府网站发展指引》（国办发〔2017〕47号）附件2，可逐项写入网页的 meta")
    record Tags(
            @JsonProperty("SiteName") @Schema(description = "网站名称", examples = "云川市民政局")
            String siteName,

            @JsonProperty("SiteDomain") @Schema(description = "网站域名", examples = "mz.yunchuan.example")
            String siteDomain,

            @JsonProperty("SiteIDCode") @Schema(description = "网站标识码", examples = "9901000017")
            String siteIdCode,

            @JsonProperty("ColumnName") @Schema(description = "栏目名称：所在的第一个栏目；没有栏目的不带", examples = "规范性文件")
            String columnName,

            @JsonProperty("ArticleTitle") @Schema(description = "标题", required = true, examples = "关于调整城乡居民最低生活保障标准的通知")
            String articleTitle,

            @JsonProperty("PubDate")
            @Schema(description = "发布时间，年-月-日 时:分", required = true, examples = "2024-03-12 09:30")
            String pubDate,

            @JsonProperty("ContentSource") @Schema(description = "内容来源", required = true, examples = "云川市民政局")
            String contentSource,

            @JsonProperty("Keywords") @Schema(description = "关键词，以逗号分隔；没有关键词的不带", examples = "低保标准,提标")
            String keywords,

            @JsonProperty("Description")
            @Schema(description = "内容概述；没有概述的不带", examples = "自2026年7月1日起，全市低保标准提高到每人每月896元。")
            String description,

            @JsonProperty("Url")
            @Schema(
                    description = "正式地址：不论按哪种写法取得，都是同一个",
                    examples = "https://mz.yunchuan.example/api/v1/disclosures/990100001/202406-00004")
            String url) {}
}
