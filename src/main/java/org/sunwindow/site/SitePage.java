package org.sunwindow.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.CodeList;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.read.AsOf;

/**
 * What a portal needs to show the website itself: who runs it, how to reach it, its code lists, and how fresh it is.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "SitePage", description = "网站的标识、联系方式、公开指南、公开工作机构、申请公开的方式，所用的代码表和更新情况")
record SitePage(
        @Schema(required = true) Identity identity,
        @Schema(description = "报送的网站信息；没有报送的不出现") Reference record,
        @Schema(description = "联系方式") List<Site.Contact> contacts,

        @Schema(description = "公开指南：该条政府信息，全文见 /disclosures/{id}")
        Reference guide,

        @Schema(description = "公开工作机构，取自主办机构的记录") DisclosureOffice disclosureOffice,
        @Schema(required = true) Application application,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "所用的代码表：各种类的，和办件（application）的", required = true)
        List<CodeList> codes,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "各种类的更新情况", required = true)
        List<OfKind> kinds,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "各栏目的更新情况，按编号排列", required = true)
        List<OfColumn> columns,

        @Schema(required = true) AsOf asOf) {

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SiteIdentity", description = "网站的标识。名称、标识码和域名在部署时设定了的，以设定的为准")
    record Identity(
            @Schema(description = "网站名称", examples = "云川市民政局")
            String name,

            @Schema(description = "网站标识码", examples = "9901000017")
            String idCode,

            @Schema(description = "域名", examples = "mz.yunchuan.example")
            String domain,

            @Schema(description = "主办机构") Reference organization,

            @Schema(description = "承办单位", examples = "云川市民政局办公室")
            String operator) {}

    /** 公开工作机构, from the record of the organization. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SiteDisclosureOffice", description = "公开工作机构")
    record DisclosureOffice(
            @Schema(description = "名称", examples = "云川市民政局办公室")
            String name,

            @Schema(description = "地址", examples = "云川市东湖区文昌路88号312室")
            String address,

            @Schema(description = "办公时间", examples = "周一至周五 8:30-12:00，14:00-17:30")
            String hours,

            @Schema(description = "电话", examples = "0500-8310011")
            String phone,

            @Schema(description = "传真", examples = "0500-8310010")
            String fax,

            @Schema(description = "电子邮箱", examples = "xxgk@mz.yunchuan.example")
            String email,

            @Schema(description = "邮政编码", examples = "990100")
            String postcode) {}

    /** How to apply for information. The limits are those of 《政府信息公开条例》, articles 30 and 33. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "SiteApplication", description = "怎样申请公开政府信息，和条例规定的期限")
    record Application(
            @Schema(description = "申请方式") List<Site.Way> ways,

            @Schema(description = "答复期限，工作日：收到申请之日起，不能当场答复的", required = true, examples = "20")
            int replyDays,

            @Schema(description = "延长期限，工作日：需要延长的，最多再加", required = true, examples = "20")
            int extensionDays,

            @Schema(
                    description = "补正期限，工作日：申请内容不明确的，收到申请之日起几个工作日内一次性告知补正；答复期限自收到补正的申请之日起计算",
                    required = true,
                    examples = "7")
            int supplementDays,

            @Schema(description = "期限的依据", required = true, examples = "《中华人民共和国政府信息公开条例》第三十条、第三十三条")
            String basis,

            @Schema(description = "申请说明") String note) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SiteFreshnessOfKind", description = "一个种类的更新情况")
    record OfKind(
            @Schema(description = "种类", required = true, examples = "disclosure")
            String kind,

            @Schema(description = "中文名", required = true, examples = "政府信息")
            String label,

            @Schema(description = "公开中的条数", required = true, examples = "183")
            long count,

            @Schema(description = "最新一条的主要日期，如发布日期、答复日期；没有日期的种类不出现", examples = "2026-11-24")
            LocalDate latest,

            @Schema(description = "最近一次发布或修改的时间；没有记录的不出现", examples = "2026-11-24T16:20:00+08:00")
            OffsetDateTime updated) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SiteFreshnessOfColumn", description = "一个栏目的更新情况，连同下级栏目")
    record OfColumn(
            @Schema(description = "栏目编号", required = true, examples = "col-zcwj-gfxwj")
            String id,

            @Schema(description = "栏目名称", required = true, examples = "规范性文件")
            String name,

            @Schema(description = "公开中的条数，一条信息只计一次", required = true, examples = "44")
            int count,

            @Schema(description = "最新一条的发布日期；没有信息的不出现", examples = "2026-11-24")
            LocalDate latest) {}
}
