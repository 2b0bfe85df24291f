package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.json.Exceptional;
import org.sunwindow.json.OneLine;
import org.sunwindow.json.SecureWebAddress;
import org.sunwindow.kind.Attachment;
import org.sunwindow.kind.Codes;
import org.sunwindow.place.DivisionCode;

/** 政务服务事项 with its 办事指南. The codes of type, level and object are those of GB/T 39046. */
@RegisterForReflection
@Schema(description = "一个政务服务事项及其办事指南")
record ServiceItem(
        @Size(max = 50) @Schema(description = "编号，等于事项编码", examples = "990100-QR-003")
        String id,

        @NotBlank @Size(max = 50) @Schema(description = "事项编码，不作解析", required = true, examples = "990100-QR-003")
        String code,

        @NotBlank @OneLine @Size(max = 300) @Schema(description = "事项名称", required = true, examples = "内地居民结婚登记")
        String name,

        @Size(max = 10)
        @Pattern(regexp = "^(?![1-9]$).*$", message = "应为两位代码")
        @Schema(
                description =
                        "事项类型：01 行政许可、02 行政处罚、03 行政强制、04 行政征收、05 行政给付、06 行政检查、07 行政确认、08 行政奖励、09 行政裁决、10 其他行政权力、20 公共服务；FX 非行政许可审批（已停用）、ZR 责任事项、BJ 职责边界事项、JG 监管制度、LC 业务流程；地方另有的数字代码原样保留",
                examples = "07")
        String type,

        @Size(max = 50) @Schema(description = "事项类型名称", examples = "行政确认")
        String typeName,

        @Pattern(regexp = LIST_PATTERN, message = "应为 权力清单、责任清单、职责边界、公共服务、监管制度、业务流程 或 职权清理目录")
        @Schema(
                description = "所属清单，不填的按事项类型：01 至 10 和 FX 为权力清单，20 公共服务，ZR 责任清单，BJ 职责边界，JG 监管制度，LC 业务流程",
                enumeration = {POWERS, DUTIES, BOUNDARIES, PUBLIC_SERVICES, SUPERVISION_RULES, FLOWS, CLEARED_POWERS},
                examples = POWERS)
        String list,

        @Size(max = 10) @Schema(description = "行使层级：1 国家、2 省、3 市、4 县（市、区）、5 镇（乡、街道）、6 村（社区）", examples = "4")
        String level,

        @Size(max = 10) @Schema(description = "服务对象：1 自然人、2 企业法人、3 事业法人、4 社会组织法人、5 行政机关、6 其他组织", examples = "[\"1\"]")
        List<@NotBlank @Size(max = 10) String> serviceObjects,

        @Size(max = 20) @Schema(description = "办件类型：即办件、承诺件", examples = "即办件")
        String handling,

        @Size(max = 100) @Schema(description = "实施机构：其编号", examples = "org-yc-mzj")
        String organization,

        @Size(max = 5) @Schema(description = "责任股室，至多五个", examples = "[\"社会组织管理科\",\"行政审批科\"]")
        List<@NotBlank @Size(max = 100) String> dutyUnits,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所属区划：行政区划代码，12 位", examples = "990100000000")
        String division,

        @Size(max = 200) @Schema(description = "主题，由大到小以 / 分隔", examples = "婚姻登记")
        String topic,

        @Pattern(regexp = "现行|保留|取消|下放", message = "应为 现行、保留、取消 或 下放")
        @Schema(
                description = "状态：现行；保留，清理后保留的；取消；下放，由承接机构办理。不填为现行，有取消日期的为取消",
                enumeration = {IN_FORCE, KEPT, CANCELLED, DELEGATED},
                examples = IN_FORCE)
        String status,

        @Exceptional @Schema(description = "取消日期，下放的为下放日期；自当日起不再有效", examples = "2019-01-01")
        LocalDate cancelledOn,

        @Size(max = 1000) @Schema(description = "变更依据：保留、取消或下放所依据的文件", examples = "《国务院关于取消一批行政许可等事项的决定》")
        String changeBasis,

        @Exceptional @Size(max = 100) @Schema(description = "承接机构：下放后由其办理，其编号", examples = "org-dh-mzj")
        String delegatedTo,

        @Size(max = 50) @Schema(description = "所属权力事项：责任事项、监管制度、业务流程所属的，其编码", examples = "990100-XK-001")
        String power,

        @Size(max = 500) @Schema(description = "责任事项，对应的各项：其编码", examples = "[\"990100-ZR-001\"]")
        List<@NotBlank @Size(max = 50) String> duties,

        @Size(max = 50) @Schema(description = "职责，本单位的：责任事项的内容，或职责边界中本单位一方的")
        List<@NotBlank @Size(max = 2000) String> responsibilities,

        @Size(max = 50) @Schema(description = "追责情形") List<@NotBlank @Size(max = 2000) String> accountability,

        @Size(max = 20) @Schema(description = "相关部门，职责边界中的") List<@Valid @NotNull Partner> partners,

        @Valid @Schema(description = "监管制度的内容") Supervision supervision,

        @Size(max = 2000) @Schema(description = "概述") String summary,
        @Size(max = 50) @Schema(description = "关键词") List<@NotBlank @Size(max = 50) String> keywords,

        @Size(max = 50) @Schema(description = "设定依据") List<@NotBlank @Size(max = 2000) String> legalBasis,

        @Size(max = 50)
        @Schema(
                description = "依据文件：设定依据中已公开的信息的编号。依据文件、或设定依据以文号或名称引用的已公开信息不再有效的，注明 basisInForce",
                examples = "[\"990100001/202606-00002\"]")
        List<@NotBlank @Size(max = 200) String> basis,

        @Size(max = 50) @Schema(description = "受理条件") List<@NotBlank @Size(max = 2000) String> conditions,

        @Size(max = 50) @Schema(description = "申请材料") List<@Valid @NotNull Material> materials,
        @Size(max = MAX_STEPS) @Schema(description = "办理流程") List<@Valid @NotNull Step> steps,

        @Valid @Schema(description = "流程图", examples = Flowchart.EXAMPLE)
        Flowchart flowchart,

        @Valid @Schema(description = "情形引导：按申请人的情形选定材料和环节") Guide guide,
        @Valid @Schema(description = "法定办结时限") Limit statutoryLimit,
        @Valid @Schema(description = "承诺办结时限") Limit promisedLimit,
        @Valid @Schema(description = "压缩前，环节数和时限") EarlierLimits reducedFrom,

        @Schema(description = "压缩情况，由压缩前和现有的环节、时限得出", readOnly = true)
        Reduction reduction,

        @Valid @Schema(description = "收费") Fee fee,

        @Size(max = 500) @Schema(description = "办理结果", examples = "结婚证")
        String result,

        @Size(max = 200) @Schema(description = "通办范围", examples = "全省通办")
        String scope,

        @PositiveOrZero @Schema(description = "到现场次数", examples = "1")
        Integer visits,

        @Size(max = 200) @Schema(description = "办理场所：其编号", examples = "[\"off-dh-hydj\"]")
        List<@NotBlank @Size(max = 100) String> offices,

        @Size(max = 50) @Schema(description = "咨询电话", examples = "0500-8310012")
        String consultPhone,

        @Size(max = 50) @Schema(description = "投诉电话", examples = "0500-8310013")
        String complaintPhone,

        @Size(max = 20) @Schema(description = "咨询监督渠道", examples = Channel.EXAMPLE)
        List<@Valid @NotNull Channel> channels,

        @Valid @Schema(description = "首席代表") ChiefRepresentative chiefRepresentative,
        @Valid @Schema(description = "绿色通道") GreenChannel greenChannel,
        @Valid @Schema(description = "三告知：办前、办中、办后告知什么") Notifications notifications,
        @Size(max = 2000) @Schema(description = "行政复议和行政诉讼") String remedies,
        @Size(max = 50) @Schema(description = "表格下载") List<@Valid @NotNull Attachment> forms,
        @Size(max = 50) @Schema(description = "常见问题") List<@Valid @NotNull Question> faq,

        @SecureWebAddress
        @Size(max = 1000)
        @Schema(description = "在线办理地址", examples = "https://mz.yunchuan.example/apply/990100-XK-001")
        String onlineUrl,

        @SecureWebAddress
        @Size(max = 1000)
        @Schema(description = "预约地址", examples = "https://mz.yunchuan.example/booking/hydj-dh")
        String bookingUrl) {

    static final int MAX_STEPS = 50;

    static final String IN_FORCE = "现行";
    static final String KEPT = "保留";
    static final String CANCELLED = "取消";
    static final String DELEGATED = "下放";

    static final String POWERS = "权力清单";
    static final String DUTIES = "责任清单";
    static final String BOUNDARIES = "职责边界";
    static final String PUBLIC_SERVICES = "公共服务";
    static final String SUPERVISION_RULES = "监管制度";
    static final String FLOWS = "业务流程";

    /** All powers of a bureau at the time of its review, including those that were cancelled or merged afterwards. */
    static final String CLEARED_POWERS = "职权清理目录";

    static final String LIMIT_UNITS = "工作日|自然日|小时";

    private static final String LIST_PATTERN = POWERS + "|" + DUTIES + "|" + BOUNDARIES + "|" + PUBLIC_SERVICES + "|"
            + SUPERVISION_RULES + "|" + FLOWS + "|" + CLEARED_POWERS;

    /**
     * Types by their codes. Those of the standard are numbers. The standard has no codes for the items of the other
     * lists, and none for 非行政许可审批, which was abolished in 2015; these have letters, which no local number can collide
     * with.
     */
    static final SequencedMap<String, String> TYPES = Codes.of(
            "01", "行政许可",
            "02", "行政处罚",
            "03", "行政强制",
            "04", "行政征收",
            "05", "行政给付",
            "06", "行政检查",
            "07", "行政确认",
            "08", "行政奖励",
            "09", "行政裁决",
            "10", "其他行政权力",
            "20", PUBLIC_SERVICES,
            "BJ", "职责边界事项",
            "FX", "非行政许可审批",
            "JG", SUPERVISION_RULES,
            "LC", FLOWS,
            "ZR", "责任事项");

    /** The list of a type, {@code null} for local types. */
    private static String listOf(String type) {
        return switch (type) {
            case null -> null;
            case "20" -> PUBLIC_SERVICES;
            case "BJ" -> BOUNDARIES;
            case "JG" -> SUPERVISION_RULES;
            case "LC" -> FLOWS;
            case "ZR" -> DUTIES;
            default -> TYPES.containsKey(type) ? POWERS : null;
        };
    }

    static final SequencedMap<String, String> LEVELS =
            Codes.of("1", "国家级", "2", "省级", "3", "市级", "4", "县级", "5", "镇（乡、街道）级", "6", "村（社区）级");

    static final SequencedMap<String, String> OBJECTS =
            Codes.of("1", "自然人", "2", "企业法人", "3", "事业法人", "4", "社会组织法人", "5", "行政机关", "6", "其他组织");

    /**
     * Derives the key from the code, and the name and the list from a known type. An item without a status is in force,
     * or cancelled if it has a date of cancellation.
     */
    ServiceItem {
        code = code == null ? null : code.strip();
        id = id == null || Identifier.same(id, code) ? code : id;
        typeName = type != null ? TYPES.getOrDefault(type, typeName) : typeName;
        division = DivisionCode.padded(division);
        topic = topic == null ? null : topic.replace('\\', '/');
        list = list == null ? listOf(type) : list;
        status = status != null ? status : cancelledOn == null ? IN_FORCE : CANCELLED;
        reduction = Reduction.of(reducedFrom, steps, promisedLimit == null ? statutoryLimit : promisedLimit);
    }

    @RegisterForReflection
    @Schema(name = "ServiceMaterial", description = "一项申请材料")
    record Material(
            @NotBlank @OneLine @Size(max = 300) @Schema(description = "名称", required = true, examples = "居民户口簿")
            String name,

            @Size(max = 100) @Schema(description = "出具单位", examples = "公安机关")
            String issuer,

            @PositiveOrZero @Schema(description = "原件份数", examples = "1")
            Integer originals,

            @PositiveOrZero @Schema(description = "复印件份数", examples = "0")
            Integer copies,

            @Schema(description = "是否必须", examples = "true") Boolean required,

            @Size(max = 1000) @Schema(description = "说明") String note,

            @Size(max = 10) @Schema(description = "样例：示范文本和常见错误示例")
            List<@Valid @NotNull MaterialExample> examples) {}

    @RegisterForReflection
    @Schema(name = "ServiceStep", description = "一个办理环节")
    record Step(
            @NotBlank @OneLine @Size(max = 100) @Schema(description = "环节", required = true, examples = "受理")
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
            @Pattern(regexp = LIMIT_UNITS, message = "应为 工作日、自然日 或 小时")
            @Schema(
                    description = "单位",
                    required = true,
                    enumeration = {"工作日", "自然日", "小时"},
                    examples = "工作日")
            String unit) {

        /** Whether both have a value in the same unit. */
        boolean isComparable(Limit other) {
            return other != null && value != null && other.value != null && unit != null && unit.equals(other.unit);
        }
    }

    @RegisterForReflection
    @Schema(name = "ServiceFee", description = "收费")
    record Fee(
            @NotNull @Schema(description = "是否收费", required = true, examples = "false")
            Boolean charged,

            @Size(max = 500) @Schema(description = "标准", examples = "不收费")
            String standard,

            @Size(max = 500) @Schema(description = "依据") String basis) {

        private static final Set<String> FREE = Set.of("不收费", "免费", "不收取费用", "不收取任何费用");

        /** Sheets of bureaus have one column for both, in which 不收费 says all. */
        Fee {
            charged = charged == null && standard != null && FREE.contains(standard.strip()) ? Boolean.FALSE : charged;
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
