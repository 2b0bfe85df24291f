package org.sunwindow.directory.office;

import static org.sunwindow.kind.Role.KEYWORDS;
import static org.sunwindow.kind.Role.TITLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.directory.Closing;
import org.sunwindow.directory.OpeningRules;
import org.sunwindow.directory.OpeningTimes;
import org.sunwindow.directory.Phone;
import org.sunwindow.directory.ServiceArea;
import org.sunwindow.directory.WrittenHours;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation;
import org.sunwindow.place.Location;
import org.sunwindow.place.LocationRules;
import org.sunwindow.publication.Envelope;

/** The kind of {@link Office}. */
@Singleton
class OfficeKind extends Kind<Office> {

    private static final String NAME = "office";
    private static final String ORGANIZATION = "organization";
    private static final String SERVICE = "service";

    private static final Fields<Office> FIELDS = Fields.of(
            Field.text("id", Office::id).identifier().recordNumber(),
            Field.text("name", Office::name)
                    .searchedAs(TITLE)
                    .headed("名称", "机构名称", "场所名称", "单位名称", "大厅名称", "网点名称", "登记机关"),
            Field.text("type", Office::type)
                    .searchedAs(KEYWORDS)
                    .headed("机构类别", "机构类型", "场所类别", "场所类型", "类别")
                    .filter(Filter.exact(), "场所类型", "婚姻登记处"),
            Field.text("address", Office::address).searchedAs(KEYWORDS).headed("地址", "详细地址", "单位地址", "大厅地址", "办公地址"),
            Field.<Office>texts(
                            "windows",
                            office -> windows(office).map(Office.Window::name).toList())
                    .searchedAs(KEYWORDS)
                    .recordNumber("services")
                    .references("services", SERVICE)
                    .publishedPhone("phones"),
            Field.derived("allPhones", OfficeKind::phones).searchedAs(KEYWORDS),
            Field.derived("spellings", (Office office) -> Phone.spellings(phones(office)))
                    .identifier(),
            Field.texts("accessibility", Office::accessibility).searchedAs(KEYWORDS),
            Field.text(ORGANIZATION, Office::organization)
                    .headed("主管单位")
                    .recordNumber()
                    .filter(Filter.organization()),
            Field.text("division", Office::division)
                    .headed("所在县区", "所在区县", "所属县区", "所属区县", "区县", "县区", "所在区", "区划", "行政区划")
                    .filter(Filter.division()),
            Field.texts("serves", (Office office) -> ServiceArea.of(office.serves(), office.division()))
                    .filter(Filter.served()),
            Field.texts("services", Office::services)
                    .headed("办理事项", "受理事项")
                    .recordNumber()
                    .filter(
                            SERVICE,
                            Filter.reference(SERVICE).mirrored(NAME),
                            "可办事项的编码：场所或其窗口列有该事项，或该事项的办事指南写明在此办理",
                            "990100-QR-003"),
            Field.text("successor", Office::successor)
                    .filter(
                            Filter.reference(NAME).meaning(ReferenceMeaning.REPLACED_BY),
                            "承接场所的编号：哪些场所并入或迁到了它",
                            "off-dh-ltz"),
            Field.texts("formerNames", Office::formerNames).searchedAs(KEYWORDS),
            Field.location((Office office) -> Location.of(office.latitude(), office.longitude(), office.crs())),
            Field.openingHours("hours", OfficeKind::openingHours)
                    .headed("开放时间", "办公时间", "工作时间", "服务时间", "接待时间", "接听时间", "营业时间", "对外办公时间")
                    .written(WrittenHours::read),
            Field.derived("hasAppointments", OfficeKind::hasAppointments)
                    .filter(Filter.flag("有预约时段", "没有预约时段"), "是否有只接待已预约的时段：true、false", "true"),
            // 坐标 alone names neither, but is told to be one of them
            Field.<Office>shown("latitude").headed("坐标纬度"),
            Field.<Office>shown("longitude").headed("坐标经度"),
            Field.<Office>shown("crs").headed("坐标系统", "坐标类型").written(LocationRules::readSystem),
            Field.<Office>shown("phones").publishedPhone().headed("电话", "联系电话", "咨询电话", "办公电话", "对外电话", "服务电话", "值班电话"),
            Field.<Office>shown("dial").publishedPhone("display").publishedPhone("number"),
            Field.shown("openOnHolidays"),
            Field.shown("specialDays"),
            Field.shown("hoursText"),
            Field.shown("hoursNote"),
            Field.shown("closedOn"),
            Field.<Office>shown("transport").headed("交通方式", "乘车路线", "公交路线"),
            Field.shown("parking"),
            Field.shown("bookingUrl"),
            Field.shown("lastVerified"));

    private static final Contract CONTRACT = new Contract(
            "Offices",
            "Office",
            "办事场所",
            "一个场所",
            "场所",
            new Contract.Operation(
                    "检索办事场所",
                    "按名称（含曾用名）、电话、类型、所在区划和可办事项查找；带 near 时只列半径以内的，由近及远，每条附距离（米）。"
                            + "坐标缺省为 GCJ-02（微信、腾讯、高德地图），name、address、latitude、longitude 可直接用于 wx.openLocation。"
                            + "Accept: application/geo+json 或 text/vcard 时，坐标按这两种标准为 WGS-84，不受 crs 影响。",
                    "命中的场所"),
            new Contract.Operation(
                    "取一个办事场所",
                    "依编号取场所的地址、电话、开放时间、窗口和可办事项；已撤并的给出去向。"
                            + "Accept: application/geo+json、text/vcard 或 application/ld+json（schema.org）时，坐标为 WGS-84。",
                    "场所详情"),
            null,
            "场所编号",
            "off-dh-hydj");

    OfficeKind() {
        super(NAME, "办事场所", Office.class, FIELDS, CONTRACT);
    }

    @Override
    public List<String> keyMadeOf() {
        return List.of("name", "division");
    }

    @Override
    public Map<LocalDate, String> dayNotes(Office office) {
        return OpeningTimes.notes(office.specialDays());
    }

    @Override
    public List<Problem.Item> faults(Office office) {
        var faults = new ArrayList<Problem.Item>();
        faults.addAll(LocationRules.faults(office.latitude(), office.longitude(), office.crs()));
        faults.addAll(OpeningRules.faults(office.hours(), office.specialDays()));
        if (Identifier.same(office.id(), office.successor())) {
            faults.add(new Problem.Item("successor", "successor.self", "不能是自身的编号"));
        }
        return faults;
    }

    @Override
    public Admission<Office> admit(Office office) {
        return new Admission.Admitted<>(office, Envelope.lasting(office.id(), office.name(), office.division()));
    }

    @Override
    public LocalDate lapsesOn(Office office) {
        return Closing.firstDayAfter(office.closedOn(), office.successor());
    }

    @Override
    public float suggestionBoost() {
        return 0.2f;
    }

    private static Stream<Office.Window> windows(Office office) {
        return Objects.requireNonNullElse(office.windows(), List.<Office.Window>of()).stream();
    }

    /** The phones of the office and of its windows. */
    private static List<String> phones(Office office) {
        return Stream.concat(Stream.ofNullable(office.phones()), windows(office).map(Office.Window::phones))
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .toList();
    }

    private static OpeningHours openingHours(Office office) {
        return OpeningTimes.of(
                office.hours(),
                office.specialDays(),
                office.openOnHolidays(),
                Closing.lastDay(office.closedOn(), office.successor()));
    }

    private static String hasAppointments(Office office) {
        OpeningHours hours = openingHours(office);
        return Boolean.toString(hours != null && hours.hasAppointments());
    }

    /** The organization an office belongs to, the items it accepts, and the office that replaced it. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "OfficeLinks", description = "相关的机构、事项和场所")
    record Links(
            @Schema(description = "所属机构") Reference organization,

            @Schema(description = "可办的现行事项：场所及其窗口所列的，和办事指南写明在此办理的；最多 200 个")
            List<Reference> services,

            @Schema(description = "撤销后最终并入或迁往的场所") Reference movedTo,
            @Schema(description = "直接并入或迁到它的场所，最多 200 个") List<Reference> mergedFrom) {}

    @Override
    public Links links(Office office, RelatedRecords related) {
        return new Links(
                related.find(ORGANIZATION, office.organization()),
                related.referencing(SERVICE, NAME, office.id()),
                related.replacement(NAME, office.id()),
                related.allReferencing(NAME, RelatedRecords.SUCCESSOR, office.id()));
    }

    @Override
    protected List<Representation<Office>> formats() {
        return List.of(GeoJson.REPRESENTATION, VCards.REPRESENTATION);
    }

    @Override
    protected Object linked(Representation.Shown<Office> shown) {
        return OfficeJsonLd.of(shown.record());
    }
}
