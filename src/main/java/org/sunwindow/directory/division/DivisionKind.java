package org.sunwindow.directory.division;

import static org.sunwindow.kind.Role.KEYWORDS;
import static org.sunwindow.kind.Role.TITLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.directory.Closing;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Codes;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.place.Location;
import org.sunwindow.place.LocationRules;
import org.sunwindow.publication.Envelope;

/** The kind of {@link Division}. */
@Singleton
class DivisionKind extends Kind<Division> {

    private static final int VILLAGE = 5;
    private static final SequencedMap<String, String> LEVELS =
            Codes.of("1", "省级", "2", "市级", "3", "县级", "4", "乡级", "5", "村级");

    private static final Fields<Division> FIELDS = Fields.of(
            Field.<Division>shown("id").recordNumber(),
            Field.text("code", Division::code)
                    .headed("代码", "区划代码", "行政区划代码")
                    .recordNumber()
                    .filter("division", Filter.division()),
            Field.derived("spellings", (Division division) -> DivisionCode.written(division.code()))
                    .identifier(),
            Field.text("name", Division::name)
                    .headed("区划名称", "行政区划名称")
                    .searchedAs(TITLE)
                    .filter(
                            "path",
                            Filter.names(),
                            "由大到小相连的名称，可省略若干级，也可省略末尾的省、市、区等字，如 云川市东湖区湖滨街道、云川东湖；"
                                    + "没有名称的一级可重复上级的名称（北京市北京市东城区），也可写 市辖区、县、省直辖县级行政区划；"
                                    + "其后不是区划名称的部分（如街道门牌）不计，这时 didYouMean 给出所认出的部分。同名的都列出",
                            "云川市东湖区"),
            Field.text("level", (Division division) -> division.level().toString())
                    .written(WrittenLevel::read)
                    .filter(Filter.ofCodes(LEVELS), "级别：1 省、2 市、3 县、4 乡、5 村", "3"),
            Field.text("parent", Division::parent)
                    .headed("上级", "上级名称", "上级区划", "上级区划代码", "上级区划名称")
                    .recordNumber()
                    .filter(Filter.reference(DivisionCode.KIND), "上级代码，只含直接下级", "990100000000"),
            Field.text("fullName", Division::fullName).searchedAs(KEYWORDS),
            Field.text("successor", Division::successor)
                    .filter(
                            Filter.reference(DivisionCode.KIND).meaning(ReferenceMeaning.REPLACED_BY),
                            "并入的区划代码：哪些区划并入了它",
                            "990102100000"),
            Field.location(
                    (Division division) -> Location.of(division.latitude(), division.longitude(), division.crs())),
            Field.shown("latitude"),
            Field.shown("longitude"),
            Field.<Division>shown("crs").headed("坐标系统", "坐标类型").written(LocationRules::readSystem),
            Field.shown("validFrom"),
            Field.shown("validTo"));

    private static final Contract CONTRACT = new Contract(
            "Divisions",
            "Division",
            "行政区划",
            "一个区划",
            "区划",
            new Contract.Operation(
                    "检索行政区划", "按名称、连写的名称、级别、上级代码或地点查找；不带参数时按代码列出全部。带 near 时按导入的驻地或中心点由近及远，只找到有坐标的。", "命中的区划"),
            new Contract.Operation(
                    "取一个行政区划",
                    "依代码取一个行政区划和它的各级上级，包括已撤销的，撤销的给出去向。Accept: application/ld+json 时为 schema.org 的 JSON-LD。",
                    "区划详情"),
            null,
            "代码，2、4、6、9 或 12 位",
            "990102000000");

    DivisionKind() {
        super(DivisionCode.KIND, "行政区划", Division.class, FIELDS, CONTRACT);
    }

    @Override
    public List<Problem.Item> faults(Division division) {
        var faults = new ArrayList<Problem.Item>();
        faults.addAll(LocationRules.faults(division.latitude(), division.longitude(), division.crs()));
        String code = division.code();
        if (code == null || !DivisionCode.isValid(code)) {
            return faults;
        }
        if (!code.equals(division.id())) {
            faults.add(new Problem.Item("id", "id.mismatch", "编号就是区划代码，与 code 不同；请删去，或改为相同"));
        }
        if (code.equals(division.successor())) {
            faults.add(new Problem.Item("successor", "successor.self", "不能是自身的代码"));
        }
        int level = DivisionCode.level(code);
        if (division.level() != null && division.level() != level) {
            faults.add(new Problem.Item("level", "level.mismatch", "与代码不符，应写作 %d".formatted(level)));
        }
        return faults;
    }

    @Override
    public List<String> keyFields() {
        return List.of("code", "id");
    }

    @Override
    public Admission<Division> admit(Division division) {
        return new Admission.Admitted<>(division, Envelope.lasting(division.code(), division.name(), division.code()));
    }

    /** A code may have any width that ends a level. */
    @Override
    public String key(String written) {
        return super.key(DivisionCode.padded(written));
    }

    @Override
    public LocalDate lapsesOn(Division division) {
        return Closing.firstDayAfter(division.validTo(), division.successor());
    }

    /** There are hundreds of thousands of villages, and most share their name with others. */
    @Override
    public boolean isAskedByName(Division division) {
        return division.level() < VILLAGE;
    }

    /** The ancestors of a division, and what replaced it. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "DivisionLinks", description = "相关的区划")
    record Links(
            @Schema(description = "从省级起的各级上级") List<Reference> path,
            @Schema(description = "撤销后最终并入或改设的区划") Reference movedTo,

            @Schema(description = "撤销后直接并入它或改设为它的区划，最多 200 个")
            List<Reference> mergedFrom) {}

    @Override
    public Links links(Division division, RelatedRecords related) {
        // levels without a record are skipped: counties of 直辖市 have no city
        return new Links(
                related.ancestors(name(), division.code(), division.parent(), DivisionCode::parent),
                related.replacement(name(), division.code()),
                related.allReferencing(name(), RelatedRecords.SUCCESSOR, division.code()));
    }

    @Override
    protected Object linked(Representation.Shown<Division> shown) {
        return DivisionJsonLd.of(shown.record());
    }
}
