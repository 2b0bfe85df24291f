package org.sunwindow.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.LogPosition;

/**
 * What Sunwindow asks of an index. In process it is Lucene; a province's may be a search cluster.
 *
 * <p>Reading is safe from any thread. {@code apply} belongs to the one follower.
 */
public interface SearchIndex {

    /**
     * Takes changes in the order of the log and makes them visible to readers, all at once.
     *
     * @param head where the index stands afterwards
     */
    void apply(List<Change> changes, LogPosition head);

    /** What answers are made from at a moment. */
    DataVersion edition(Instant now);

    /** Whether nothing has changed since an edition; known without a look at the records. */
    boolean isCurrent(DataVersion edition, Instant now);

    /**
     * @throws org.sunwindow.http.ProblemException for a cursor that is not one of this request
     */
    SearchResult search(SearchRequest request, Instant now);

    /** Completes what somebody is typing: at most {@code size}, the likeliest first. */
    List<Suggestion> suggest(String typed, int size, Instant now);

    /** Lets single records be read, all of them of one state of the index. */
    <T> T records(Instant now, Function<Records, T> reading);

    /** Single records, by key or by whom they name. */
    interface Records {

        Found get(Kind<?> kind, String key);

        /**
         * Whether a record is open.
         *
         * @param moment {@code null} when nobody wants to know
         * @return {@code null} for no moment, no such record and where no hours are known
         */
        OpeningHours.State state(Kind<?> kind, String key, SearchRequest.Moment moment);

        /**
         * What has a key, empty unless it is public now.
         *
         * @param shown filter that has facets, whose first value is read, too; {@code null} for none
         */
        Optional<Named> named(Kind<?> kind, String key, Filter shown);

        /**
         * What has a value and is in force, in the order of the keys.
         *
         * @param most  that are wanted
         * @param shown as for {@link #named}
         */
        List<Named> naming(Kind<?> kind, Filter filter, String value, int most, Filter shown);
    }

    /**
     * As much of a record as others show of it.
     *
     * @param value of the filter that was to be shown, {@code null} for none
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
