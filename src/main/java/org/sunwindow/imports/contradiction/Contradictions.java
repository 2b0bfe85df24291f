package org.sunwindow.imports.contradiction;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sunwindow.Settings;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Stored;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.Ownership;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publisher.Publisher;

/**
 * Finds contradictions page by page. A request examines a bounded number of records, in the order of kind and key, with
 * a bounded number of lookups in the index for each. The database is queried only for the owners of the records found.
 */
@Singleton
class Contradictions {

    /** Records that a request examines. */
    static final int MAX_EXAMINED = 500;

    /** Contradictions at which a page ends; those of the last record are complete. */
    private static final int ENOUGH = 50;

    /** Records read from the index together, each with its whole text. */
    private static final int BATCH = 100;

    private final SearchIndex index;
    private final Kinds kinds;
    private final StrictJson json;
    private final Ownerships ownerships;
    private final Clock clock;
    private final Settings settings;

    Contradictions(
            SearchIndex index, Kinds kinds, StrictJson json, Ownerships ownerships, Clock clock, Settings settings) {
        this.index = index;
        this.kinds = kinds;
        this.json = json;
        this.ownerships = ownerships;
        this.clock = clock;
        this.settings = settings;
    }

    List<String> kinds() {
        return kinds.names();
    }

    /** Whether a text can be the end of a page. */
    boolean isCursor(String after) {
        int slash = after.indexOf('/');
        return slash > 0 && slash < after.length() - 1 && kinds.get(after.substring(0, slash)) != null;
    }

    /**
     * @param kind  to examine, {@code null} for all
     * @param code  to return, {@code null} for all
     * @param after end of the page before, {@code null} for the first page
     */
    Contradiction.Page page(Publisher publisher, String kind, String code, String after) {
        Instant now = clock.instant();
        List<String> examinedKinds = kind == null ? kinds.names() : List.of(kind);
        Examined examined = index.records(now, records -> examine(records, now, examinedKinds, code, after));
        List<Contradiction> own = examined.found.entrySet().stream()
                .collect(Collectors.groupingBy(entry -> entry.getKey().kind(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .flatMap(ofKind -> own(publisher, ofKind.getKey(), ofKind.getValue()).stream())
                .toList();
        return new Contradiction.Page(own, examined.count, examined.next);
    }

    private static final class Examined {

        final Map<Stored, List<Contradiction>> found = new LinkedHashMap<>();
        int count;
        String next;
    }

    private Examined examine(Records records, Instant now, List<String> examinedKinds, String code, String after) {
        var check = new RecordCheck(records, kinds, json, now, settings.zone());
        var examined = new Examined();
        int reported = 0;
        String last = after;
        while (examined.count < MAX_EXAMINED && reported < ENOUGH) {
            List<Stored> batch = records.after(examinedKinds, last, BATCH);
            for (Stored record : batch) {
                examined.count++;
                last = record.id();
                List<Contradiction> found = check.of(record).stream()
                        .filter(each -> code == null || code.equals(each.code()))
                        .toList();
                if (!found.isEmpty()) {
                    examined.found.put(record, found);
                    reported += found.size();
                }
                if (reported >= ENOUGH) {
                    break;
                }
            }
            if (batch.size() < BATCH && (batch.isEmpty() || batch.getLast().id().equals(last))) {
                return examined;
            }
        }
        examined.next = last;
        return examined;
    }

    private List<Contradiction> own(
            Publisher publisher, String kind, List<Map.Entry<Stored, List<Contradiction>>> found) {
        Set<String> keys = found.stream().map(entry -> entry.getKey().key()).collect(Collectors.toSet());
        Set<String> allowed = publisher.isAdministrator()
                ? keys
                : ownerships.of(kind, keys).stream()
                        .filter(ownership -> ownership.allows(publisher))
                        .map(Ownership::key)
                        .collect(Collectors.toSet());
        var own = new ArrayList<Contradiction>();
        found.stream()
                .filter(entry -> allowed.contains(entry.getKey().key()))
                .forEach(entry -> own.addAll(entry.getValue()));
        return own;
    }
}
