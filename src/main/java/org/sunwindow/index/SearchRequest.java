package org.sunwindow.index;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.TimeField;
import org.sunwindow.place.Coordinates;

/**
 * A search. Two equal requests have equal answers in one {@link DataVersion}.
 *
 * @param kinds    names of the kinds searched
 * @param text     what the person typed; {@code null} for all records
 * @param criteria conditions that every hit meets
 * @param moment   for which opening hours are evaluated, may be {@code null}
 * @param sort     order of the hits
 * @param paging   the part of the hits that is returned
 * @param output   what is returned in addition to the hits
 * @param asOf     the instant at which the records are searched as they stood, {@code null} for the present
 */
public record SearchRequest(
        List<String> kinds,
        String text,
        Criteria criteria,
        Moment moment,
        Order sort,
        Paging paging,
        Output output,
        Instant asOf) {

    /** A request for the present. */
    public SearchRequest(
            List<String> kinds,
            String text,
            Criteria criteria,
            Moment moment,
            Order sort,
            Paging paging,
            Output output) {
        this(kinds, text, criteria, moment, sort, paging, output, null);
    }

    /**
     * @param filters conditions on values; all of them must be met
     * @param ranges  conditions on times
     * @param near    a circle, may be {@code null}
     * @param inForce whether only records that are in force at the {@link Moment}, or else now, are returned
     * @param subtree whether a value of a filter with a {@link Filter#tree} includes those below it
     * @param narrowed what else is left out
     */
    public record Criteria(
            List<SelectedFilter> filters,
            List<Range> ranges,
            Near near,
            boolean inForce,
            boolean subtree,
            Narrowing narrowed) {

        public Criteria(List<SelectedFilter> filters, List<Range> ranges, Near near, boolean inForce, boolean subtree) {
            this(filters, ranges, near, inForce, subtree, Narrowing.NONE);
        }

        public Criteria(List<SelectedFilter> filters, List<Range> ranges, Near near, boolean inForce) {
            this(filters, ranges, near, inForce, false);
        }
    }

    /**
     * Conditions that facets and groups keep, whatever they count.
     *
     * @param keys          canonical keys of the only records that may be found, empty for any
     * @param excluded      filters with values of which a hit has none
     * @param modifiedSince instant since which the content of a hit has changed, {@code null} for any
     */
    public record Narrowing(List<String> keys, List<SelectedFilter> excluded, Instant modifiedSince) {

        public static final Narrowing NONE = new Narrowing(List.of(), List.of(), null);

        public Narrowing withExcluded(List<SelectedFilter> others) {
            return new Narrowing(keys, others, modifiedSince);
        }
    }

    /**
     * A filter with the values selected, which are alternatives.
     *
     * @param ids kind and key of further records that match whatever their values; empty until the filter is resolved
     */
    public record SelectedFilter(Filter filter, List<String> values, List<String> ids) {

        public SelectedFilter(Filter filter, List<String> values) {
            this(filter, values, List.of());
        }
    }

    /**
     * @param from inclusive, {@code null} for no bound
     * @param to   inclusive, {@code null} for no bound
     */
    public record Range(TimeField field, Instant from, Instant to) {}

    /**
     * A circle around a place in GCJ-02.
     *
     * @param radius in metres
     */
    public record Near(double latitude, double longitude, int radius) {}

    /**
     * @param open whether only records that are open then are returned
     * @param days calendar of working days
     */
    public record Moment(Instant instant, boolean open, ZoneId zone, WorkingDays days) {

        public OpeningHours.State state(OpeningHours hours) {
            return hours.at(instant, zone, days);
        }
    }

    /**
     * @param field      name of a {@link TimeField} or a number, or of one of the constants
     * @param lapsedLast whether all records in force come before all others
     */
    public record Order(String field, boolean descending, boolean lapsedLast) {

        public static final Order RELEVANCE = new Order("relevance", false);
        public static final Order DISTANCE = new Order("distance", false);
        public static final Order KEY = new Order("key", false);

        /** By the time at which a record was published or last changed, the latest first. */
        public static final Order NEWEST = new Order("newest", true);

        /** By the query-independent importance of a record: whether it is in force, its date and its kind. */
        public static final Order STATIC_RANK = new Order("staticRank", false);

        public Order(String field, boolean descending) {
            this(field, descending, false);
        }

        public Order withLapsedLast() {
            return new Order(field, descending, true);
        }

        /** Whether two orders have the same field, whatever their direction. */
        public boolean isBy(Order other) {
            return field.equals(other.field);
        }
    }

    /**
     * @param page  1-based; 1 with a cursor
     * @param size  hits of a page, 1 to 100
     * @param after cursor of the page before, may be {@code null}
     */
    public record Paging(int page, int size, String after) {}

    /**
     * @param facets    filters whose values are counted
     * @param groups    counts of the hits by kind, may be {@code null}
     * @param highlight whether to return the passages in which the text was found
     * @param system    system of the coordinates returned
     * @param entries   whether hits are returned as {@link Entry} instead of their JSON
     * @param fields    paths of the members that items have, empty for all
     */
    public record Output(
            Set<Filter> facets,
            Groups groups,
            boolean highlight,
            Coordinates.System system,
            boolean entries,
            Set<String> fields) {

        public Output(
                Set<Filter> facets, Groups groups, boolean highlight, Coordinates.System system, boolean entries) {
            this(facets, groups, highlight, system, entries, Set.of());
        }

        public Output(Set<Filter> facets, Groups groups, boolean highlight, Coordinates.System system) {
            this(facets, groups, highlight, system, false);
        }
    }

    /**
     * @param by   the filter of kinds
     * @param best number of hits returned of each kind
     */
    public record Groups(Filter by, int best) {}

    /** Returns a request for all records of a kind, ordered by key. */
    public static SearchRequest all(Kind<?> kind, int most) {
        return ordered(kind, List.of(), false, most);
    }

    /** Returns a request for the records of a kind with a value, ordered by key. */
    public static SearchRequest referencing(Kind<?> kind, Filter filter, String value, boolean inForce, int most) {
        return ordered(kind, List.of(new SelectedFilter(filter, List.of(filter.canonical(value)))), inForce, most);
    }

    private static SearchRequest ordered(Kind<?> kind, List<SelectedFilter> selected, boolean inForce, int most) {
        return new SearchRequest(
                List.of(kind.name()),
                null,
                new Criteria(selected, List.of(), null, inForce),
                null,
                Order.KEY,
                new Paging(1, most, null),
                new Output(Set.of(), null, false, Coordinates.System.GCJ02));
    }

    public SearchRequest withFilters(List<SelectedFilter> filters) {
        return withFilters(filters, criteria.narrowed().excluded());
    }

    public SearchRequest withFilters(List<SelectedFilter> filters, List<SelectedFilter> excluded) {
        var changed = new Criteria(
                filters,
                criteria.ranges(),
                criteria.near(),
                criteria.inForce(),
                criteria.subtree(),
                criteria.narrowed().withExcluded(excluded));
        return new SearchRequest(kinds, text, changed, moment, sort, paging, output, asOf);
    }

    /** Returns a request for the same hits as {@link Entry}. */
    public SearchRequest asEntries() {
        var changed = new Output(output.facets(), output.groups(), output.highlight(), output.system(), true);
        return new SearchRequest(kinds, text, criteria, moment, sort, paging, changed, asOf);
    }

    public SearchRequest without(Filter filter) {
        return withFilters(criteria.filters().stream()
                .filter(selected -> !selected.filter().equals(filter))
                .toList());
    }

    /** Returns this request with one value of a filter in place of those selected. */
    public SearchRequest with(Filter filter, String value) {
        var filters = new ArrayList<>(without(filter).criteria().filters());
        filters.add(new SelectedFilter(filter, List.of(value)));
        return withFilters(filters);
    }

    public boolean selects(Filter filter) {
        return criteria.filters().stream()
                .anyMatch(selected -> selected.filter().equals(filter));
    }

    /** Whether this is a search over all kinds. */
    public boolean isOfAllKinds() {
        return output.groups() != null;
    }

    /**
     * Returns everything that decides which hits there are and their order, in the same form on every instance. A
     * cursor is valid only for requests of the same scope.
     */
    public String scope() {
        var scope = new StringBuilder().append(kinds).append(text);
        criteria.filters()
                .forEach(selected ->
                        scope.append('|').append(selected.filter().name()).append(selected.values()));
        criteria.ranges()
                .forEach(range -> scope.append('|')
                        .append(range.field().name())
                        .append(range.from())
                        .append(range.to()));
        if (!criteria.narrowed().equals(Narrowing.NONE)) {
            scope.append("|keys").append(criteria.narrowed().keys());
            criteria.narrowed()
                    .excluded()
                    .forEach(excluded ->
                            scope.append("|-").append(excluded.filter().name()).append(excluded.values()));
            scope.append("|since").append(criteria.narrowed().modifiedSince());
        }
        if (moment != null && moment.open()) {
            scope.append("|open").append(moment.instant());
        }
        if (asOf != null) {
            scope.append("|asOf").append(asOf);
        }
        return scope.append('|')
                .append(criteria.inForce())
                .append(criteria.subtree())
                .append(criteria.near())
                .append(sort)
                .toString();
    }
}
