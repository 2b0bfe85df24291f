package org.sunwindow.directory.hotline;

import static org.sunwindow.kind.Role.KEYWORDS;
import static org.sunwindow.kind.Role.SUMMARY;
import static org.sunwindow.kind.Role.TITLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
import org.sunwindow.kind.PublishedPhone;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation;
import org.sunwindow.publication.Envelope;

/** The kind of {@link Hotline}. */
@Singleton
class HotlineKind extends Kind<Hotline> {

    private static final String NAME = "hotline";
    private static final String ORGANIZATION = "organization";

    private static final Fields<Hotline> FIELDS = Fields.of(
            Field.text("id", Hotline::id).identifier().recordNumber(),
            Field.text("name", Hotline::name).searchedAs(TITLE).headed("名称", "热线名称"),
            Field.text("number", Hotline::number)
                    .headed("电话", "热线号码", "电话号码", "热线", "热线电话")
                    .searchedAs(KEYWORDS)
                    .publishedPhone(),
            Field.derived("spellings", (Hotline hotline) -> Phone.spellings(List.of(hotline.number())))
                    .identifier(),
            Field.texts("topics", Hotline::topics).searchedAs(KEYWORDS).filter("topic", Filter.topic(), "主题", "社会救助"),
            Field.text("summary", Hotline::summary).headed("服务内容", "受理范围", "职责").searchedAs(SUMMARY),
            Field.text(ORGANIZATION, Hotline::organization)
                    .headed("主管单位")
                    .recordNumber()
                    .filter(Filter.organization()),
            Field.text("division", Hotline::division)
                    .headed("所在县区", "所在区县", "所属县区", "所属区县", "区县", "县区", "所在区", "区划", "行政区划")
                    .filter(Filter.division()),
            Field.texts("serves", (Hotline hotline) -> ServiceArea.of(hotline.serves(), hotline.division()))
                    .filter(Filter.served()),
            Field.text("successor", Hotline::successor)
                    .filter(
                            Filter.reference(NAME).meaning(ReferenceMeaning.REPLACED_BY),
                            "接替热线的编号：哪些热线停用后改拨它",
                            "hot-yc-shjz"),
            Field.openingHours("hours", HotlineKind::openingHours)
                    .headed("开放时间", "办公时间", "工作时间", "服务时间", "接待时间", "接听时间", "营业时间", "值班时间")
                    .written(WrittenHours::read),
            Field.<Hotline>shown("dial").publishedPhone("display").publishedPhone("number"),
            Field.shown("openOnHolidays"),
            Field.shown("specialDays"),
            Field.shown("hoursText"),
            Field.shown("hoursNote"),
            Field.shown("closedOn"),
            Field.shown("lastVerified"));

    private static final Contract CONTRACT = new Contract(
            "Hotlines",
            "Hotline",
            "热线",
            "一条热线",
            "热线",
            new Contract.Operation(
                    "检索热线", "按主题、所服务的区划和是否有人接听查找；不带参数时按编号列出全部。dial 可直接用于 wx.makePhoneCall 或 tel: 链接。", "命中的热线"),
            new Contract.Operation(
                    "取一条热线", "依编号取热线的号码、用途和接听时间。Accept: application/ld+json 时为 schema.org 的 JSON-LD。", "热线详情"),
            null,
            "热线编号",
            "hot-yc-shjz");

    private static final Pattern FAX = Pattern.compile("传真|fax", Pattern.CASE_INSENSITIVE);

    HotlineKind() {
        super(NAME, "热线", Hotline.class, FIELDS, CONTRACT);
    }

    @Override
    public List<String> keyMadeOf() {
        return List.of("name", "division");
    }

    @Override
    public Map<LocalDate, String> dayNotes(Hotline hotline) {
        return OpeningTimes.notes(hotline.specialDays());
    }

    @Override
    public List<Problem.Item> faults(Hotline hotline) {
        var faults = new ArrayList<Problem.Item>();
        if (hotline.number() != null && PublishedPhone.isNumber(hotline.number()) && hotline.dial() == null) {
            faults.add(
                    FAX.matcher(hotline.number()).find()
                            ? new Problem.Item("number", "phone.fax", "只有传真号码，应为可拨打的电话号码")
                            : new Problem.Item("number", "phone.invalid", "应为可拨打的电话号码，例如 \"0500-8310012\""));
        }
        faults.addAll(OpeningRules.faults(hotline.hours(), hotline.specialDays()));
        if (Identifier.same(hotline.id(), hotline.successor())) {
            faults.add(new Problem.Item("successor", "successor.self", "不能是自身的编号"));
        }
        return faults;
    }

    @Override
    public Admission<Hotline> admit(Hotline hotline) {
        return new Admission.Admitted<>(hotline, Envelope.lasting(hotline.id(), hotline.name(), hotline.division()));
    }

    @Override
    public LocalDate lapsesOn(Hotline hotline) {
        return Closing.firstDayAfter(hotline.closedOn(), hotline.successor());
    }

    private static OpeningHours openingHours(Hotline hotline) {
        return OpeningTimes.of(
                hotline.hours(),
                hotline.specialDays(),
                hotline.openOnHolidays(),
                Closing.lastDay(hotline.closedOn(), hotline.successor()));
    }

    /** The organization that runs a hotline, and the hotline that replaced it. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "HotlineLinks", description = "相关的机构和热线")
    record Links(
            @Schema(description = "所属机构") Reference organization,
            @Schema(description = "停用后改拨的热线") Reference movedTo,
            @Schema(description = "停用后直接由它接替的热线，最多 200 条") List<Reference> mergedFrom) {}

    @Override
    public Links links(Hotline hotline, RelatedRecords related) {
        return new Links(
                related.find(ORGANIZATION, hotline.organization()),
                related.replacement(NAME, hotline.id()),
                related.allReferencing(NAME, RelatedRecords.SUCCESSOR, hotline.id()));
    }

    @Override
    protected Object linked(Representation.Shown<Hotline> shown) {
        return HotlineJsonLd.of(shown.record());
    }
}
