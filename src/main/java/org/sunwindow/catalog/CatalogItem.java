package org.sunwindow.catalog;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.kind.PublicChannel;
import org.sunwindow.place.DivisionCode;

/**
 * 公开事项: a row of a standard catalogue in one of its versions (政务公开事项标准目录). The same row has the same {@link #code} in
 * all versions, and a key of its own in each.
 */
@RegisterForReflection
@Schema(description = "政务公开事项标准目录在一个版本中的一行")
record CatalogItem(
        @NotBlank
        @Size(max = 100)
        @Schema(description = "编号：各版本的各行都不同", required = true, examples = "cat-yc-shjz-2026-005")
        String id,

        @NotBlank
        @Size(max = 100)
        @Schema(description = "事项编码：同一事项各版本都用同一个，与其他事项和其他目录的不同", required = true, examples = "YC-SHJZ-05")
        String code,

        @NotBlank
        @Size(max = 200)
        @Schema(description = "目录名称：各版本相同，与其他单位的目录不同", required = true, examples = "云川市社会救助领域政务公开标准目录")
        String catalog,

        @NotBlank @Size(max = 50) @Schema(description = "目录版本", required = true, examples = "2026年版")
        String version,

        @NotNull @Schema(description = "版本生效日期：自这一天起，这一版本代替同一目录先前的版本", required = true, examples = "2026-03-01")
        LocalDate effectiveOn,

        @Schema(description = "停用日期：自这一天起，这一行不再有效", examples = "2027-03-01")
        LocalDate abolishedOn,

        @Size(max = 100)
        @Schema(description = "所代替的行：上一版本中同一事项的编号；自本版本生效起，那一行标为不再有效", examples = "cat-yc-shjz-2024-005")
        String replaces,

        @PositiveOrZero @Schema(description = "序号：在目录中的次序", examples = "3")
        Integer order,

        @NotBlank @Size(max = 200) @Schema(description = "一级事项", required = true, examples = "最低生活保障")
        String level1,

        @NotBlank @Size(max = 200) @Schema(description = "二级事项", required = true, examples = "审核信息")
        String level2,

        @NotEmpty @Size(max = 50) @Schema(description = "公开内容：各要素", required = true, examples = "[\"初审对象名单及相关信息\"]")
        List<@NotBlank @Size(max = 1000) String> elements,

        @Size(max = 50) @Schema(description = "公开依据：各文件", examples = "[\"《中华人民共和国政府信息公开条例》\",\"《社会救助暂行办法》\"]")
        List<@NotBlank @Size(max = 500) String> basis,

        @Size(max = 500) @Schema(description = "公开时限：目录中的原文", examples = "自信息形成或者变更之日起10个工作日内")
        String timeLimit,

        @Min(1)
        @Max(TimeLimit.MAX_DAYS)
        @Schema(
                description =
                        "时限天数：自信息形成或者变更之日起的工作日数。没有写的，取公开时限中写明的；都没有的，统计时按条例规定的 20 个工作日；公开时限按日历日、月计，或只写“及时”的，不能折算，请在这里写明",
                examples = "10")
        Integer limitDays,

        @NotBlank @Size(max = 200) @Schema(description = "公开主体", required = true, examples = "云川市民政局")
        String responsibleBody,

        @Size(max = 100) @Schema(description = "责任机构：公开主体在机构名录中的编号，覆盖情况按它统计", examples = "org-yc-mzj")
        String organization,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所属区划：行政区划代码，12 位", examples = "990100000000")
        String division,

        @Size(max = 14)
        @Schema(description = "公开渠道：" + PublicChannel.CODES, examples = "[\"WEBSITE\",\"READING_POINT\"]")
        List<@NotNull PublicChannel> channels,

        @Pattern(regexp = "全社会|特定群众", message = "应为 全社会 或 特定群众")
        @Schema(
                description = "公开对象",
                enumeration = {"全社会", "特定群众"},
                examples = "全社会")
        String audience,

        @Pattern(regexp = "主动|依申请", message = "应为 主动 或 依申请")
        @Schema(
                description = "公开方式：没有写的为主动",
                enumeration = {"主动", "依申请"},
                examples = "主动")
        String method,

        @Size(max = 4)
        @Schema(description = "公开层级：PROVINCE 省级、CITY 市级、COUNTY 县级、TOWNSHIP 乡（村）级", examples = "[\"CITY\",\"COUNTY\"]")
        List<@NotNull CatalogLevel> levels) {

    static final String PUBLIC = "全社会";
    static final String GROUP = "特定群众";
    static final String ON_REQUEST = "依申请";

    CatalogItem {
        division = DivisionCode.padded(division);
        limitDays = limitDays == null ? TimeLimit.workingDays(timeLimit) : limitDays;
    }

    /** The name of the row; both parts are required. */
    String name() {
        return level1 + "－" + level2;
    }
}
