package org.sunwindow.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far the catalogues are fulfilled in a period. */
@RegisterForReflection
@Schema(
        name = "CatalogCoverage",
        description = "一段时间内公开事项的落实情况。按这段时间最后一天有效的目录版本；只依申请公开的事项不计。一个事项在这段时间内有落实它的信息公开的为已公开，"
                + "其中任何一条逾期的为逾期公开；没有，但先前公开的到最后一天仍有效的，为先前公开；是否逾期，按信息成文那天有效的版本的时限")
record CatalogCoverage(
        @Schema(description = "起始时间", required = true, examples = "2026-01-01T00:00:00+08:00")
        OffsetDateTime from,

        @Schema(description = "截止时间", required = true, examples = "2026-12-31T23:59:59.999+08:00")
        OffsetDateTime to,

        @Schema(description = "各机构合计", required = true) Counts total,

        @JsonInclude(Include.ALWAYS) @Schema(description = "各责任机构，按编号排列，最多 500 个；没有写责任机构的按公开主体", required = true)
        List<OfOrganization> organizations,

        @Schema(description = "责任机构的个数", required = true, examples = "4")
        int organizationCount,

        @Schema(description = "true 表示有的期限跨入放假安排尚未公布的年份，那些年份只按周末计算", required = true, examples = "false")
        boolean provisional,

        @JsonInclude(Include.ALWAYS) @Schema(description = "本页各事项，按编号排列", required = true)
        List<Item> items,

        @Schema(required = true) Page page) {

    static final int MAX_ORGANIZATIONS = 500;

    /** @param rows the sum of onTime, late, undated, earlier and missing */
    @RegisterForReflection
    @Schema(name = "CatalogCoverageCounts", description = "事项数")
    record Counts(
            @Schema(description = "应公开的事项数，等于按时、逾期、不能判断、先前公开和没有公开的之和", required = true, examples = "62")
            int rows,

            @Schema(description = "这段时间内公开的：按时、逾期和不能判断的", required = true, examples = "38")
            int fulfilled,

            @Schema(description = "按时公开", required = true, examples = "29")
            int onTime,

            @Schema(description = "逾期公开", required = true, examples = "4")
            int late,

            @Schema(description = "已公开但没有成文日期，不能判断是否逾期", required = true, examples = "5")
            int undated,

            @Schema(description = "这段时间内没有新公开的，先前公开的仍有效", required = true, examples = "10")
            int earlier,

            @Schema(description = "没有公开", required = true, examples = "14")
            int missing) {}

    @RegisterForReflection
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "CatalogCoverageOrganization", description = "一个责任机构的事项数")
    record OfOrganization(
            @Schema(description = "机构编号；没有写责任机构的没有", examples = "org-yc-mzj")
            String id,

            @Schema(description = "机构名称或公开主体", required = true, examples = "云川市民政局")
            String name,

            @Schema(description = "事项数", required = true) Counts counts) {}

    @RegisterForReflection
    @JsonInclude(Include.NON_NULL)
    @Schema(name = "CatalogCoverageItem", description = "一个事项的落实情况")
    record Item(
            @Schema(description = "行的编号", required = true, examples = "cat-yc-shjz-2026-005")
            String id,

            @Schema(description = "名称", required = true, examples = "最低生活保障－审核信息")
            String name,

            @Schema(description = "事项编码", required = true, examples = "YC-SHJZ-05")
            String code,

            @Schema(description = "目录名称", required = true, examples = "云川市社会救助领域政务公开标准目录")
            String catalog,

            @Schema(description = "目录版本", required = true, examples = "2026年版")
            String version,

            @Schema(description = "责任机构", examples = "org-yc-mzj")
            String organization,

            @Schema(description = "公开主体", required = true, examples = "云川市民政局")
            String responsibleBody,

            @Schema(description = "这一行的时限：工作日。各条信息是否逾期，按它成文那天有效的版本", required = true, examples = "10")
            int limitDays,

            @Schema(description = "true 表示目录没有写明时限，或写的不能识别，按条例第二十六条的 20 个工作日；否则不带此字段", examples = "true")
            Boolean byRegulation,

            @Schema(description = "公开情况", required = true) Timeliness.Status status,

            @Schema(description = "这段时间内落实它的信息条数", required = true, examples = "3")
            int disclosures,

            @Schema(description = "其中逾期的", required = true, examples = "1")
            int late,

            @Schema(description = "其中没有成文日期的", required = true, examples = "0")
            int undated) {}

    @RegisterForReflection
    @Schema(name = "CatalogReportPage", description = "统计的分页")
    record Page(
            @Schema(description = "页号，从 1 起", required = true, examples = "1")
            int number,

            @Schema(description = "每页条数", required = true, examples = "20")
            int size,

            @Schema(description = "符合条件的总数，确数", required = true, examples = "62")
            int total) {

        /** Returns the part of a list that is on the page. */
        <T> List<T> of(List<T> all) {
            int begin = (int) Math.min(all.size(), (number - 1L) * size);
            return all.subList(begin, Math.min(all.size(), begin + size));
        }
    }
}
