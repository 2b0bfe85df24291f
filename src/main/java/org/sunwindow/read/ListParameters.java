package org.sunwindow.read;

import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.http.Parameters;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Criteria;
import org.sunwindow.index.SearchRequest.Moment;
import org.sunwindow.index.SearchRequest.Near;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchRequest.Output;
import org.sunwindow.index.SearchRequest.Paging;
import org.sunwindow.index.SearchRequest.Range;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.TimeField;
import org.sunwindow.place.Coordinates;
import org.sunwindow.place.DivisionCode;

/** Reads the query parameters of a list into a request to the index. */
public final class ListParameters {

    /** Longer questions than this are not typed by people. */
    public static final int MAX_TEXT = 200;

    /** Each word costs a look at the index. */
    private static final int MAX_WORDS = 30;

    /** Nobody completes more than the name of a record. */
    private static final int MAX_TYPED = 60;

    private static final int MAX_SUGGESTIONS = 10;

    /** Hits of each kind that a first screen has room for. */
    private static final int BEST = 3;

    static final int MAX_SIZE = 100;
    private static final int DEFAULT_SIZE = 20;

    /** Deeper pages cost the more the deeper they are; a cursor does not. */
    static final int MAX_PAGED = 10_000;

    private static final Pattern DIVISION = Pattern.compile(DivisionCode.PATTERN);
    private static final int MAX_VALUE = 200;
    private static final int MAX_CURSOR = 1000;
    private static final int MAX_TIME = 40;
    private static final List<String> SYSTEMS = List.of("gcj02", "wgs84", "cgcs2000", "bd09");

    /** Metres. */
    private static final int DEFAULT_RADIUS = 5_000;

    private static final int MAX_RADIUS = 100_000;

    private final Parameters parameters;
    private final ZoneId zone;
    private final Instant now;
    private final WorkingDays days;

    private ListParameters(UriInfo uri, ZoneId zone, Instant now, WorkingDays days) {
        this.parameters = Parameters.of(uri);
        this.zone = zone;
        this.now = now;
        this.days = days;
    }

    /** The list of one kind. */
    static SearchRequest ofKind(UriInfo uri, Kind<?> kind, ZoneId zone, Instant now, WorkingDays days) {
        return new ListParameters(uri, zone, now, days).ofKind(kind);
    }

    /** The list of all kinds, which needs a text. */
    static SearchRequest ofAll(UriInfo uri, Kinds kinds, ZoneId zone, Instant now, WorkingDays days) {
        return new ListParameters(uri, zone, now, days).ofAll(kinds);
    }

    /** What is being typed. */
    record Typed(String text, int size) {}

    static Typed ofTyped(UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String text = parameters.text("q", MAX_TYPED).orElse(null);
        if (text == null && !parameters.isWrong("q")) {
            parameters.wrong("q", "required", "请输入要补全的文字");
        }
        int size = parameters.number("size", 1, MAX_SUGGESTIONS).orElse(MAX_SUGGESTIONS);
        parameters.end();
        return new Typed(text, size);
    }

    private SearchRequest ofKind(Kind<?> kind) {
        String text = text();
        List<SelectedFilter> filters = filters(kind.filters());
        List<Range> ranges = ranges(kind.times());
        Coordinates.System system = kind.hasPlaces() ? system(parameters) : Coordinates.System.GCJ02;
        Near near = kind.hasPlaces() ? near(system) : null;
        Moment moment = kind.hasHours() ? moment() : null;
        boolean serving = filters.stream().anyMatch(chosen -> chosen.filter().mode() == Filter.Mode.SERVED);
        // what is closed for good is neither near nor open, and serves nobody
        boolean inForce = parameters.flag("inForce") | (near != null || serving || moment != null && moment.open());
        Order order = order(kind, text != null, near != null);
        return request(
                List.of(kind.name()),
                text,
                filters,
                ranges,
                near,
                system,
                moment,
                inForce,
                kind.filters(),
                null,
                order);
    }

    private SearchRequest ofAll(Kinds kinds) {
        String text = text();
        List<Filter> shared = kinds.sharedFilters();
        List<SelectedFilter> filters = filters(shared);
        boolean everything = filters.stream().anyMatch(chosen -> chosen.filter().mode() == Filter.Mode.DIVISION);
        if (text == null && !everything && !parameters.isWrong("q")) {
            parameters.wrong("q", "required", "请输入检索词，或用 division 指定一个区划");
        }
        int best = parameters.flag("best") ? BEST : 0;
        return request(
                kinds.names(),
                text,
                filters,
                List.of(),
                null,
                Coordinates.System.GCJ02,
                null,
                parameters.flag("inForce"),
                shared,
                new SearchRequest.Groups(kinds.filter(), best),
                text == null ? Order.STATIC_RANK : Order.RELEVANCE);
    }

    private SearchRequest request(
            List<String> kinds,
            String text,
            List<SelectedFilter> filters,
            List<Range> ranges,
            Near near,
            Coordinates.System system,
            Moment moment,
            boolean inForce,
            List<Filter> countable,
            SearchRequest.Groups groups,
            Order order) {
        var byName = new LinkedHashMap<String, Filter>();
        countable.stream().filter(Filter::hasFacet).forEach(filter -> byName.put(filter.name(), filter));
        var facets = new LinkedHashSet<Filter>();
        parameters.choices("facets", byName.keySet()).forEach(name -> facets.add(byName.get(name)));
        boolean highlight = parameters.flag("highlight");
        Optional<Integer> page = parameters.number("page", 1, MAX_PAGED);
        int size = parameters.number("size", 1, MAX_SIZE).orElse(DEFAULT_SIZE);
        String after = parameters.text("after", MAX_CURSOR).orElse(null);
        if (after != null && page.isPresent()) {
            parameters.wrong("page", "conflict", "不能与 after 同时使用");
        }
        if (page.orElse(1) * size > MAX_PAGED) {
            parameters.wrong("page", "range", "按页号只能取前 %d 条，其后请用 after 翻页".formatted(MAX_PAGED));
        }
        parameters.end();
        return new SearchRequest(
                kinds,
                text,
                new Criteria(filters, ranges, near, inForce),
                moment,
                order,
                new Paging(page.orElse(1), size, after),
                new Output(facets, groups, highlight, system));
    }

    private String text() {
        String text = parameters.text("q", MAX_TEXT).orElse(null);
        if (text != null && text.split("\\s+").length > MAX_WORDS) {
            parameters.wrong("q", "words", "最多 %d 个词".formatted(MAX_WORDS));
        }
        return text;
    }

    private List<SelectedFilter> filters(List<Filter> filters) {
        var chosen = new ArrayList<SelectedFilter>();
        for (Filter filter : filters) {
            List<String> sent = parameters.texts(filter.name(), MAX_VALUE);
            if (sent.isEmpty()) {
                continue;
            }
            if ((filter.mode() == Filter.Mode.DIVISION || filter.mode() == Filter.Mode.SERVED)
                    && !sent.stream().allMatch(code -> DIVISION.matcher(code).matches())) {
                parameters.wrong(filter.name(), "format", DivisionCode.WANTED);
                continue;
            }
            List<String> values =
                    sent.stream().map(filter::canonical).distinct().toList();
            if (filter.mode() == Filter.Mode.NAMES && values.contains("")) {
                parameters.wrong(filter.name(), "format", "应为由大到小相连的区划名称，例如 云川市东湖区");
                continue;
            }
            if (!filter.closed().isEmpty() && !filter.closed().containsAll(values)) {
                parameters.wrong(filter.name(), "choice", "可用的值：" + String.join("、", filter.closed()));
            } else {
                chosen.add(new SelectedFilter(filter, values));
            }
        }
        return chosen;
    }

    private List<Range> ranges(List<TimeField> times) {
        var ranges = new ArrayList<Range>();
        for (TimeField time : times) {
            var from = parameters.from(time.range() + "From", zone);
            var to = parameters.to(time.range() + "To", zone);
            if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
                parameters.wrong(time.range() + "From", "range", "不能晚于 %sTo".formatted(time.range()));
            }
            if (from.isPresent() || to.isPresent()) {
                ranges.add(new Range(time, from.orElse(null), to.orElse(null)));
            }
        }
        return ranges;
    }

    /** A moment to be told about, or one at which it is to be open. */
    private Moment moment() {
        Optional<Instant> open = moment(parameters, "openAt", zone, now);
        Optional<Instant> told = moment(parameters, "hoursAt", zone, now);
        if (open.isPresent() && told.isPresent()) {
            parameters.wrong("hoursAt", "conflict", "不能与 openAt 同时使用，openAt 的回答已有开放状态");
        }
        return open.or(() -> told)
                .map(instant -> new Moment(instant, open.isPresent(), zone, days))
                .orElse(null);
    }

    /** A moment that a record on its own is asked about, {@code null} for none. */
    static Moment told(Parameters parameters, ZoneId zone, Instant now, WorkingDays days) {
        return moment(parameters, "hoursAt", zone, now)
                .map(instant -> new Moment(instant, false, zone, days))
                .orElse(null);
    }

    /** Whole minutes: hours have no seconds, and what many ask for within a minute is one question. */
    private static Optional<Instant> moment(Parameters parameters, String name, ZoneId zone, Instant now) {
        var value = parameters.text(name, MAX_TIME);
        if (value.filter("now"::equals).isPresent()) {
            return Optional.of(now.truncatedTo(ChronoUnit.MINUTES));
        }
        return parameters.from(name, zone).map(instant -> instant.truncatedTo(ChronoUnit.MINUTES));
    }

    /** Of the coordinates that are sent and shown. */
    static Coordinates.System system(Parameters parameters) {
        return parameters.choice("crs", SYSTEMS).flatMap(Coordinates.System::of).orElse(Coordinates.System.GCJ02);
    }

    private Near near(Coordinates.System system) {
        Optional<String> sent = parameters.text("near", 50);
        Optional<Integer> radius = parameters.number("radius", 1, MAX_RADIUS);
        if (sent.isEmpty()) {
            if (radius.isPresent()) {
                parameters.wrong("radius", "companion", "须与 near 一起使用");
            }
            return null;
        }
        String[] parts = sent.get().split(",", -1);
        try {
            if (parts.length == 2) {
                double latitude = Double.parseDouble(parts[0].strip());
                double longitude = Double.parseDouble(parts[1].strip());
                if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
                    var place = new Coordinates(latitude, longitude).convert(system, Coordinates.System.GCJ02);
                    return new Near(place.latitude(), place.longitude(), radius.orElse(DEFAULT_RADIUS));
                }
            }
        } catch (NumberFormatException e) {
            // told below
        }
        parameters.wrong("near", "format", "应为“纬度,经度”，例如 30.3300,118.8000（纬度在前，-90 到 90）");
        return null;
    }

    private Order order(Kind<?> kind, boolean hasText, boolean hasPlace) {
        Map<String, Order> orders = new LinkedHashMap<>();
        if (kind.hasPlaces()) {
            orders.put("distance", Order.DISTANCE);
        }
        orders.put("relevance", Order.RELEVANCE);
        for (TimeField time : kind.times()) {
            orders.put("-" + time.name(), new Order(time.name(), true));
            orders.put(time.name(), new Order(time.name(), false));
        }
        Order standard = hasPlace
                ? Order.DISTANCE
                : hasText
                        ? Order.RELEVANCE
                        : kind.times().isEmpty()
                                ? Order.KEY
                                : new Order(kind.times().getFirst().name(), true);
        Order chosen =
                parameters.choice("sort", orders.keySet()).map(orders::get).orElse(standard);
        if (chosen.equals(Order.RELEVANCE) && !hasText) {
            parameters.wrong("sort", "companion", "relevance 须与 q 一起使用");
        }
        if (chosen.equals(Order.DISTANCE) && !hasPlace) {
            parameters.wrong("sort", "companion", "distance 须与 near 一起使用");
        }
        if (hasPlace && !chosen.equals(Order.DISTANCE)) {
            parameters.wrong("sort", "conflict", "有 near 时只能按 distance 排序");
        }
        return chosen;
    }
}
