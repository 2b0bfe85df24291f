package org.sunwindow.read;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Criteria;
import org.sunwindow.index.SearchRequest.Output;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.SearchResult;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;

/**
 * Counts the records of a kind by the values of its filters. Each counting method searches the index once. Immutable.
 */
public final class Counts {

    /** A state of the index lasts for seconds, and counting takes milliseconds. */
    private static final int MAX_ATTEMPTS = 10;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SearchIndex index;
    private final Kind<?> kind;
    private final SearchRequest request;
    private final Instant now;
    private final ZoneId zone;

    private Counts(SearchIndex index, Kind<?> kind, SearchRequest request, Instant now, ZoneId zone) {
        this.index = index;
        this.kind = kind;
        this.request = request;
        this.now = now;
        this.zone = zone;
    }

    /**
     * Counts until all counts are from one state of the index, so that they add up.
     *
     * @param zone of the times in the answer
     */
    static <T> T inOneState(
            SearchIndex index,
            Kind<?> kind,
            SearchRequest request,
            Instant now,
            ZoneId zone,
            Function<Counts, T> counting) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            DataVersion version = index.dataVersion(now);
            T counted = counting.apply(new Counts(index, kind, request, now, zone));
            if (index.isCurrent(version, now)) {
                return counted;
            }
        }
        throw IndexExceptionMappers.behind(RETRY);
    }

    @RegisterForReflection
    @Schema(name = "Count", description = "一个取值及其条数")
    public record Count(
            @Schema(description = "可原样用作筛选值", required = true, examples = "权力清单")
            String value,

            @Schema(description = "中文名", required = true, examples = "权力清单")
            String label,

            @Schema(description = "条数", required = true, examples = "27")
            long count) {}

    /**
     * @param by   counts by name of the filter; at most 100 values each, the most frequent first
     * @param asOf the state of the index
     */
    public record Counted(Map<String, List<Count>> by, AsOf asOf) {

        public List<Count> by(String filter) {
            return by.get(filter);
        }

        /** The number of records that have a value of a filter, if each has one value at most. */
        public long sum(String filter) {
            return by(filter).stream().mapToLong(Count::count).sum();
        }

        public long of(String filter, String value) {
            return by(filter).stream()
                    .filter(count -> count.value().equals(value))
                    .mapToLong(Count::count)
                    .sum();
        }
    }

    /** Counts by filters that have facets. */
    public Counted by(String... filters) {
        var facets = new LinkedHashSet<Filter>();
        Stream.of(filters).map(name -> filter(name).breakdown()).forEach(facets::add);
        var output = new Output(facets, null, false, request.output().system());
        SearchResult result = index.search(
                new SearchRequest(
                        request.kinds(), null, request.criteria(), null, request.sort(), request.paging(), output),
                now);
        var counts = new LinkedHashMap<String, List<Count>>();
        result.facets()
                .forEach((name, values) -> counts.put(
                        name,
                        values.stream()
                                .map(value -> new Count(value.value(), value.label(), value.count()))
                                .toList()));
        return new Counted(counts, AsOf.of(result.asOf(), zone));
    }

    /** Counts only records with a value. */
    public Counts having(String filter, String value) {
        var filters = new ArrayList<>(request.criteria().filters());
        filters.add(new SelectedFilter(filter(filter), List.of(value)));
        return new Counts(index, kind, request.withFilters(filters), now, zone);
    }

    /** Counts only records that are in force. */
    public Counts inForce() {
        Criteria criteria = request.criteria();
        var narrowed = new Criteria(criteria.filters(), criteria.ranges(), null, true, criteria.subtree());
        return new Counts(
                index,
                kind,
                new SearchRequest(
                        request.kinds(), null, narrowed, null, request.sort(), request.paging(), request.output()),
                now,
                zone);
    }

    private Filter filter(String name) {
        return kind.fields().filters().stream()
                .filter(each -> each.name().equals(name) && each.hasFacet())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(kind.name() + " has no facet " + name));
    }
}
