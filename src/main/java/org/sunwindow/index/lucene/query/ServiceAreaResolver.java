package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.place.DivisionCode;

/**
 * Resolves filters by the division that a record serves. Of all records that meet the other criteria, it selects those
 * of the division itself or, if there are none, those of the nearest level above that has some. The level above is the
 * division's successor if it was abolished, or else its parent.
 */
public final class ServiceAreaResolver {

    /** Five levels of divisions, each of which may have successors. */
    private static final int MAX_LEVELS = 15;

    private final Snapshot snapshot;
    private final Instant moment;

    /**
     * @param moment at which the division is served
     */
    public ServiceAreaResolver(Snapshot snapshot, Instant moment) {
        this.snapshot = snapshot;
        this.moment = moment;
    }

    /** Whether a request has a filter to resolve. */
    public static boolean isNeeded(SearchRequest request) {
        return request.criteria().filters().stream().anyMatch(ServiceAreaResolver::isServed);
    }

    /** Whether a request names several divisions to be served. */
    public static boolean servesSeveral(SearchRequest request) {
        return request.criteria().filters().stream()
                .anyMatch(selected -> isServed(selected) && selected.values().size() > 1);
    }

    private static boolean isServed(SelectedFilter selected) {
        return selected.filter().mode() == FilterMode.SERVED;
    }

    /** Tests whether a request, with the filter set to one level, has hits. */
    @FunctionalInterface
    public interface HitTest {

        boolean hasHits(SearchRequest request) throws IOException;
    }

    /**
     * Returns the request with the filter set to the levels that serve the divisions given.
     *
     * @return empty if no level serves any of them
     */
    public Optional<SearchRequest> resolve(SearchRequest request, HitTest test) throws IOException {
        SearchRequest resolved = request;
        boolean any = false;
        for (SelectedFilter selected : request.criteria().filters()) {
            if (isServed(selected)) {
                var levels = new LinkedHashSet<String>();
                for (String division : selected.values()) {
                    Optional<String> level = level(request, selected, division, test);
                    any |= level.isPresent();
                    levels.add(level.orElse(division));
                }
                resolved = with(resolved, selected, List.copyOf(levels));
            }
        }
        return any ? Optional.of(resolved) : Optional.empty();
    }

    private static SearchRequest with(SearchRequest request, SelectedFilter served, List<String> levels) {
        return request.withFilters(request.criteria().filters().stream()
                .map(selected -> selected == served ? new SelectedFilter(served.filter(), levels) : selected)
                .toList());
    }

    private Optional<String> level(SearchRequest request, SelectedFilter served, String division, HitTest test)
            throws IOException {
        String field = IndexFields.value(served.filter().name());
        var visited = new LinkedHashSet<String>();
        String level = division;
        while (level != null && visited.size() < MAX_LEVELS) {
            visited.add(level);
            if (snapshot.term(field, level) != Snapshot.NOTHING
                    && test.hasHits(with(request, served, List.of(level)))) {
                return Optional.of(level);
            }
            String successor = successor(level);
            level = successor == null || visited.contains(successor) ? DivisionCode.parent(level) : successor;
            // the successor of a county may be one of its own towns
            while (level != null && visited.contains(level)) {
                level = DivisionCode.parent(level);
            }
        }
        return Optional.empty();
    }

    /** Returns the successor of an abolished division, {@code null} if there is none. */
    private String successor(String division) throws IOException {
        int document = snapshot.findSucceeded(IndexFields.id(DivisionCode.KIND, division));
        return document < 0 || snapshot.documents().isInForce(document, moment)
                ? null
                : snapshot.documents().values(document, RelatedRecords.SUCCESSOR).stream()
                        .findFirst()
                        .orElse(null);
    }
}
