package org.sunwindow.index;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.TimeField;
import org.sunwindow.place.Coordinates;

/**
 * A question to the index. Two equal requests have equal answers at one revision and moment.
 *
 * @param kinds     names of the kinds searched
 * @param text      what the person typed, or {@code null} for everything
 * @param filters   narrowing by values; the values of one filter are alternatives
 * @param ranges    narrowing by times, ends included; {@code null} for an open end
 * @param near      a circle, in GCJ-02, or {@code null}
 * @param system    of the coordinates that are shown
 * @param moment    for which opening hours are told, or {@code null}
 * @param inForce   whether only what is in force then, or else now, is wanted
 * @param facets    filters whose values are counted
 * @param groups    counting of the hits by kind, or {@code null}
 * @param highlight whether to show where the text was found
 * @param sort      order
 * @param page      1-based
 * @param size      hits of a page, 1 to 100
 * @param after     cursor of the page before, or {@code null}
 */
public record SearchRequest(
        List<String> kinds,
        String text,
        List<Chosen> filters,
        List<Range> ranges,
        Near near,
        Coordinates.System system,
        Moment moment,
        boolean inForce,
        Set<Filter> facets,
        Groups groups,
        boolean highlight,
        Order sort,
        int page,
        int size,
        String after) {

    /**
     * @param ids records that are meant whatever their values are, see {@link IndexFields#id}; known once a filter is resolved
     */
    public record Chosen(Filter filter, List<String> values, List<String> ids) {

        public Chosen(Filter filter, List<String> values) {
            this(filter, values, List.of());
        }
    }

    public record Range(TimeField field, Instant from, Instant to) {}

    /**
     * @param by   the filter of kinds
     * @param best how many of the best hits of each are shown
     */
    public record Groups(Filter by, int best) {}

    public record Near(double latitude, double longitude, int radius) {}

    /**
     * @param open whether only what is open then is wanted
     * @param days the calendar by which that is judged
     */
    public record Moment(Instant instant, boolean open, ZoneId zone, WorkingDays days) {}

    /**
     * @param field name of a {@link TimeField}, or one of the constants
     */
    public record Order(String field, boolean descending) {

        public static final Order RELEVANCE = new Order("relevance", false);
        public static final Order DISTANCE = new Order("distance", false);
        public static final Order KEY = new Order("key", false);

        /** What people want first, whatever is asked; see {@link StaticRank}. */
        public static final Order STANDING = new Order("standing", false);
    }

    /** All of one kind with a value that are in force, in the order of their keys. */
    public static SearchRequest of(Kind<?> kind, Filter filter, String value, int most) {
        var chosen = List.of(new Chosen(filter, List.of(filter.canonical(value))));
        return new SearchRequest(
                List.of(kind.name()),
                null,
                chosen,
                List.of(),
                null,
                Coordinates.System.GCJ02,
                null,
                true,
                Set.of(),
                null,
                false,
                Order.KEY,
                1,
                most,
                null);
    }

    /** The same with other filters. */
    public SearchRequest filtered(List<Chosen> others) {
        return new SearchRequest(
                kinds, text, others, ranges, near, system, moment, inForce, facets, groups, highlight, sort, page, size,
                after);
    }

    /** Whether it is asked over all kinds together. */
    public boolean isOfAllKinds() {
        return groups != null;
    }

    /**
     * What a cursor belongs to: everything that decides which hits there are and in what order, spelled the same by
     * every instance.
     */
    public String scope() {
        var scope = new StringBuilder().append(kinds).append(text);
        filters.forEach(
                chosen -> scope.append('|').append(chosen.filter().name()).append(chosen.values()));
        ranges.forEach(range -> scope.append('|')
                .append(range.field().name())
                .append(range.from())
                .append(range.to()));
        if (moment != null && moment.open()) {
            scope.append("|open").append(moment.instant());
        }
        return scope.append('|').append(inForce).append(near).append(sort).toString();
    }
}
