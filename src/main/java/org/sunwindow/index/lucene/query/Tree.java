package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.kind.Filter;

/**
 * The tree that the records form to which a filter refers, such as organizations. Only public records link to others.
 */
public final class Tree {

    /** Levels above or below a record; bounds circles. */
    private static final int MAX_LEVELS = 10;

    /** Records below others, more than any publisher has. */
    private static final int MAX_RECORDS = 20_000;

    private final Snapshot snapshot;
    private final RecordVisibility visibility;
    private final Filter filter;
    private final Map<String, String> parents = new HashMap<>();

    /**
     * @param filter with a {@link Filter#tree}
     */
    public Tree(Snapshot snapshot, Instant now, Filter filter) {
        this.snapshot = snapshot;
        this.visibility = new RecordVisibility(snapshot, now);
        this.filter = filter;
    }

    /** Returns keys and those of all records below them. */
    List<String> below(List<String> keys) throws IOException {
        var all = new LinkedHashSet<>(keys);
        List<String> level = keys;
        for (int depth = 0; depth < MAX_LEVELS && !level.isEmpty(); depth++) {
            var query = new BooleanQuery.Builder()
                    .add(snapshot.term(IndexFields.KIND, filter.labelKind()), Occur.FILTER)
                    .add(snapshot.anyOf(IndexFields.value(filter.tree()), level), Occur.FILTER);
            visibility.addTo(query);
            var next = new LinkedHashSet<String>();
            for (ScoreDoc hit : snapshot.search(query.build(), MAX_RECORDS, new Sort(StaticRank.BY_ID)).scoreDocs) {
                String key = snapshot.documents()
                        .id(hit.doc)
                        .substring(IndexFields.id(filter.labelKind(), "").length());
                if (all.size() < MAX_RECORDS && all.add(key)) {
                    next.add(key);
                }
            }
            level = List.copyOf(next);
        }
        return List.copyOf(all);
    }

    /** Returns a key and those of the records above it. */
    public Set<String> above(String key) throws IOException {
        var path = new LinkedHashSet<String>();
        String next = key;
        while (next != null && path.size() <= MAX_LEVELS && path.add(next)) {
            next = parent(next);
        }
        return path;
    }

    private String parent(String key) throws IOException {
        if (!parents.containsKey(key)) {
            int document = snapshot.find(IndexFields.id(filter.labelKind(), key));
            boolean hidden = document < 0 || visibility.reasonHidden(document).isPresent();
            List<String> values = hidden ? List.of() : snapshot.documents().values(document, filter.tree());
            parents.put(key, values.isEmpty() ? null : values.getFirst());
        }
        return parents.get(key);
    }
}
