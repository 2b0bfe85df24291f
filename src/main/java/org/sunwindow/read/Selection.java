package org.sunwindow.read;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Tally;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Criteria;
import org.sunwindow.index.SearchRequest.Moment;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchRequest.Range;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.kind.TimeField;

/** Public records of one kind that are counted, added up or read. Immutable. */
public final class Selection {

    private final Records records;
    private final StrictJson json;
    private final Kind<?> kind;
    private final SearchRequest request;
    private final ZoneId zone;
    private final WorkingDays days;

    Selection(Records records, StrictJson json, Kind<?> kind, SearchRequest request, ZoneId zone, WorkingDays days) {
        this.records = records;
        this.json = json;
        this.kind = kind;
        this.request = request;
        this.zone = zone;
        this.days = days;
    }

    private Selection with(SearchRequest changed) {
        return new Selection(records, json, kind, changed, zone, days);
    }

    /** Returns the records among these that have a value of a filter. */
    public Selection having(String filter, String value) {
        Filter by = filter(filter);
        var filters = new ArrayList<>(request.criteria().filters());
        filters.add(new SelectedFilter(by, List.of(by.canonical(value))));
        return with(request.withFilters(filters));
    }

    /** Returns the records among these that have a time after an instant. */
    public Selection after(String time, Instant then) {
        return within(time, then.plusMillis(1), null);
    }

    /**
     * Returns the records among these that have a time within bounds, both inclusive.
     *
     * @param from {@code null} for any
     * @param to   {@code null} for any
     */
    public Selection within(String time, Instant from, Instant to) {
        if (from == null && to == null) {
            return this;
        }
        TimeField field = kind.fields().times().stream()
                .filter(each -> each.name().equals(time))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind.name() + " has no time " + time));
        Criteria criteria = request.criteria();
        var ranges = new ArrayList<>(criteria.ranges());
        ranges.add(new Range(field, from, to));
        return with(
                new Criteria(criteria.filters(), ranges, null, criteria.inForce(), criteria.subtree()),
                request.moment());
    }

    private Selection with(Criteria criteria, Moment moment) {
        return with(new SearchRequest(
                request.kinds(), null, criteria, moment, request.sort(), request.paging(), request.output()));
    }

    /** Returns the records among these that are in force at an instant. */
    public Selection inForceAt(Instant then) {
        Criteria criteria = request.criteria();
        var inForce = new Criteria(criteria.filters(), criteria.ranges(), null, true, criteria.subtree());
        return with(inForce, new Moment(then, false, zone, days));
    }

    /**
     * Counts the records by their values, see {@link Records#tally}.
     *
     * @param measured name of a time or number, {@code null} to count only
     * @param by       names of filters that have facets
     */
    public List<Tally> tally(String measured, String... by) {
        return records.tally(request, Stream.of(by).map(this::filter).toList(), measured);
    }

    /** All records together, with the time of the latest change for {@link Tally#most}. */
    public Tally latest() {
        return tally(Order.NEWEST.field()).stream().findFirst().orElse(null);
    }

    /**
     * Returns the records in the order of their keys.
     *
     * @param of   the kind of this selection
     * @param most maximum number of records
     */
    public <R> List<R> records(Kind<R> of, int most) {
        var reader = new RecordReader(json);
        return records.matching(request, most).stream()
                .map(found -> reader.read(of, found, RecordReader.STANDARD))
                .toList();
    }

    private Filter filter(String name) {
        return kind.fields().filters().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind.name() + " has no filter " + name));
    }
}
