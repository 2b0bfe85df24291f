package org.sunwindow.disclosure;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.json.EndOfDay;
import org.sunwindow.json.OneLine;
import org.sunwindow.kind.Attachment;
import org.sunwindow.place.DivisionCode;

/**
 * 政府信息: a record of the disclosure catalogue, after 《政府信息公开目录系统实施指引（试行）》. Real records leave most fields blank,
 * so only the title, the publisher, the time of publication and the disclosure attribute are required.
 */
@RegisterForReflection
@Schema(description = "政府信息公开目录中的一条信息")
record Disclosure(
        @Size(max = 200)
        @Schema(
                description = "编号：有索引号时就是索引号，否则为来源系统的编号；都没有时由系统按发布机构、名称和发布日期生成。导入时写在索引号之外的，是该信息原先的编号，不公开",
                examples = "990100001/202406-00004")
        String id,

        @Size(max = 100)
        @Schema(description = "索引号，唯一且不变，不作解析；不论怎样输入都是同一个。后来才有的，替换原先未带索引号报送的那一条", examples = "990100001/202406-00004")
        String indexNo,

        @NotBlank
        @OneLine
        @Size(max = 500)
        @Schema(description = "信息名称", required = true, examples = "关于调整城乡居民最低生活保障标准的通知")
        String title,

        @Size(max = 2000) @Schema(description = "内容概述") String summary,

        @Size(max = 50) @Schema(description = "信息分类", examples = "政策文件")
        String category,

        @NotBlank @Size(max = 200) @Schema(description = "发布机构", required = true, examples = "云川市民政局")
        String publisher,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "所属区划：行政区划代码，12 位", examples = "990100000000")
        String division,

        @Size(max = 200) @Schema(description = "信息来源", examples = "市政府办公室")
        String source,

        @NotNull @Schema(description = "发布时间", required = true, examples = "2024-03-12T09:30:00+08:00")
        OffsetDateTime publishedAt,

        @Schema(description = "成文日期", examples = "2024-03-08")
        LocalDate issuedOn,

        @Schema(description = "生效日期", examples = "2024-04-01")
        LocalDate effectiveOn,

        @Schema(description = "废止日期", examples = "2026-03-31")
        LocalDate abolishedOn,

        @Size(max = 20)
        @Schema(
                description = "有效性：有效、失效、废止、已修改、尚未生效。取出的随日期而变：生效日期之前为尚未生效，之后为有效，自废止日期或替代它的生效起为废止（报送为失效的仍为失效）",
                examples = "有效")
        String validity,

        @Size(max = 20) @Schema(description = "栏目：所在栏目的编号，可以有几个，第一个为主", examples = "[\"col-zcwj-gfxwj\"]")
        List<@NotBlank @Size(max = 100) String> columns,

        @Size(max = 20) @Schema(description = "公开事项：它所落实的公开事项标准目录各行的编号", examples = "[\"cat-yc-shjz-2026-005\"]")
        List<@NotBlank @Size(max = 100) String> catalogItems,

        @Size(max = 50) @Schema(description = "标签：阳光工程、公开事项或自拟的词", examples = "[\"阳光救助\",\"城乡低保\"]")
        List<@NotBlank @Size(max = 50) String> tags,

        @Size(max = 50) @Schema(description = "关键词") List<@NotBlank @Size(max = 50) String> keywords,

        @Size(max = 200) @Schema(description = "主题分类，由大到小以 / 分隔", examples = "民政、扶贫、慈善/社会救助")
        String topic,

        @Size(max = 20) @Schema(description = "服务对象分类") List<@NotBlank @Size(max = 50) String> audience,

        @Size(max = 20) @Schema(description = "体裁分类", examples = "通知")
        String genre,

        @Size(max = 50) @Schema(description = "生命周期分类（地方扩展）", examples = "中年")
        String lifeStage,

        @Pattern(regexp = "决策|执行|管理|服务|结果", message = "应为 决策、执行、管理、服务、结果 之一")
        @Schema(
                description = "五公开",
                enumeration = {"决策", "执行", "管理", "服务", "结果"},
                examples = "决策")
        String fiveOpen,

        @Size(max = 100) @Schema(description = "文号", examples = "云民发〔2024〕12号")
        String docNo,

        @Size(max = 50) @Schema(description = "信息格式", examples = "HTML")
        String format,

        @Size(max = 50) @Schema(description = "语种", examples = "汉语")
        String language,

        @Schema(
                description = "公开属性。对外只有主动公开的全文和依申请公开的名称",
                required = true,
                enumeration = {"主动公开", "依申请公开"},
                examples = "主动公开")
        String disclosureAttribute,

        @Size(max = 50) @Schema(description = "公开范围", examples = "面向社会")
        String scope,

        @Size(max = 50) @Schema(description = "公开时限", examples = "长期公开")
        String retention,

        @EndOfDay @Schema(description = "公开截止时间：公开到此时为止；只写日期的，到当天结束；没有则长期公开", examples = "2026-12-31T00:00:00+08:00")
        OffsetDateTime visibleUntil,

        @Size(max = 2000) @Schema(description = "申请方式：依申请公开的信息如何申请")
        String howToApply,

        @Size(max = 200) @Schema(description = "责任科室：几个科室共同负责的，为牵头的一个；没有写的取 dutyUnits 的第一个", examples = "社会救助科")
        String dutyUnit,

        @Size(max = 20) @Schema(description = "各责任科室：由几个科室共同负责时的全部，牵头的在前", examples = "[\"社会救助科\",\"规划财务科\"]")
        List<@NotBlank @Size(max = 200) String> dutyUnits,

        @PositiveOrZero @Schema(description = "阅读次数：报送方统计的累计数，截至 readCountOn", examples = "1286")
        Long readCount,

        @Schema(description = "阅读统计日期：阅读次数截至的日期", examples = "2026-11-20")
        LocalDate readCountOn,

        @Size(max = 50) @Schema(description = "相关信息") List<@Valid @NotNull Link> related,
        @Size(max = 50) @Schema(description = "附件") List<@Valid @NotNull Attachment> attachments,

        @Size(max = 1_000_000) @Schema(description = "正文，纯文本，段落之间换行")
        String body) {

    /**
     * Normalizes the components that are compared, and derives the number: the 索引号, or else a hash of publisher, title
     * and date. A number that is sent in addition to an 索引号 is the former number of the record.
     */
    Disclosure {
        title = strip(title);
        publisher = strip(publisher);
        indexNo = strip(indexNo);
        disclosureAttribute = strip(disclosureAttribute);
        division = DivisionCode.padded(division);
        topic = topic == null ? null : topic.replace('\\', '/');
        id = strip(id);
        dutyUnit = strip(dutyUnit);
        if (dutyUnits != null && !dutyUnits.isEmpty()) {
            dutyUnit = dutyUnit == null ? strip(dutyUnits.getFirst()) : dutyUnit;
            dutyUnits = leading(dutyUnit, dutyUnits);
        }
        if (indexNo != null && (id == null || Identifier.same(id, indexNo))) {
            id = indexNo;
        }
        if (id == null && title != null && publisher != null && publishedAt != null) {
            id = "d-" + hash(publisher, title, publishedAt.toLocalDate().toString());
        }
    }

    /** The units with the leading one first, each once. */
    private static List<String> leading(String unit, List<String> units) {
        return Stream.concat(Stream.of(unit), units.stream().map(Disclosure::strip))
                .distinct()
                .toList();
    }

    /** All units in charge, the leading one first. */
    List<String> allDutyUnits() {
        return dutyUnits != null ? dutyUnits : dutyUnit == null ? List.of() : List.of(dutyUnit);
    }

    static String strip(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** The 索引号, or else {@link #id}. */
    String key() {
        return indexNo != null ? indexNo : id;
    }

    /**
     * Returns the same text for records that cannot be distinguished without an 索引号, however they are typed.
     *
     * @param date ISO 8601, without a time
     * @return {@code null} if a part is missing
     */
    static String likeness(String publisher, String title, String date) {
        return publisher == null || title == null || date == null
                ? null
                : hash(Identifier.canonical(publisher), Identifier.canonical(title), date);
    }

    private static String hash(String... parts) {
        return HexFormat.of().formatHex(Sha256.of(String.join("\n", parts)), 0, 10);
    }

    @RegisterForReflection
    @Schema(description = "与另一条信息的关系")
    record Link(
            @NotNull
            @Schema(
                    description =
                            "关系：INTERPRETS 解读对象、INTERPRETATION 解读、RESPONDS_TO 回应对象、RESPONSE 回应、REPLACES 替代对象、REPLACED_BY 被其替代、FORWARDS 转发对象、FORWARDED_BY 被其转发。"
                                    + "由任何一方注明即可；被替代的自替代它的公开并生效之日起不再有效。"
                                    + "对其他发布方的信息注明 REPLACES、INTERPRETATION、RESPONSE、FORWARDED_BY 的不作数（导入时警告 relation.foreign），须由对方注明；"
                                    + "解读、回应、转发其他发布方的信息，在那条信息的 links 中带 byOther",
                    required = true,
                    examples = "INTERPRETATION")
            Relation relation,

            @NotBlank
            @Size(max = 200)
            @Schema(description = "编号：那条信息的", required = true, examples = "990100001/202403-00015")
            String key) {}

    /** The relation between two records: 发布、解读、回应、转发, or one document that replaces another. */
    @Schema(name = "DisclosureRelation")
    enum Relation {
        INTERPRETS,
        INTERPRETATION,
        RESPONSE,
        RESPONDS_TO,
        REPLACES,
        REPLACED_BY,
        FORWARDS,
        FORWARDED_BY
    }
}
