package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.place.DivisionCode;

/**
 * Who serves a division: of all that is as asked for, those of its own level or, where there are none, those of the next level
 * that has some. That is what the division was merged into if it is no more, or else what it lies in.
 */
public final class ServiceAreaResolver {

    /** The five of the tree and as many that were merged into one another. */
    private static final int MOST = 15;

    private final Snapshot snapshot;
    private final Instant then;

    /**
     * @param then when it is to be served
     */
    public ServiceAreaResolver(Snapshot snapshot, Instant then) {
        this.snapshot = snapshot;
        this.then = then;
    }

    public static boolean isAsked(SearchRequest request) {
        return request.criteria().filters().stream().anyMatch(ServiceAreaResolver::isServed);
    }

    private static boolean isServed(SelectedFilter selected) {
        return selected.filter().mode() == Filter.Mode.SERVED;
    }

    /** Tells of levels. */
    @FunctionalInterface
    public interface Fits {

        /** Whether a request, in which it is known which level serves, finds anything. */
        boolean at(SearchRequest request) throws IOException;
    }

    /**
     * The request with those levels that serve the divisions it names.
     *
     * @return empty where no level serves any of them
     */
    public Optional<SearchRequest> decided(SearchRequest request, Fits fits) throws IOException {
        SearchRequest decided = request;
        boolean any = false;
        for (SelectedFilter selected : request.criteria().filters()) {
            if (isServed(selected)) {
                var levels = new LinkedHashSet<String>();
                for (String division : selected.values()) {
                    String level = level(request, selected, division, fits);
                    any |= level != null;
                    levels.add(level == null ? division : level);
                }
                decided = with(decided, selected, List.copyOf(levels));
            }
        }
        return any ? Optional.of(decided) : Optional.empty();
    }

    private static SearchRequest with(SearchRequest request, SelectedFilter served, List<String> levels) {
        return request.withFilters(request.criteria().filters().stream()
                .map(selected -> selected == served ? new SelectedFilter(served.filter(), levels) : selected)
                .toList());
    }

    /** {@code null} where there is none. */
    private String level(SearchRequest request, SelectedFilter served, String division, Fits fits) throws IOException {
        String field = IndexFields.value(served.filter().name());
        var levels = new LinkedHashSet<String>();
        String present = division;
        while (present != null && levels.size() < MOST) {
            levels.add(present);
            if (snapshot.term(field, present) != Snapshot.NOTHING && fits.at(with(request, served, List.of(present)))) {
                return present;
            }
            String successor = successor(present);
            present = successor == null || levels.contains(successor) ? DivisionCode.parent(present) : successor;
            // a county that became one of its own towns
            while (present != null && levels.contains(present)) {
                present = DivisionCode.parent(present);
            }
        }
        return null;
    }

    private String successor(String division) throws IOException {
        int document = snapshot.findSucceeded(IndexFields.id(DivisionCode.KIND, division));
        return document < 0 || snapshot.isInForce(document, then)
                ? null
                : snapshot.values(document, RelatedRecords.SUCCESSOR).stream()
                        .findFirst()
                        .orElse(null);
    }
}
