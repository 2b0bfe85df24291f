package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Chosen;
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
        return request.filters().stream().anyMatch(ServiceAreaResolver::isServed);
    }

    private static boolean isServed(Chosen chosen) {
        return chosen.filter().mode() == Filter.Mode.SERVED;
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
        for (Chosen chosen : request.filters()) {
            if (isServed(chosen)) {
                var levels = new LinkedHashSet<String>();
                for (String division : chosen.values()) {
                    String level = level(request, chosen, division, fits);
                    any |= level != null;
                    levels.add(level == null ? division : level);
                }
                decided = with(decided, chosen, List.copyOf(levels));
            }
        }
        return any ? Optional.of(decided) : Optional.empty();
    }

    private static SearchRequest with(SearchRequest request, Chosen served, List<String> levels) {
        return request.filtered(request.filters().stream()
                .map(chosen -> chosen == served ? new Chosen(served.filter(), levels) : chosen)
                .toList());
    }

    /** {@code null} where there is none. */
    private String level(SearchRequest request, Chosen served, String division, Fits fits) throws IOException {
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
