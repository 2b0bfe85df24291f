package org.sunwindow.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.Head;

/**
 * What Sunwindow asks of an index. In process it is Lucene; a province's may be a search cluster.
 *
 * <p>Reading is safe from any thread. {@code apply} belongs to the one follower.
 */
interface SearchIndex {

    /**
     * Takes changes in the order of the log and makes them visible to readers, all at once.
     *
     * @param head where the index stands afterwards
     */
    void apply(List<Change> changes, Head head);

    /** What answers are made from at a moment. */
    Edition edition(Instant now);

    /** Whether nothing has changed since an edition; known without a look at the records. */
    boolean isCurrent(Edition edition, Instant now);

    /**
     * @throws org.sunwindow.web.ProblemException for a cursor that is not one of this request
     */
    SearchResult search(SearchRequest request, Instant now);

    /** Completes what somebody is typing: at most {@code size}, the likeliest first. */
    List<Suggestion> suggest(String typed, int size, Instant now);

    Found get(String kind, String key, Instant now);

    /**
     * What has a key, empty unless it is public now.
     *
     * @param value name of a filter of the kind that has facets, {@code null} for none: the value is read, too
     */
    Optional<Named> named(String kind, String key, String value, Instant now);

    /**
     * What a request of one kind without a text finds, in the order of the keys.
     *
     * @param value as for {@link #named}
     */
    List<Named> naming(SearchRequest request, String value, Instant now);

    /**
     * As much of a record as others show of it.
     *
     * @param value the first one of a filter, {@code null} where there is none or none was asked for
     */
    record Named(String key, String title, boolean inForce, String value) {}

    /** What stands under a key. */
    sealed interface Found {

        /** The whole record as JSON. */
        record Present(byte[] json) implements Found {}

        record Withdrawn(Instant at) implements Found {}

        /** Its time has passed. */
        record Expired() implements Found {}

        /** Never published, or not yet. */
        record Absent() implements Found {}
    }
}
