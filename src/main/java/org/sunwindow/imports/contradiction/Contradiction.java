package org.sunwindow.imports.contradiction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.Records.Stored;

/** A contradiction between a published record and another one, as publishers see it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Contradiction", description = "一处矛盾：一条已公开的记录与另一条不符")
record Contradiction(
        @Schema(description = "种类", required = true, examples = "service")
        String kind,

        @Schema(description = "编号，有矛盾的记录的", required = true, examples = "990100-JF-001")
        String key,

        @Schema(description = "名称", required = true, examples = "最低生活保障对象认定")
        String title,

        @Schema(
                description =
                        "矛盾的种类，稳定的机器码：reference.missing 引用的记录不存在或已不公开；reference.ended 引用的机构、场所、热线、事项已撤并、关闭或取消；file.absent 列有的文件没有收到或已撤下；basis.ended 依据、解读、回应或转发的文件已不再有效；validity.outdated 仍标为有效或尚未生效，而已被替代；replacement.double 两条现行信息替代同一条；replacement.circle 层层替代又回到本条，各条因此都不再有效；amount.outdated 所述标准与较新的标准不符；phone.different 电话与所属机构、场所公布的不符；statistic.alike 两条统计的指标、单位、时期、机构和区划都相同",
                required = true,
                examples = "amount.outdated")
        String code,

        @Schema(description = "字段", examples = "faq") String field,

        @Schema(description = "什么与什么不符，怎样处理", required = true)
        String detail,

        @Schema(description = "另一条记录：已不公开的没有") Other other) {

    /** The kinds of contradictions. */
    enum Code {
        REFERENCE_MISSING("reference.missing"),
        REFERENCE_ENDED("reference.ended"),
        FILE_ABSENT("file.absent"),
        BASIS_ENDED("basis.ended"),
        VALIDITY_OUTDATED("validity.outdated"),
        REPLACEMENT_DOUBLE("replacement.double"),
        REPLACEMENT_CIRCLE("replacement.circle"),
        AMOUNT_OUTDATED("amount.outdated"),
        PHONE_DIFFERENT("phone.different"),
        STATISTIC_ALIKE("statistic.alike");

        private final String code;

        Code(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        static List<String> codes() {
            return Arrays.stream(values()).map(Code::code).toList();
        }
    }

    @RegisterForReflection
    @Schema(name = "ContradictingRecord", description = "另一条记录")
    record Other(
            @Schema(description = "种类", required = true, examples = "disclosure")
            String kind,

            @Schema(description = "编号", required = true, examples = "990100001/202406-00003")
            String key,

            @Schema(description = "名称", required = true, examples = "关于调整2024年全市最低生活保障标准的通知")
            String title) {

        static Other of(Stored stored) {
            return new Other(
                    stored.kind(), stored.summary().key(), stored.summary().title());
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Contradictions", description = "矛盾的一页")
    record Page(
            @Schema(description = "矛盾，按种类、编号排列；可以为空，还有 next 的请继续取", required = true)
            List<Contradiction> items,

            @Schema(description = "本页检查的记录数", required = true, examples = "500")
            int examined,

            @Schema(description = "下一页的参数 after；检查完全部记录的没有") String next) {}

    static Contradiction of(Stored record, Code code, String field, String detail, Stored other) {
        return new Contradiction(
                record.kind(),
                record.summary().key(),
                record.summary().title(),
                code.code(),
                field,
                detail,
                other == null ? null : Other.of(other));
    }
}
