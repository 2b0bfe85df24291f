package org.sunwindow.read.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.http.parameter.StrictParameters;
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
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.place.Coordinates;

/** Reads the query parameters of one public read into a request to the index. */
public final class ListParameters {

    public static final String Q = "q";
    public static final String IN_FORCE = "inForce";
    public static final String SUBTREE = "includeSubordinate";
    public static final String OPEN_AT = "openAt";
    public static final String HOURS_AT = "hoursAt";
    public static final String SORT = "sort";
    public static final String FACETS = "facets";
    public static final String HIGHLIGHT = "highlight";
    public static final String PAGE = "page";
    public static final String SIZE = "size";
    public static final String AFTER = "after";
    public static final String BEST_OF_EACH = "best";
    public static final String VIEW = "view";
    public static final String WIDTH = "width";
    public static final String AS_OF = "asOf";
    public static final String IDS = "ids";
    public static final String FIELDS = "fields";
    public static final String MODIFIED_SINCE = "modifiedSince";

    /** The value of {@link #VIEW} for electronic screens. */
    public static final String BOARD = "board";

    /** Endings of the two parameters of a range. */
    public static final String FROM = "From";

    public static final String TO = "To";

    /** Longest query, in characters. */
    public static final int MAX_TEXT = 200;

    /** Each word costs a lookup in the index. */
    private static final int MAX_WORDS = 30;

    /** Longest text that is completed, about the length of a name. */
    public static final int MAX_PREFIX = 60;

    public static final int MAX_SUGGESTIONS = 10;

    /** Best hits of each kind. */
    private static final int BEST = 3;

    public static final int MAX_SIZE = 100;
    public static final int DEFAULT_SIZE = 20;

    /** The cost of a page grows with its depth; that of a cursor does not. */
    public static final int MAX_PAGED = 10_000;

    /** Columns of a screen. */
    public static final int MIN_WIDTH = 20;

    public static final int MAX_WIDTH = 200;

    /** Keys of one request, and characters of a list of keys. */
    public static final int MAX_IDS = 100;

    public static final int MAX_IDS_TEXT = 8_000;

    public static final int MAX_CURSOR = 1000;
    public static final int MAX_TIME = 40;

    private final StrictParameters parameters;
    private final ZoneId zone;
    private final Instant now;
    private final WorkingDays days;

    public ListParameters(StrictParameters parameters, ZoneId zone, Instant now, WorkingDays days) {
        this.parameters = parameters;
        this.zone = zone;
        this.now = now;
        this.days = days;
    }

    /** Whether a list may leave out the values of a filter. A division is served by others than its own. */
    public static boolean isExcluding(Filter filter) {
        return filter.mode() != FilterMode.SERVED;
    }

    /** Returns the parameter that leaves out the values of a filter. */
    public static String excluding(Filter filter) {
        return "-" + filter.name();
    }

    /** A text that is being typed. */
    public record Prefix(String text, int size) {}

    public Prefix prefix() {
        String text = parameters.words(Q, MAX_PREFIX).orElse(null);
        if (text == null && !parameters.isWrong(Q)) {
            parameters.wrong(Q, "required", "请输入要补全的文字");
        }
        int size = parameters.number(SIZE, 1, MAX_SUGGESTIONS).orElse(MAX_SUGGESTIONS);
        parameters.end();
        return new Prefix(text, size);
    }

    /**
     * A list in one of its forms.
     *
     * @param width columns of a line, 0 for any number
     */
    public record ListRequest(SearchRequest search, Shape shape, int width) {}

    public boolean isBoard() {
        return parameters.choice(VIEW, List.of(BOARD)).isPresent();
    }

    /** The list of one kind. */
    public ListRequest list(Kind<?> kind, Shape shape) {
        String text = text();
        List<SelectedFilter> filters =
                FilterParameters.filters(parameters, kind.fields().filters());
        List<Range> ranges = FilterParameters.ranges(parameters, kind.fields().times(), zone);
        Coordinates.System system = PlaceParameters.system(parameters, kind);
        Near near = kind.fields().hasLocations() ? PlaceParameters.near(parameters, system) : null;
        Moment moment = kind.fields().hasOpeningHours() ? moment(shape) : null;
        boolean serving = filters.stream().anyMatch(chosen -> chosen.filter().mode() == FilterMode.SERVED);
        // a closed record is neither near nor open, and serves no division
        boolean inForce = parameters.flag(IN_FORCE) | (near != null || serving || moment != null && moment.open());
        Order order = SortOrders.chosen(parameters, kind, text != null, near != null, shape);
        boolean subtree =
                kind.fields().filters().stream().anyMatch(Filter::mayIncludeBelow) && parameters.flag(SUBTREE);
        return request(
                List.of(kind.name()),
                text,
                new Criteria(
                        filters,
                        ranges,
                        near,
                        inForce,
                        subtree,
                        FilterParameters.narrowing(
                                parameters, kind, kind.fields().filters(), zone)),
                moment,
                order,
                kind.fields().filters(),
                null,
                system,
                fields(kind, shape),
                shape);
    }

    /**
     * Records of one kind that are counted.
     *
     * @param names of the filters, and prefixes of the ranges, that may narrow them
     */
    public SearchRequest counted(Kind<?> kind, Set<String> names) {
        List<Filter> allowed = kind.fields().filters().stream()
                .filter(filter -> names.contains(filter.name()))
                .toList();
        List<SelectedFilter> filters = FilterParameters.filters(parameters, allowed);
        List<Range> ranges = FilterParameters.ranges(
                parameters,
                kind.fields().times().stream()
                        .filter(time -> names.contains(time.prefix()))
                        .toList(),
                zone);
        boolean subtree = allowed.stream().anyMatch(Filter::mayIncludeBelow) && parameters.flag(SUBTREE);
        boolean inForce = parameters.flag(IN_FORCE);
        parameters.end();
        return new SearchRequest(
                List.of(kind.name()),
                null,
                new Criteria(filters, ranges, null, inForce, subtree),
                null,
                Order.KEY,
                new Paging(1, 1, null),
                new Output(Set.of(), null, false, RecordReader.STANDARD, false));
    }

    /** Site search. It requires a query or a division, except as a feed or board of new records. */
    public ListRequest search(Kinds kinds, Shape shape) {
        String text = text();
        List<Filter> shared = kinds.siteFilters();
        List<SelectedFilter> filters = FilterParameters.filters(parameters, shared);
        boolean everything = filters.stream().anyMatch(chosen -> chosen.filter().mode() == FilterMode.DIVISION);
        if (text == null && !everything && shape == Shape.RECORDS && !parameters.isWrong(Q)) {
            parameters.wrong(Q, "required", "请输入检索词，或用 division 指定一个区划");
        }
        int best = parameters.flag(BEST_OF_EACH) ? BEST : 0;
        refuse(BEST_OF_EACH, best > 0, shape);
        Order listed = shape == Shape.RECORDS ? Order.STATIC_RANK.withLapsedLast() : Order.NEWEST;
        return request(
                kinds.names(),
                text,
                new Criteria(
                        filters,
                        List.of(),
                        null,
                        parameters.flag(IN_FORCE),
                        false,
                        FilterParameters.narrowing(parameters, null, shared, zone)),
                null,
                text == null || shape == Shape.FEED ? listed : Order.RELEVANCE,
                shared,
                new SearchRequest.Groups(kinds.filter(), best),
                RecordReader.STANDARD,
                Set.of(),
                shape);
    }

    /** The members that items have, none for all of them. */
    private Set<String> fields(Kind<?> kind, Shape shape) {
        Set<String> fields = FieldParameters.fields(parameters, kind);
        refuse(FIELDS, !fields.isEmpty(), shape);
        return fields;
    }

    /** A parameter that does not change an answer is refused, not ignored. */
    private void refuse(String name, boolean sent, Shape shape) {
        if (sent && shape != Shape.RECORDS) {
            parameters.wrong(name, "conflict", "Atom 和 view=board 的回答没有这项内容");
        }
    }

    private ListRequest request(
            List<String> kinds,
            String text,
            Criteria criteria,
            Moment moment,
            Order order,
            List<Filter> countable,
            SearchRequest.Groups groups,
            Coordinates.System system,
            Set<String> fields,
            Shape shape) {
        var byName = new LinkedHashMap<String, Filter>();
        countable.stream().filter(Filter::hasFacet).forEach(filter -> byName.put(filter.name(), filter));
        var facets = new LinkedHashSet<Filter>();
        parameters.choices(FACETS, byName.keySet()).forEach(name -> facets.add(byName.get(name)));
        refuse(FACETS, !facets.isEmpty(), shape);
        boolean highlight = parameters.flag(HIGHLIGHT);
        refuse(HIGHLIGHT, highlight, shape);
        Optional<Integer> page = parameters.number(PAGE, 1, MAX_PAGED);
        int named = criteria.narrowed().keys().size();
        int size = parameters.number(SIZE, 1, MAX_SIZE).orElse(Math.clamp(named, DEFAULT_SIZE, MAX_SIZE));
        String after = parameters.text(AFTER, MAX_CURSOR).orElse(null);
        if (after != null && page.isPresent()) {
            parameters.wrong(PAGE, "conflict", "不能与 after 同时使用");
        }
        if (page.orElse(1) * size > MAX_PAGED) {
            parameters.wrong(PAGE, "range", "按页号只能取前 %d 条，其后请用 after 翻页".formatted(MAX_PAGED));
        }
        if (after != null && shape.isBoard()) {
            parameters.wrong(AFTER, "conflict", "view=board 用 page 翻页");
        }
        Instant asOf = TimeParameters.asOf(parameters, zone, now);
        if (asOf != null && shape != Shape.RECORDS) {
            parameters.wrong(AS_OF, "conflict", "Atom 和 view=board 只有现在公开的内容");
        }
        Optional<Integer> width = parameters.number(WIDTH, MIN_WIDTH, MAX_WIDTH);
        if (width.isPresent() && shape != Shape.BOARD_TEXT) {
            parameters.wrong(WIDTH, "companion", "须与 view=board 和 Accept: text/plain 一起使用");
        }
        parameters.end();
        var search = new SearchRequest(
                kinds,
                text,
                criteria,
                moment,
                order,
                new Paging(page.orElse(1), size, after),
                new Output(facets, groups, highlight, system, shape != Shape.RECORDS, fields),
                asOf);
        return new ListRequest(search, shape, width.orElse(0));
    }

    private String text() {
        String text = parameters.words(Q, MAX_TEXT).orElse(null);
        if (text != null && text.split("\\s+").length > MAX_WORDS) {
            parameters.wrong(Q, "words", "最多 %d 个词".formatted(MAX_WORDS));
        }
        return text;
    }

    /** The moment of which the opening state is requested, {@code null} for none. */
    private Moment moment(Shape shape) {
        Optional<Instant> open = TimeParameters.instant(parameters, OPEN_AT, zone, now);
        Optional<Instant> hours = TimeParameters.instant(parameters, HOURS_AT, zone, now);
        refuse(HOURS_AT, hours.isPresent(), shape);
        if (open.isPresent() && hours.isPresent()) {
            parameters.wrong(HOURS_AT, "conflict", "不能与 openAt 同时使用，openAt 的回答已有开放状态");
        }
        return open.or(() -> hours)
                .map(instant -> new Moment(instant, open.isPresent(), zone, days))
                .orElse(null);
    }

    /**
     * A single record.
     *
     * @param moment of which the opening state is requested, {@code null} for none
     * @param asOf   the instant at which it is requested, {@code null} for the present
     */
    public record RecordRequest(String kind, String key, Coordinates.System system, Moment moment, Instant asOf) {}

    public RecordRequest record(Kind<?> kind, String key) {
        Coordinates.System system = PlaceParameters.system(parameters, kind);
        Optional<Instant> hours = kind.fields().hasOpeningHours()
                ? TimeParameters.instant(parameters, HOURS_AT, zone, now)
                : Optional.empty();
        Instant asOf = TimeParameters.asOf(parameters, zone, now);
        parameters.end();
        Moment moment =
                hours.map(instant -> new Moment(instant, false, zone, days)).orElse(null);
        return new RecordRequest(kind.name(), key, system, moment, asOf);
    }
}
