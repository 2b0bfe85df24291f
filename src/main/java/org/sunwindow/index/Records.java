package org.sunwindow.index;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.StatedAmounts;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.StoredFile;

/** Access to single records by key or by reference, and to counts, all in one state of the index. */
public interface Records {

    /**
     * Returns a record or the reason why it is not public.
     *
     * @throws UnknownPastException if it is public, but its state at the instant is not known
     */
    Found get(Kind<?> kind, String key);

    /** Returns the opening hours of a record, empty without such a record and where its hours are not known. */
    Optional<OpeningHours> hours(Kind<?> kind, String key);

    /** Returns what feeds show of a record, empty unless it is public. */
    Optional<Entry> entry(Kind<?> kind, String key);

    /**
     * Calls a visitor with the key as it was sent of every public record of a kind, and with when it was published or last
     * changed, in no order, without reading the records. It may be called 1,000,000 times.
     */
    void changes(Kind<?> kind, BiConsumer<String, Instant> visitor);

    /**
     * Returns the summary of a record, empty unless it is public now.
     *
     * @param shown filter with facets whose first value is returned, too; may be {@code null}
     */
    Optional<Summary> find(Kind<?> kind, String key, Filter shown);

    /**
     * Returns a stored file without its text, empty unless a record that is public now lists it.
     *
     * @param name under which the record offers it, or of its first upload
     */
    Optional<StoredFile> file(String hash, String name);

    /**
     * Calls a visitor with values of every public record of a kind, without reading the records. It may be called
     * 100,000 times and keeps what it needs.
     *
     * @param filters that have facets
     * @param numbers names of times and numbers by which lists of the kind are sorted
     */
    void values(Kind<?> kind, List<Filter> filters, List<String> numbers, Consumer<Values> visitor);

    /**
     * Calls a visitor with every reference of the public records of a kind to public records.
     *
     * @param filter  by reference, with a facet
     * @param numbers as for {@link #values}, of the record that refers
     */
    void references(Kind<?> kind, Filter filter, List<String> numbers, Consumer<Referred> visitor);

    /**
     * Returns the records that first became public in a period, even if they are no longer public, ordered by that time
     * and the key.
     *
     * @param from  inclusive
     * @param until exclusive
     * @param skip  records before those returned
     */
    FirstPublic firstPublic(Kind<?> kind, Instant from, Instant until, int skip, int most);

    /** Returns the log position of the state that is read. */
    LogPosition position();

    /**
     * Returns the JSON of the hits of a request, ordered by key.
     *
     * @param request without a text; its order and paging do not count
     * @param most    maximum number of records
     */
    List<byte[]> matching(SearchRequest request, int most);

    /**
     * Counts the hits of a request by their values, and adds up one of their numbers. A hit with several values counts
     * for each, a hit without a value is not counted. Values are those that are indexed: paths and divisions with their
     * ancestors, values of a tree without.
     *
     * @param request  without a text; its order and paging do not count
     * @param by       filters with facets, but not {@link FilterMode#PHASED}; with none, all hits count together
     * @param measured name of a time, a number or {@link SearchRequest.Order#NEWEST}; {@code null} to count only
     * @return one for each combination of values that hits have, in no order
     */
    List<Tally> tally(SearchRequest request, List<Filter> by, String measured);

    /**
     * Returns the number of public records of a kind by value, whether in force or not. A value that they do not have
     * is absent.
     */
    Map<String, Integer> counts(Kind<?> kind, Filter filter);

    /**
     * Returns the summaries of records with a value that are public, ordered by key. If the value is the key of a
     * record, they are shown with it: a reference that does not count there is left out, see {@link
     * ReferenceMeaning#isShownWithConsentOnly}, and those that only another publisher states come last.
     *
     * @param inForce whether only records in force are returned
     * @param most    maximum number of records
     * @param shown   as for {@link #find}
     */
    List<Summary> referencing(Kind<?> kind, Filter filter, String value, boolean inForce, int most, Filter shown);

    /**
     * Returns the summaries of the other public records of the owner of a record that have its values of some filters,
     * ordered by key.
     *
     * @param filters that have facets and one value for each record
     * @param most    maximum number of records
     */
    List<Summary> alike(Kind<?> kind, String key, List<Filter> filters, int most);

    /**
     * Returns public records in the order of kind and key.
     *
     * @param kinds names of kinds
     * @param after kind, slash and key of the record before the first, {@code null} from the beginning
     */
    List<Stored> after(List<String> kinds, String after, int most);

    /** Returns a public record as it was sent. */
    Optional<Stored> stored(Kind<?> kind, String key);

    /**
     * Returns the public records that a record is based on or cites and that are no longer in force.
     *
     * @param cited whether to return those in force, too, that it cites by a number or title that no other one has
     */
    List<Stored> bases(Kind<?> kind, String key, boolean cited);

    /**
     * Returns the public records in force that fix the amounts of a benefit.
     *
     * @param subject see {@link StatedAmounts.Amount}
     */
    List<Stored> standards(String subject, int most);

    /** Whether any record is identified by a number, however it is typed. */
    boolean hasNumber(String number);

    /**
     * The hits with one combination of values.
     *
     * @param values one of each filter
     * @param sum    of the number measured; times are in milliseconds
     * @param most   its greatest value, {@code null} if no hit has one
     */
    record Tally(List<String> values, long count, BigInteger sum, Long most) {}

    /**
     * A record as its publisher sent it, whatever has become of it since.
     *
     * @param kind       its name
     * @param key        canonical
     * @param summary    how others show it
     * @param takesEffect when it takes effect or, without such a date, the first of its times; {@code null} for none
     */
    record Stored(String kind, String key, Summary summary, byte[] json, Instant takesEffect) {

        /** Kind, slash and key. */
        public String id() {
            return kind + '/' + key;
        }
    }

    /**
     * Values of a record.
     *
     * @param key     canonical
     * @param owner   name of the publisher that owns the record, empty for nobody
     * @param values  of each filter, in canonical spelling and with their ancestors
     * @param numbers times in milliseconds since 1970; {@code null} where a record has none
     * @param lapses  when it ceases to be in force, in milliseconds since 1970; {@code null} for never, as far as known
     */
    record Values(String key, String owner, List<List<String>> values, List<Long> numbers, Long lapses) {}

    /**
     * A reference of a record to another.
     *
     * @param key     canonical, of the record that refers
     * @param target  canonical key of the other
     * @param byOther whether neither owner may write the record of the other
     * @param numbers as in {@link Values}
     * @param lapses  as in {@link Values}, of the record that refers
     */
    record Referred(String key, String target, boolean byOther, List<Long> numbers, Long lapses) {}

    /**
     * @param total   number of all records of the period
     * @param records those returned
     */
    record FirstPublic(int total, List<Published> records) {}

    /**
     * A record that became public.
     *
     * @param at          when it first did
     * @param key         as it is shown; canonical if the record is no longer public
     * @param json        as lists show it, {@code null} unless it is public now
     * @param withdrawnAt {@code null} unless it was withdrawn
     * @param expired     whether it was public until a time that has passed
     */
    record Published(Instant at, String key, byte[] json, Instant withdrawnAt, boolean expired) {}

    /**
     * Whether a record is in force now.
     *
     * @param inForce      {@code false} once it is abolished, replaced or cancelled, also if only its replacement
     *     states it
     * @param basisInForce {@code false} while a record that it explains, answers, forwards or cites is not in force
     */
    record Standing(boolean inForce, boolean basisInForce) {}

    /**
     * What other records show of a record.
     *
     * @param value   its first value of the filter given, {@code null} for none
     * @param byOther whether only it states that it belongs to the requested record, which another publisher owns
     */
    record Summary(String key, String title, boolean inForce, String value, boolean byOther) {}

    sealed interface Found {

        record Present(byte[] json, Standing standing) implements Found {}

        record Withdrawn(Instant at) implements Found {}

        /** Earlier content was withdrawn, and what was published since is not indexed yet. */
        record Replaced() implements Found {}

        /** The record was public until a moment that has passed. */
        record Expired() implements Found {}

        /** Never published, or not public yet. */
        record Absent() implements Found {}
    }
}
