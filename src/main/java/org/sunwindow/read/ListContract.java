package org.sunwindow.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.TimeField;
import org.sunwindow.read.request.ListParameters;
import org.sunwindow.read.request.PlaceParameters;
import org.sunwindow.read.request.SortOrders;

/**
 * Describes the parameters of lists in the contract: those that every kind has, and those that follow from the fields
 * of a kind. {@link ListParameters} reads them. Parameters that several operations share are components.
 */
final class ListContract {

    private static final String REPEATABLE = "可重复";
    private static final String FACETS = "要统计的字段，以逗号分隔；可用的字段即各筛选参数（文号、索引号除外）";

    private static final Set<String> FLAG = Set.of("true", "false");

    private final Map<String, Parameter> shared = new LinkedHashMap<>();

    ListContract() {
        Stream.of(
                        text(
                                ListParameters.Q,
                                "检索词，最长 200 字，可以是词语、整句问题或编号文号。引号（“”或\"\"）内的文字须原样出现；以减号开头的词（如 -公示，也可写 NOT"
                                        + " 公示）不得出现；AND、OR 等运算符和“标题：”等字段名不计",
                                "低保标准",
                                ListParameters.MAX_TEXT),
                        flag(ListParameters.IN_FORCE, "true 表示只列现行有效的：未失效、废止、取消、撤销、并入他处或被替代"),
                        flag(
                                ListParameters.SUBTREE,
                                "true 表示 organization 所列机构的各级下属机构的也列出，facets 中各机构的条数也含其下属机构的；" + "缺省只列机构自身的"),
                        text(
                                ListParameters.OPEN_AT,
                                "只列这一时刻开放的，每条附开放状态；只接待已预约的时段不算开放；日期时间（带时区，缺省为北京时间）或 now。节假日和调休上班按国务院办公厅的安排和导入的日历",
                                "2026-11-25T10:00:00+08:00",
                                ListParameters.MAX_TIME),
                        text(
                                ListParameters.HOURS_AT,
                                "每条附这一时刻的开放状态，不开放的附下次开放的时间；单条记录另附自那天起七天的时间；取值同 openAt，不能与它同时使用",
                                "now",
                                ListParameters.MAX_TIME),
                        text(
                                PlaceParameters.NEAR,
                                "地点“纬度,经度”，坐标系同 crs；只列半径以内现行的，由近及远",
                                "30.3300,118.8000",
                                PlaceParameters.MAX_LOCATION),
                        number(
                                PlaceParameters.RADIUS,
                                "半径，米，1 到 100000，缺省 5000；须与 near 一起使用",
                                5000,
                                PlaceParameters.MAX_RADIUS,
                                PlaceParameters.DEFAULT_RADIUS),
                        crs(),
                        text(ListParameters.FACETS, FACETS, "division", StrictParameters.MAX_LIST),
                        flag(ListParameters.HIGHLIGHT, "是否标出命中位置"),
                        text(
                                ListParameters.MODIFIED_SINCE,
                                "只列内容自这时起发布或改过的：日期或时间（带时区，缺省为北京时间），含这一时刻；撤下的不列",
                                "2026-01-01",
                                ListParameters.MAX_TIME),
                        number(ListParameters.PAGE, "页号，从 1 起；只能取前 10000 条，其后用 after", 1, ListParameters.MAX_PAGED, 1),
                        number(
                                ListParameters.SIZE,
                                "每页条数，1 到 100，缺省 20",
                                10,
                                ListParameters.MAX_SIZE,
                                ListParameters.DEFAULT_SIZE),
                        text(
                                ListParameters.AFTER,
                                "上一页回答中的 page.next；不能与 page 同时使用，其他参数须保持不变",
                                null,
                                ListParameters.MAX_CURSOR),
                        text(
                                ListParameters.AS_OF,
                                "取当时的内容：日期（指该日终了，当日指现在）或时间（带时区，缺省为北京时间），不能晚于现在。"
                                        + "只列当时已公开、现在仍公开的，各如当时的文字；后来撤下、缩减公开范围或过期的没有过去的内容。"
                                        + "每条记录保存最近 100 次修改之前的内容，更早的回答 asOf.too-old。"
                                        + "附件的地址、办公日历和报送权限是现在的；不能与 Atom 或 view=board 一起使用",
                                "2026-03-01",
                                ListParameters.MAX_TIME),
                        view(),
                        width(),
                        filter(Filter.division().named("division"), false),
                        filter(Filter.served().named("serves"), false))
                .forEach(parameter -> shared.put(parameter.getName(), parameter));
    }

    /** Returns the shared parameters, by name. */
    Map<String, Parameter> shared() {
        return shared;
    }

    private Parameter reference(String name) {
        return OASFactory.createParameter().ref("#/components/parameters/" + name);
    }

    private List<Parameter> references(String... names) {
        return Stream.of(names).map(this::reference).toList();
    }

    /** The parameters of a kind's list, but for the headers. */
    List<Parameter> ofKind(Kind<?> kind) {
        Fields<?> fields = kind.fields();
        var parameters = new ArrayList<Parameter>();
        parameters.add(reference(ListParameters.Q));
        fields.filters().forEach(filter -> parameters.add(filter(filter)));
        fields.filters().stream()
                .filter(ListParameters::isExcluding)
                .forEach(filter -> parameters.add(excluding(filter)));
        parameters.add(ids(kind.contract().keyExample()));
        if (fields.filters().stream().anyMatch(Filter::mayIncludeBelow)) {
            parameters.add(reference(ListParameters.SUBTREE));
        }
        for (TimeField time : fields.times()) {
            parameters.add(bound(time.prefix() + ListParameters.FROM, time.from()));
            parameters.add(bound(time.prefix() + ListParameters.TO, time.to()));
        }
        if (fields.hasLocations()) {
            parameters.addAll(references(PlaceParameters.NEAR, PlaceParameters.RADIUS, PlaceParameters.CRS));
        }
        if (fields.hasOpeningHours()) {
            parameters.addAll(references(ListParameters.OPEN_AT, ListParameters.HOURS_AT));
        }
        parameters.add(sort(fields));
        parameters.add(facets(fields));
        parameters.add(text(
                ListParameters.FIELDS,
                "每条只取这些字段，以逗号分隔，下级字段写作“字段.下级字段”，如办事场所的 windows.name；编号和是否有效（inForce、basisInForce）总在其中，"
                        + "其他参数要的内容（如 highlight）和列表附加的内容也照给；不在其中的，必填的也没有",
                fields.titles().isEmpty() ? "id" : fields.titles().getFirst(),
                StrictParameters.MAX_LIST));
        parameters.addAll(ofEveryList());
        return parameters;
    }

    /** The example is a filter of the kind. */
    private Parameter facets(Fields<?> fields) {
        boolean hasDivision = fields.filters().stream().anyMatch(filter -> filter.mode() == FilterMode.DIVISION);
        return hasDivision
                ? reference(ListParameters.FACETS)
                : text(
                        ListParameters.FACETS,
                        FACETS,
                        fields.filters().getFirst().name(),
                        StrictParameters.MAX_LIST);
    }

    /** The parameters of a kind's single records, but for the path and the headers. */
    List<Parameter> ofRecord(Fields<?> fields) {
        var parameters = new ArrayList<Parameter>();
        if (fields.hasLocations()) {
            parameters.add(reference(PlaceParameters.CRS));
        }
        if (fields.hasOpeningHours()) {
            parameters.add(reference(ListParameters.HOURS_AT));
        }
        parameters.add(reference(ListParameters.AS_OF));
        return parameters;
    }

    /** The parameters of site search, but for the headers. */
    List<Parameter> ofSite(List<Filter> filters) {
        var parameters = new ArrayList<Parameter>();
        parameters.add(reference(ListParameters.Q));
        filters.forEach(filter ->
                parameters.add(shared.containsKey(filter.name()) ? reference(filter.name()) : filter(filter, true)));
        filters.stream().filter(ListParameters::isExcluding).forEach(filter -> parameters.add(excluding(filter)));
        parameters.add(flag(ListParameters.BEST_OF_EACH, "是否附上每个种类最相关的三条"));
        List<String> names = filters.stream().map(Filter::name).toList();
        parameters.add(text(
                ListParameters.FACETS, "要统计的字段，以逗号分隔：" + String.join("、", names), "year", StrictParameters.MAX_LIST));
        parameters.addAll(ofEveryList());
        return parameters;
    }

    private List<Parameter> ofEveryList() {
        return references(
                ListParameters.IN_FORCE,
                ListParameters.MODIFIED_SINCE,
                ListParameters.HIGHLIGHT,
                ListParameters.PAGE,
                ListParameters.SIZE,
                ListParameters.AFTER,
                ListParameters.AS_OF,
                ListParameters.VIEW,
                ListParameters.WIDTH);
    }

    private Parameter filter(Filter filter) {
        boolean sharedText = filter.mode() == FilterMode.DIVISION || filter.mode() == FilterMode.SERVED;
        return sharedText && shared.containsKey(filter.name()) ? reference(filter.name()) : filter(filter, false);
    }

    private static Parameter filter(Filter filter, boolean site) {
        String text = site && filter.siteDescription() != null ? filter.siteDescription() : filter.description();
        Schema schema = OASFactory.createSchema()
                .addType(SchemaType.ARRAY)
                .maxItems(StrictParameters.MAX_VALUES)
                .items(value(filter));
        return parameter(
                filter.name(), text.endsWith(REPEATABLE) ? text : text + "；" + REPEATABLE, filter.example(), schema);
    }

    private static Parameter excluding(Filter filter) {
        return parameter(
                ListParameters.excluding(filter),
                "不列有其中任何一个值的；取值同不带减号的参数；" + REPEATABLE,
                filter.example(),
                OASFactory.createSchema()
                        .addType(SchemaType.ARRAY)
                        .maxItems(StrictParameters.MAX_VALUES)
                        .items(OASFactory.createSchema().addType(SchemaType.STRING)));
    }

    private static Parameter ids(String example) {
        return parameter(
                ListParameters.IDS,
                "只列这些编号的，至多 100 个，以逗号分隔或重复本参数；没有写 size 的一次全部列出。没有或未公开的不列，不报错",
                example,
                OASFactory.createSchema()
                        .addType(SchemaType.ARRAY)
                        .maxItems(ListParameters.MAX_IDS)
                        .items(OASFactory.createSchema().addType(SchemaType.STRING)));
    }

    /** A value of a filter. All that are allowed are listed, and have the type that records have. */
    private static Schema value(Filter filter) {
        List<String> allowed = filter.closed();
        Schema schema = OASFactory.createSchema();
        if (allowed.isEmpty()) {
            return schema.addType(SchemaType.STRING);
        }
        if (FLAG.containsAll(allowed)) {
            return schema.addType(SchemaType.BOOLEAN);
        }
        if (allowed.stream().allMatch(value -> value.matches("\\d+"))) {
            var numbers = allowed.stream().map(BigDecimal::new).sorted().toList();
            return schema.addType(SchemaType.INTEGER)
                    .minimum(numbers.getFirst())
                    .maximum(numbers.getLast());
        }
        return schema.addType(SchemaType.STRING).enumeration(new ArrayList<>(allowed));
    }

    private static Parameter bound(String name, TimeField.Bound bound) {
        return text(name, bound.description(), bound.example(), ListParameters.MAX_TIME);
    }

    private static Parameter sort(Fields<?> fields) {
        var orders = new ArrayList<Object>(SortOrders.of(fields).keySet());
        var standard = new StringBuilder("排序；");
        if (fields.hasLocations()) {
            standard.append("有 near 时缺省 distance，");
        }
        standard.append("有 q 时缺省 relevance，");
        if (fields.times().isEmpty()) {
            standard.append("否则先现行的、后已失效或撤并的，各按编号");
        } else {
            standard.append("否则先现行的、后已失效的，各按 -%s（由近及远）；写明 sort 时不分是否现行"
                    .formatted(fields.times().getFirst().name()));
        }
        Object example = fields.times().isEmpty()
                ? orders.getFirst()
                : "-" + fields.times().getFirst().name();
        Schema schema = OASFactory.createSchema().addType(SchemaType.STRING).enumeration(orders);
        return parameter(ListParameters.SORT, standard.toString(), example, schema);
    }

    private static Parameter crs() {
        Schema schema = OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .enumeration(new ArrayList<>(PlaceParameters.SYSTEMS))
                .defaultValue(PlaceParameters.SYSTEMS.getFirst());
        return parameter(
                PlaceParameters.CRS,
                "near 和回答所用的坐标系：GCJ02（缺省）、WGS84、CGCS2000（天地图，按与 WGS84 相同处理）、BD09（百度），不分大小写。"
                        + "换算公式与官方偏移相差几米以内；境外地点不偏移",
                "WGS84",
                schema);
    }

    private static Parameter view() {
        Schema schema = OASFactory.createSchema().addType(SchemaType.STRING).addEnumeration(ListParameters.BOARD);
        return parameter(
                ListParameters.VIEW,
                "board 表示供电子屏显示：只有名称、日期、发布机构、编号和公开截止时间，用 page、size 翻页；Accept: text/plain 时为纯文本，每条一行",
                ListParameters.BOARD,
                schema);
    }

    private static Parameter width() {
        Schema schema = OASFactory.createSchema()
                .addType(SchemaType.INTEGER)
                .minimum(BigDecimal.valueOf(ListParameters.MIN_WIDTH))
                .maximum(BigDecimal.valueOf(ListParameters.MAX_WIDTH));
        return parameter(
                ListParameters.WIDTH,
                "电子屏每行的列数，20 到 200，全角字符占两列；长的折行，续行缩进两列。缺省不折行。须与 view=board 和 Accept: text/plain 一起使用",
                40,
                schema);
    }

    private static Parameter text(String name, String description, String example, int maxLength) {
        return parameter(
                name,
                description,
                example,
                OASFactory.createSchema().addType(SchemaType.STRING).maxLength(maxLength));
    }

    private static Parameter flag(String name, String description) {
        return parameter(
                name,
                description,
                true,
                OASFactory.createSchema().addType(SchemaType.BOOLEAN).defaultValue(false));
    }

    private static Parameter number(String name, String description, int example, int maximum, int standard) {
        Schema schema = OASFactory.createSchema()
                .addType(SchemaType.INTEGER)
                .minimum(BigDecimal.ONE)
                .maximum(BigDecimal.valueOf(maximum))
                .defaultValue(standard);
        return parameter(name, description, example, schema);
    }

    private static Parameter parameter(String name, String description, Object example, Schema schema) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.QUERY)
                .description(description)
                .example(example)
                .schema(schema);
    }
}
