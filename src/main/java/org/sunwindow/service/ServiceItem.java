package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.json.FileHash;
import org.sunwindow.json.WebAddress;
import org.sunwindow.place.DivisionCode;

/** 政务服务事项 with its 办事指南. The codes of type, level and object are those of GB/T 39046. */
@RegisterForReflection
@Schema(description = "一个政务服务事项及其办事指南")
record ServiceItem(
        @Size(max = 50) @Schema(description = "编号，等于事项编码", examples = "990100-QR-003")
        String id,

        @NotBlank @Size(max = 50) @Schema(description = "事项编码，不作解析", required = true, examples = "990100-QR-003")
        String code,

        @NotBlank @Size(max = 300) @Schema(description = "事项名称", required = true, examples = "内地居民结婚登记")
        String name,

        @Size(max = 10)
        @Pattern(regexp = "^(?![1-9]$).*$", message = "应为两位代码，例如 07")
        @Schema(
                description =
                        "事项类型：01 行政许可、02 行政处罚、03 行政强制、04 行政征收、05 行政给付、06 行政检查、07 行政确认、08 行政奖励、09 行政裁决、10 其他行政权力、20 公共服务；地方另有的类型原样保留",
                examples = "07")
        String type,

        @Size(max = 50) @Schema(description = "事项类型名称", examples = "行政确认")
        String typeName,

        @Size(max = 10) @Schema(description = "行使层级：1 国家、2 省、3 市、4 县、5 镇（乡、街道）、6 村（社区）", examples = "4")
        String level,

        @Size(max = 10) @Schema(description = "服务对象：1 自然人、2 企业法人、3 事业法人、4 社会组织法人、5 行政机关、6 其他组织")
        List<@NotBlank @Size(max = 10) String> serviceObjects,

        @Size(max = 20) @Schema(description = "办件类型：即办件、承诺件", examples = "即办件")
        String handling,

        @Size(max = 100) @Schema(description = "实施机构：其编号", examples = "org-yc-mzj")
        String organization,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所属区划：行政区划代码，12 位", examples = "990100000000")
        String division,

        @Size(max = 200) @Schema(description = "主题，由大到小以 / 分隔", examples = "婚姻登记")
        String topic,

        @Pattern(regexp = "现行|取消", message = "应为 现行 或 取消")
        @Schema(
                description = "状态",
                enumeration = {"现行", "取消"},
                examples = "现行")
        String status,

        @Size(max = 2000) @Schema(description = "概述") String summary,
        @Size(max = 50) @Schema(description = "关键词") List<@NotBlank @Size(max = 50) String> keywords,

        @Size(max = 50) @Schema(description = "设定依据") List<@NotBlank @Size(max = 2000) String> legalBasis,

        @Size(max = 50) @Schema(description = "受理条件") List<@NotBlank @Size(max = 2000) String> conditions,

        @Size(max = 50) @Schema(description = "申请材料") List<@Valid @NotNull Material> materials,
        @Size(max = 50) @Schema(description = "办理流程") List<@Valid @NotNull Step> steps,
        @Valid @Schema(description = "法定办结时限") Limit statutoryLimit,
        @Valid @Schema(description = "承诺办结时限") Limit promisedLimit,
        @Valid @Schema(description = "收费") Fee fee,

        @Size(max = 500) @Schema(description = "办理结果", examples = "结婚证")
        String result,

        @Size(max = 200) @Schema(description = "通办范围", examples = "全省通办")
        String scope,

        @PositiveOrZero @Schema(description = "到现场次数", examples = "1")
        Integer visits,

        @Size(max = 200) @Schema(description = "办理场所：其编号") List<@NotBlank @Size(max = 100) String> offices,

        @Size(max = 50) @Schema(description = "咨询电话", examples = "0500-8310012")
        String consultPhone,

        @Size(max = 50) @Schema(description = "投诉电话", examples = "0500-8310013")
        String complaintPhone,

        @Size(max = 2000) @Schema(description = "行政复议和行政诉讼") String remedies,
        @Size(max = 50) @Schema(description = "表格下载") List<@Valid @NotNull Form> forms,
        @Size(max = 50) @Schema(description = "常见问题") List<@Valid @NotNull Question> faq,

        @WebAddress @Size(max = 1000) @Schema(description = "在线办理地址")
        String onlineUrl,

        @WebAddress @Size(max = 1000) @Schema(description = "预约地址")
        String bookingUrl) {

    static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("01", "行政许可"),
            Map.entry("02", "行政处罚"),
            Map.entry("03", "行政强制"),
            Map.entry("04", "行政征收"),
            Map.entry("05", "行政给付"),
            Map.entry("06", "行政检查"),
            Map.entry("07", "行政确认"),
            Map.entry("08", "行政奖励"),
            Map.entry("09", "行政裁决"),
            Map.entry("10", "其他行政权力"),
            Map.entry("20", "公共服务"));

    static final Map<String, String> LEVELS =
            Map.of("1", "国家级", "2", "省级", "3", "市级", "4", "县级", "5", "镇（乡、街道）级", "6", "村（社区）级");

    static final Map<String, String> OBJECTS =
            Map.of("1", "自然人", "2", "企业法人", "3", "事业法人", "4", "社会组织法人", "5", "行政机关", "6", "其他组织");

    /** Derives the key from the code and the name of a standard type from its code. An item without a status is in force. */
    ServiceItem {
        code = code == null ? null : code.strip();
        id = id == null || Identifier.same(id, code) ? code : id;
        typeName = type != null ? TYPES.getOrDefault(type, typeName) : typeName;
        division = DivisionCode.padded(division);
        topic = topic == null ? null : topic.replace('\\', '/');
        status = status == null ? "现行" : status;
    }

    @RegisterForReflection
    @Schema(name = "ServiceMaterial", description = "一项申请材料")
    record Material(
            @NotBlank @Size(max = 300) @Schema(description = "名称", required = true, examples = "居民户口簿")
            String name,

            @Size(max = 100) @Schema(description = "出具单位", examples = "公安机关")
            String issuer,

            @PositiveOrZero @Schema(description = "原件份数", examples = "1")
            Integer originals,

            @PositiveOrZero @Schema(description = "复印件份数", examples = "0")
            Integer copies,

            @Schema(description = "是否必须", examples = "true") Boolean required,

            @Size(max = 1000) @Schema(description = "说明") String note) {}

    @RegisterForReflection
    @Schema(name = "ServiceStep", description = "一个办理环节")
    record Step(
            @NotBlank @Size(max = 100) @Schema(description = "环节", required = true, examples = "受理")
            String name,

            @PositiveOrZero @Schema(description = "工作日数", examples = "1")
            Integer days,

            @Size(max = 1000) @Schema(description = "说明") String description) {}

    @RegisterForReflection
    @Schema(name = "ServiceLimit", description = "时限")
    record Limit(
            @Positive @NotNull @Schema(description = "数值", required = true, examples = "10")
            Integer value,

            @NotNull
            @Pattern(regexp = "工作日|自然日|小时", message = "应为 工作日、自然日 或 小时")
            @Schema(
                    description = "单位",
                    required = true,
                    enumeration = {"工作日", "自然日", "小时"},
                    examples = "工作日")
            String unit) {}

    @RegisterForReflection
    @Schema(name = "ServiceFee", description = "收费")
    record Fee(
            @NotNull @Schema(description = "是否收费", required = true, examples = "false")
            Boolean charged,

            @Size(max = 500) @Schema(description = "标准", examples = "不收费")
            String standard,

            @Size(max = 500) @Schema(description = "依据") String basis) {}

    @RegisterForReflection
    @Schema(name = "ServiceForm", description = "可下载的表格：已上传的文件写 hash，其他网站上的写 url")
    record Form(
            @NotBlank @Size(max = 200) @Schema(description = "名称", required = true, examples = "申请结婚登记声明书")
            String name,

            @Size(max = 100) @Schema(description = "媒体类型，已上传的文件以检测的为准", examples = "application/msword")
            String mediaType,

            @PositiveOrZero @Schema(description = "字节数，已上传的文件以实际的为准", examples = "45056")
            Long size,

            @FileHash @Schema(description = "摘要值：内容的 SHA-256，十六进制；已上传的，即上传时的回答。文件可以随后再上传", examples = FileHash.EXAMPLE)
            String hash,

            @WebAddress
            @Size(max = 1000)
            @Schema(
                    description = "地址：报送时写其他网站的地址，没有 hash 时必填；已上传的文件由系统给出，尚未上传的没有",
                    examples = "https://mz.yunchuan.example/files/forms/jhsms.doc")
            String url) {

        Form {
            hash = FileHash.Text.canonical(hash);
        }
    }

    @RegisterForReflection
    @Schema(name = "ServiceQuestion", description = "一个常见问题")
    record Question(
            @NotBlank @Size(max = 500) @Schema(description = "问", required = true, examples = "外地户口能在这里领结婚证吗？")
            String question,

            @NotBlank @Size(max = 3000) @Schema(description = "答", required = true, examples = "可以，内地居民结婚登记已全国通办。")
            String answer) {}
}
