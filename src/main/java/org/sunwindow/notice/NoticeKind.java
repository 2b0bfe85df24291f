package org.sunwindow.notice;

import static org.sunwindow.kind.Role.BODY;
import static org.sunwindow.kind.Role.KEYWORDS;
import static org.sunwindow.kind.Role.MENTION;
import static org.sunwindow.kind.Role.SUMMARY;
import static org.sunwindow.kind.Role.TITLE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.LinkedThing;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation.Shown;
import org.sunwindow.kind.TimeField.Bound;
import org.sunwindow.notice.Notice.Column;
import org.sunwindow.publication.Envelope;
import org.sunwindow.publication.RecordIdentity;

/** The kind of {@link Notice}. A notice is public in its period only, and is erased after it. */
@Singleton
class NoticeKind extends Kind<Notice> {

    private static final String NAME = "notice";
    private static final String ANNOUNCEMENT = "announcement";

    private static final Fields<Notice> FIELDS = Fields.of(
            Field.text("id", Notice::id).identifier().recordNumber(),
            Field.text("indexNo", Notice::indexNo)
                    .identifier()
                    .recordNumber()
                    .filter(Filter.identifier(), "索引号，写法不限，也可以不写分隔符", "990102001/202611-00007"),
            Field.text("title", Notice::title).searchedAs(TITLE).headed("标题", "名称", "公示标题", "公示名称"),
            Field.text("type", (Notice n) -> n.type() == null ? null : n.type().name())
                    .filter(
                            Filter.ofCodes(NoticeType.labels()),
                            "类别：" + explained(NoticeType.labels()),
                            "MINIMUM_LIVING"),
            Field.derived(
                            "typeLabel",
                            (Notice n) -> n.type() == null ? null : n.type().label())
                    .searchedAs(KEYWORDS),
            Field.text(
                            "stage",
                            (Notice n) -> n.stage() == null ? null : n.stage().name())
                    .headed("公示状态", "公示阶段", "状态")
                    .filter(Filter.ofCodes(NoticeStage.labels()), "阶段：" + explained(NoticeStage.labels()), "OPEN"),
            Field.text("publisher", Notice::publisher)
                    .headed("发布单位", "公示单位", "发布机关", "公示机关")
                    .searchedAs(MENTION)
                    .publisher()
                    .filter(Filter.exact(), "发布机构", "东湖区民政局"),
            Field.text("organization", Notice::organization).filter(Filter.organization()),
            Field.text("division", Notice::division).filter(Filter.division()),
            Field.text("docNo", Notice::docNo)
                    .searchedAs(KEYWORDS)
                    .identifier()
                    .filter(Filter.identifier(), "文号，括号样式、空格不限", "东民发[2026]31号"),
            Field.derived("year", Notice::periodBegin).filter(Filter.year().siteWide("成文（或发布）年份"), "公示起始年份", "2026"),
            Field.time("periodBegin", Notice::periodBegin)
                    .headed("公示开始时间", "公示开始日期", "公示起始日期", "开始日期", "开始时间")
                    .range(
                            "begin",
                            new Bound("起始时间不早于；日期或带时区的时间", "2026-01-01"),
                            new Bound("起始时间不晚于；日期则含当天", "2026-12-31")),
            Field.time("periodEnd", Notice::periodEnd)
                    .headed("公示结束时间", "公示结束日期", "公示截止日期", "结束日期", "截止日期", "结束时间")
                    .endRange("end", new Bound("截止时间不早于", "2026-11-01"), new Bound("截止时间不晚于；日期则含当天", "2026-12-31")),
            Field.<Notice>shown("objectionPhone").publishedPhoneOfAny().headed("监督电话", "意见反馈电话", "举报电话", "反映电话"),
            Field.text("objectionMethod", Notice::objectionMethod),
            Field.text(ANNOUNCEMENT, Notice::announcement)
                    .recordNumber()
                    .filter(Filter.reference(NAME), "公示的编号，列出它的结果", "gs-yc-azjh-2026"),
            Field.texts("tags", Notice::tags).searchedAs(KEYWORDS).filter(Filter.exact(), "标签：阳光工程、公开事项或自拟的词", "阳光救助"),
            Field.text("summary", Notice::summary).searchedAs(SUMMARY),
            Field.text("body", Notice::body).searchedAs(BODY).detailOnly().headed("公示内容", "公告内容", "内容"),
            Field.texts("columns", (Notice n) -> labels(n)).searchedAs(BODY).detailOnly(),
            Field.texts("rows", (Notice n) -> lines(n))
                    .searchedAs(BODY)
                    .detailOnly()
                    .table("cells", "columns", "label")
                    .columnsWritten(new WallNotice()),
            Field.files("attachments", Notice::attachments).detailOnly().headed("附件名", "附件名称", "附件文件", "附件列表"));

    private static final Contract CONTRACT = new Contract(
            "Notices",
            "Notice",
            "公示公告",
            "一份公示公告",
            "公示公告",
            new Contract.Operation(
                    "检索公示公告",
                    "按检索词、类别、阶段、区划和时间查找；只有公示期内的，未到起始时间的和已到截止时间的都不在内。表格内的文字也可检索，highlight=true 时标出命中的行。",
                    "命中的公示公告，不含正文、表格和附件"),
            new Contract.Operation(
                    "取一份公示公告", "依编号取全文和表格，和所对应的公示、结果。未到起始时间的回答 404，已到截止时间的回答 410，内容随后删除，不再保留。", "公示公告全文"),
            "列表中的一份公示公告，不含正文、表格和附件",
            "公示公告编号",
            "gs-dh-db-2026q3");

    NoticeKind() {
        super(NAME, "公示公告", Notice.class, FIELDS, CONTRACT);
    }

    @Override
    public List<String> keyMadeOf() {
        return List.of("title", "publisher");
    }

    private static String explained(Map<String, String> labels) {
        var texts = new ArrayList<String>();
        labels.forEach((code, label) -> texts.add(code + " " + label));
        return String.join("、", texts);
    }

    private static List<String> labels(Notice notice) {
        return notice.table().isEmpty()
                ? List.of()
                : List.of(notice.table().stream().map(Column::label).collect(Collectors.joining(" ")));
    }

    /** One line for each row, so that a highlight shows the row. */
    private static List<String> lines(Notice notice) {
        return notice.lines().stream().map(row -> String.join(" ", row.cells())).toList();
    }

    @Override
    public Admission<Notice> admit(Notice notice) {
        return new Admission.Admitted<>(
                notice,
                new Envelope(
                        RecordIdentity.of(notice.id()),
                        notice.title(),
                        notice.publisher(),
                        notice.division(),
                        notice.periodBegin().toInstant(),
                        notice.periodEnd() == null ? null : notice.periodEnd().toInstant(),
                        false));
    }

    @Override
    public List<Problem.Item> faults(Notice notice) {
        var faults = new ArrayList<Problem.Item>();
        boolean open = notice.stage() == NoticeStage.PROPOSED || notice.stage() == NoticeStage.OPEN;
        if (notice.periodEnd() == null && open) {
            faults.add(new Problem.Item("periodEnd", "period.missing", "拟公示和公示中的必填，公示到当天结束，例如 \"2026-11-30\""));
        }
        if (notice.periodBegin() != null
                && notice.periodEnd() != null
                && !notice.periodEnd().isAfter(notice.periodBegin())) {
            faults.add(new Problem.Item("periodEnd", "period.order", "应晚于起始时间"));
        }
        if (open && isBlank(notice.objectionPhone()) && isBlank(notice.objectionMethod())) {
            faults.add(new Problem.Item(
                    "objectionPhone",
                    "objection.missing",
                    "拟公示和公示中的，异议电话（objectionPhone）和异议方式（objectionMethod）至少写一项，例如 \"0500-8320003\""));
        }
        if (notice.announcement() != null) {
            if (open) {
                faults.add(new Problem.Item(ANNOUNCEMENT, "announcement.stage", "只有结果才写原公示的编号，请删去，或将阶段改为 RESULT 结果"));
            } else if (notice.id() != null && Identifier.same(notice.announcement(), notice.id())) {
                faults.add(new Problem.Item(ANNOUNCEMENT, "announcement.self", "不能是自身的编号"));
            }
        }
        faults.addAll(TableRules.faults(notice));
        return faults;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** The law allows the names of a list to be public only for the period of the notice. */
    @Override
    public boolean isErasedOnceExpired() {
        return true;
    }

    /** The records related to a notice. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "NoticeLinks", description = "相关的公示公告和机构；只列公开中的")
    record Links(
            @Schema(description = "所对应的公示") Reference announcement,
            @Schema(description = "公示的结果，最多 200 条") List<Reference> results,
            @Schema(description = "责任机构") Reference organization) {}

    @Override
    public Links links(Notice notice, RelatedRecords related) {
        return new Links(
                related.find(NAME, notice.announcement()),
                related.allReferencing(NAME, ANNOUNCEMENT, notice.id()),
                related.find("organization", notice.organization()));
    }

    @Override
    protected Object linked(Shown<Notice> shown) {
        Notice notice = shown.record();
        return LinkedThing.of("SpecialAnnouncement", shown)
                .with("datePosted", notice.periodBegin())
                .with("expires", notice.periodEnd())
                .with("category", notice.type().label())
                .with("keywords", notice.tags())
                .with("spatialCoverage", notice.division())
                .with("text", notice.body());
    }
}
