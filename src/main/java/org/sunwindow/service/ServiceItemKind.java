package org.sunwindow.service;

import static org.sunwindow.kind.Role.BODY;
import static org.sunwindow.kind.Role.KEYWORDS;
import static org.sunwindow.kind.Role.MENTION;
import static org.sunwindow.kind.Role.SUMMARY;
import static org.sunwindow.kind.Role.TITLE;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.Representation.Shown;
import org.sunwindow.publication.Envelope;

/** The kind of {@link ServiceItem}. */
@Singleton
class ServiceItemKind extends Kind<ServiceItem> {

    static final String NAME = "service";
    static final String ORGANIZATION = "organization";
    static final String DIVISION = "division";
    static final String OFFICE = "office";
    static final String DISCLOSURE = "disclosure";

    /** Filters that summaries count by. */
    static final String LIST = "list";

    static final String TYPE = "type";
    static final String STATUS = "status";
    static final String HAS_FLOWCHART = "hasFlowchart";
    static final String GREEN_CHANNEL = "greenChannel";
    static final String HAS_GUIDE = "hasGuide";
    static final String HAS_CHIEF = "hasChiefRepresentative";
    static final String HAS_NOTIFICATIONS = "hasNotifications";
    static final String HAS_ONLINE = "hasOnlineUrl";
    static final String REDUCED = "reduced";
    static final String STEP_COUNT = "stepCount";
    static final String EARLIER_STEP_COUNT = "earlierStepCount";
    static final String LIMIT = "limit";
    static final String EARLIER_LIMIT = "earlierLimit";

    /** Values of {@link #REDUCED}. */
    static final String STEPS_REDUCED = "环节";

    static final String LIMIT_REDUCED = "时限";

    /** Filters by the two sides of the relation of powers and duties. An item matches, whichever side states it. */
    static final String POWER = "power";

    static final String DUTY = "duty";

    private static final Fields<ServiceItem> FIELDS = Fields.of(
            Field.text("code", ServiceItem::code)
                    .headed("编码", "项目编码", "职权编码", "实施编码", "基本编码", "事项代码")
                    .identifier()
                    .recordNumber(),
            Field.text("name", ServiceItem::name).searchedAs(TITLE).headed("名称", "项目名称", "职权名称", "事项"),
            Field.texts("keywords", ServiceItem::keywords).searchedAs(KEYWORDS).detailOnly(),
            Field.text("topic", ServiceItem::topic).searchedAs(KEYWORDS).filter(Filter.topic()),
            Field.text("typeName", ServiceItem::typeName).searchedAs(KEYWORDS),
            Field.text("result", ServiceItem::result).searchedAs(KEYWORDS).headed("结果名称", "办理结果名称"),
            Field.text(LIST, ServiceItem::list)
                    .searchedAs(KEYWORDS)
                    .filter(
                            Filter.oneOf(
                                    ServiceItem.POWERS,
                                    ServiceItem.DUTIES,
                                    ServiceItem.BOUNDARIES,
                                    ServiceItem.PUBLIC_SERVICES,
                                    ServiceItem.SUPERVISION_RULES,
                                    ServiceItem.FLOWS,
                                    ServiceItem.CLEARED_POWERS),
                            "所属清单：权力清单、责任清单、职责边界、公共服务、监管制度、业务流程、职权清理目录",
                            ServiceItem.POWERS),
            Field.text(TYPE, ServiceItem::type)
                    .headed("类型", "职权类别", "权力类型", "事项类别", "项目类别")
                    .filter(Filter.coded(ServiceItem.TYPES), "事项类型代码", "20")
                    .labelled(ServiceItem::typeName),
            Field.text("level", ServiceItem::level).filter(Filter.coded(ServiceItem.LEVELS), "行使层级代码", "4"),
            Field.texts("serviceObjects", ServiceItem::serviceObjects)
                    .filter("serviceObject", Filter.coded(ServiceItem.OBJECTS), "服务对象代码", "1")
                    .written(ServiceObjects::read),
            Field.text("handling", ServiceItem::handling).filter(Filter.exact(), "办件类型：即办件、承诺件", "即办件"),
            Field.text(ORGANIZATION, ServiceItem::organization)
                    .headed("实施主体", "实施机关", "行使主体", "责任主体", "实施部门", "承办机构", "承办单位")
                    .recordNumber()
                    .filter(Filter.organization()),
            Field.text(DIVISION, ServiceItem::division).filter(Filter.division()),
            Field.text(STATUS, ServiceItem::status)
                    .filter(
                            Filter.oneOf(
                                    ServiceItem.IN_FORCE,
                                    ServiceItem.KEPT,
                                    ServiceItem.CANCELLED,
                                    ServiceItem.DELEGATED),
                            "状态：现行、保留、取消、下放",
                            ServiceItem.IN_FORCE),
            Field.<ServiceItem>shown("cancelledOn"),
            Field.derived("cancelledYear", ServiceItem::cancelledOn).filter(Filter.year(), "取消或下放的年份", "2019"),
            Field.<ServiceItem>shown("changeBasis").detailOnly(),
            Field.text("delegatedTo", ServiceItem::delegatedTo)
                    .recordNumber()
                    .filter(Filter.reference(ORGANIZATION), "承接机构编号：下放给它办理的", "org-dh-mzj"),
            Field.texts("dutyUnits", ServiceItem::dutyUnits)
                    .searchedAs(MENTION)
                    .filter("dutyUnit", Filter.exact(), "责任股室", "行政审批科"),
            Field.text(POWER, ServiceItem::power)
                    .recordNumber()
                    .filter(
                            Filter.reference(NAME).mirrored(DUTY),
                            "权力事项的编码，列出属于它的责任事项、监管制度和业务流程；由哪一方注明都算",
                            "990100-XK-001"),
            Field.texts("duties", ServiceItem::duties)
                    .recordNumber()
                    .detailOnly()
                    .filter(
                            DUTY,
                            Filter.reference(NAME).mirrored(POWER),
                            "责任事项的编码，列出它所属的权力事项；由哪一方注明都算",
                            "990100-ZR-001"),
            Field.<ServiceItem>shown("responsibilities").detailOnly(),
            Field.<ServiceItem>shown("accountability").detailOnly(),
            Field.<ServiceItem>shown("partners")
                    .recordNumber("organization")
                    .references("organization", ORGANIZATION)
                    .detailOnly(),
            Field.derived("partner", (ServiceItem item) -> ServiceValues.partners(item, Partner::name))
                    .searchedAs(MENTION)
                    .filter(Filter.exact(), "相关部门名称：与它划分职责的", "云川市公安局"),
            Field.derived(
                            "partnerOrganization",
                            (ServiceItem item) -> ServiceValues.partners(item, Partner::organization))
                    .filter(Filter.reference(ORGANIZATION), "相关部门的机构编号：与它划分职责的", "org-yc-jzz"),
            Field.<ServiceItem>shown("supervision").detailOnly(),
            Field.file(
                            "flowchart",
                            (ServiceItem item) -> item.flowchart() == null
                                    ? null
                                    : item.flowchart().file())
                    .detailOnly(),
            flag(HAS_FLOWCHART, ServiceItem::flowchart, "有流程图", "无流程图"),
            Field.files("materials.examples", ServiceValues::examples),
            Field.<ServiceItem>shown("guide").detailOnly(),
            flag(HAS_GUIDE, ServiceItem::guide, "有情形引导", "无情形引导"),
            Field.shown("reducedFrom"),
            Field.shown("reduction"),
            Field.derived(REDUCED, ServiceValues::reduced)
                    .filter(Filter.oneOf(STEPS_REDUCED, LIMIT_REDUCED), "已压缩的：环节、时限", LIMIT_REDUCED),
            Field.derived(STEP_COUNT, ServiceValues::stepCount).filter(ServiceValues.counts(), "现有环节数", "3"),
            Field.derived(
                            EARLIER_STEP_COUNT,
                            (ServiceItem item) -> item.reducedFrom() == null
                                    ? null
                                    : ServiceValues.text(item.reducedFrom().steps()))
                    .filter(ServiceValues.counts(), "原环节数，压缩以前的", "4"),
            Field.derived(LIMIT, ServiceValues::limit)
                    .filter(ServiceValues.limits(), "时限，承诺的，没有承诺的为法定的；数值和单位相连", "10工作日"),
            Field.derived(
                            EARLIER_LIMIT,
                            (ServiceItem item) -> item.reducedFrom() == null
                                    ? null
                                    : ServiceValues.text(item.reducedFrom().limit()))
                    .filter(ServiceValues.limits(), "原时限，压缩以前的；数值和单位相连", "20工作日"),
            Field.<ServiceItem>shown("chiefRepresentative")
                    .recordNumber("office")
                    .references("office", OFFICE)
                    .detailOnly(),
            flag(HAS_CHIEF, ServiceItem::chiefRepresentative, "有首席代表", "无首席代表"),
            Field.text(GREEN_CHANNEL, (ServiceItem item) -> ServiceValues.isPresent(item.greenChannel()))
                    .filter(Filter.flag("有绿色通道", "无绿色通道"), "是否有绿色通道：true、false", "true"),
            Field.derived(
                            "greenChannelFor",
                            (ServiceItem item) -> item.greenChannel() == null
                                    ? null
                                    : item.greenChannel().forWhom())
                    .filter(Filter.exact(), "绿色通道的适用对象", "重度残疾人"),
            Field.<ServiceItem>shown("notifications").detailOnly(),
            flag(HAS_NOTIFICATIONS, ServiceItem::notifications, "有三告知", "无三告知"),
            Field.<ServiceItem>shown("channels").publishedPhone("phone").detailOnly(),
            Field.derived(
                            "consultBy",
                            (ServiceItem item) -> ServiceValues.channels(item, Channel.CONSULT, item.consultPhone()))
                    .filter(Channel.filter(), "咨询方式：电话、窗口、网站、微信、邮箱、信函", Channel.PHONE),
            Field.derived(
                            "superviseBy",
                            (ServiceItem item) ->
                                    ServiceValues.channels(item, Channel.SUPERVISE, item.complaintPhone()))
                    .filter(Channel.filter(), "监督方式：电话、窗口、网站、微信、邮箱、信函", Channel.PHONE),
            Field.texts("offices", ServiceItem::offices)
                    .recordNumber()
                    .detailOnly()
                    .filter(
                            OFFICE,
                            Filter.reference(OFFICE).mirrored("service"),
                            "办理场所编号：办事指南写明在此办理，或该场所列有该事项",
                            "off-dh-hydj"),
            Field.text("summary", ServiceItem::summary).searchedAs(SUMMARY),
            Field.derived("text", ServiceText::of).searchedAs(BODY),
            Field.<ServiceItem>shown("id").recordNumber(),
            Field.texts("legalBasis", ServiceItem::legalBasis)
                    .headed("实施依据", "法律依据", "法定依据", "职权依据")
                    .citations()
                    .detailOnly(),
            Field.texts("basis", ServiceItem::basis)
                    .recordNumber()
                    .detailOnly()
                    .filter(
                            Filter.reference(DISCLOSURE).meaning(ReferenceMeaning.BASED_ON),
                            "依据文件的编号：设定依据写明是这一信息的事项",
                            "990100001/202606-00002"),
            Field.<ServiceItem>shown("conditions").detailOnly().headed("办理条件", "申请条件", "申报条件"),
            Field.<ServiceItem>shown("materials").detailOnly(),
            Field.<ServiceItem>shown("steps").detailOnly(),
            Field.<ServiceItem>shown("statutoryLimit").headed("法定时限", "法定期限"),
            Field.<ServiceItem>shown("promisedLimit").headed("承诺时限", "承诺期限"),
            Field.shown("fee"),
            Field.shown("scope"),
            Field.<ServiceItem>shown("visits").headed("跑动次数", "跑腿次数", "到场次数"),
            Field.<ServiceItem>shown("consultPhone").publishedPhone(),
            Field.<ServiceItem>shown("complaintPhone").publishedPhone().headed("监督电话", "监督投诉电话"),
            Field.<ServiceItem>shown("remedies").detailOnly(),
            Field.files("forms", ServiceItem::forms).detailOnly().headed("附件", "附件名", "附件名称", "申请表", "样表", "表格"),
            flag("hasForms", ServiceItem::forms, "有表格下载", "无表格下载"),
            Field.<ServiceItem>shown("faq").detailOnly(),
            Field.<ServiceItem>shown("onlineUrl").headed("网办地址", "网上办理地址", "在线办理地址"),
            flag(HAS_ONLINE, ServiceItem::onlineUrl, "可网上办理", "不可网上办理"),
            Field.shown("bookingUrl"),
            flag("hasBookingUrl", ServiceItem::bookingUrl, "可网上预约", "不可网上预约"));

    private static final Contract CONTRACT = new Contract(
            "Services",
            "Service",
            "办事指南",
            "一个事项",
            "事项",
            new Contract.Operation(
                    "检索办事指南",
                    "按检索词、清单、事项类型、层级、服务对象等查找政务服务事项；不带参数时按事项编码列出全部。各清单的条数见 /services/summary。",
                    "命中的事项，不含材料、流程等明细"),
            new Contract.Operation("取一个事项的办事指南", "依事项编码取办事指南全文。", "办事指南全文"),
            "列表中的一个事项，不含材料、流程等明细",
            "事项编码",
            "990100-QR-003");

    /** A filter by whether a component is present. */
    private static Field<ServiceItem> flag(
            String name, Function<ServiceItem, Object> component, String yes, String no) {
        return Field.derived(name, (ServiceItem item) -> ServiceValues.isPresent(component.apply(item)))
                .filter(Filter.flag(yes, no), "true 为%s的，false 为%s的".formatted(yes, no), "true");
    }

    ServiceItemKind() {
        super(NAME, "办事指南", ServiceItem.class, FIELDS, CONTRACT);
    }

    @Override
    public List<Problem.Item> faults(ServiceItem item) {
        return ServiceItemRules.faults(item);
    }

    @Override
    public List<String> keyFields() {
        return List.of("code", "id");
    }

    @Override
    public Admission<ServiceItem> admit(ServiceItem item) {
        return new Admission.Admitted<>(item, Envelope.lasting(item.code(), item.name(), item.division()));
    }

    @Override
    public LocalDate lapsesOn(ServiceItem item) {
        boolean ended = ServiceItem.CANCELLED.equals(item.status()) || ServiceItem.DELEGATED.equals(item.status());
        return ended && item.cancelledOn() == null ? NEVER_IN_FORCE : item.cancelledOn();
    }

    @Override
    public boolean isAskedByName(ServiceItem item) {
        return true;
    }

    /** Most people who name a subject look for its guide. */
    @Override
    public float searchBoost() {
        return 1.5f;
    }

    @Override
    public float suggestionBoost() {
        return 0.5f;
    }

    @Override
    public ServiceLinks links(ServiceItem item, RelatedRecords related) {
        return ServiceLinks.of(item, related);
    }

    @Override
    protected Object linked(Shown<ServiceItem> shown) {
        return ServiceJsonLd.of(shown);
    }
}
