package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.lucene.query.FilterBuilder;
import org.sunwindow.index.lucene.query.Owners;
import org.sunwindow.index.lucene.query.ResolvedFilters;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/**
 * Finds the records that refer to a record, and those that it refers to itself by the mirrored filter, as far as they
 * may be shown with it. Statements of others about its validity, succession or basis count only if their owners may
 * write the record. Any other reference is shown, and marked if only another publisher states it. Serves one request;
 * not thread-safe.
 */
final class ReferringRecords {

    private final Snapshot snapshot;
    private final Instant now;
    private final Kinds kinds;
    private final Owners owners;

    ReferringRecords(Snapshot snapshot, Instant now, Kinds kinds) {
        this.snapshot = snapshot;
        this.now = now;
        this.kinds = kinds;
        this.owners = new Owners(snapshot);
    }

    /**
     * @param byOther whether only the record found states the reference, and its owner may not write the record
     *     referred to
     */
    record Referring(int document, boolean byOther) {}

    /** Who states a reference. */
    private enum Statement {
        COUNTS,
        BY_OTHER,
        VOID
    }

    /**
     * Returns records in the order of their keys, those by others last. The arguments are those of {@link
     * LuceneRecords#referencing}.
     */
    List<Referring> find(Kind<?> kind, Filter filter, String value, boolean inForce, int most) throws IOException {
        var unresolved = SearchRequest.referencing(kind, filter, value, inForce, most);
        SearchRequest request = ResolvedFilters.of(unresolved, snapshot, now).request();
        Query query = new FilterBuilder(snapshot, now).build(request, null, null);
        var documents = new LinkedHashSet<Integer>();
        List<Integer> first = search(query, most);
        String key = filter.canonical(value);
        int target = filter.labelKind() == null ? -1 : snapshot.find(IndexFields.id(filter.labelKind(), key));
        if (target >= 0 && first.size() == most) {
            // what others state must not displace what counts
            List<String> named = request.criteria().filters().getFirst().ids();
            var counting = new BooleanQuery.Builder().add(owners.writersOf(target), Occur.SHOULD);
            if (!named.isEmpty()) {
                counting.add(snapshot.anyOf(IndexFields.ID, named), Occur.SHOULD);
            }
            var both = new BooleanQuery.Builder().add(query, Occur.MUST).add(counting.build(), Occur.FILTER);
            documents.addAll(search(both.build(), most));
        }
        documents.addAll(first);
        var found = new ArrayList<Referring>();
        var byOthers = new ArrayList<Referring>();
        for (int document : documents) {
            switch (target < 0 ? Statement.COUNTS : statement(filter, document, target, key)) {
                case COUNTS -> found.add(new Referring(document, false));
                case BY_OTHER -> byOthers.add(new Referring(document, true));
                case VOID -> {}
            }
        }
        found.addAll(byOthers);
        return found.subList(0, Math.min(most, found.size()));
    }

    /** Returns the other records of the owner of a document that have its values of some filters. */
    List<Integer> alike(Kind<?> kind, int document, List<Filter> filters, int most) throws IOException {
        var selected = new ArrayList<SelectedFilter>();
        for (Filter filter : filters) {
            selected.add(new SelectedFilter(filter, snapshot.documents().values(document, filter.name())));
        }
        // one more, because the document is alike, too
        SearchRequest request = SearchRequest.all(kind, most + 1).withFilters(selected);
        var both = new BooleanQuery.Builder()
                .add(new FilterBuilder(snapshot, now).build(request, null, null), Occur.MUST)
                .add(owners.sameAs(document), Occur.FILTER);
        List<Integer> found = search(both.build(), most + 1);
        found.remove(Integer.valueOf(document));
        return found.subList(0, Math.min(most, found.size()));
    }

    private List<Integer> search(Query query, int most) throws IOException {
        var documents = new ArrayList<Integer>();
        for (ScoreDoc hit : snapshot.search(query, most, new Sort(StaticRank.BY_ID)).scoreDocs) {
            documents.add(hit.doc);
        }
        return documents;
    }

    /**
     * @param document found
     * @param target   the document with which it is shown
     * @param key      of the latter
     */
    private Statement statement(Filter filter, int document, int target, String key) throws IOException {
        boolean mayWriteTarget = owners.mayWrite(document, target);
        boolean targetMayWrite = owners.mayWrite(target, document);
        if (mayWriteTarget && targetMayWrite) {
            return Statement.COUNTS;
        }
        boolean states = snapshot.documents().values(document, filter.name()).contains(key);
        Filter mirror = mirror(filter);
        String id = snapshot.documents().id(document);
        boolean targetStates = mirror != null
                && snapshot.documents().values(target, mirror.name()).contains(id.substring(id.indexOf('/') + 1));
        if (states && (targetStates || mayWriteTarget)
                || targetStates && (targetMayWrite || !mirror.relation().isAboutOther())) {
            return Statement.COUNTS;
        }
        return !states || filter.relation().isShownWithConsentOnly() ? Statement.VOID : Statement.BY_OTHER;
    }

    private Filter mirror(Filter filter) {
        Kind<?> referenced = kinds.get(filter.labelKind());
        return filter.mirror() == null || referenced == null
                ? null
                : referenced.fields().filters().stream()
                        .filter(each -> each.name().equals(filter.mirror()))
                        .findFirst()
                        .orElse(null);
    }
}
