package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.sunwindow.index.Records.Standing;
import org.sunwindow.index.lucene.write.IndexFields;

/** Decides whether single records are in force, and whether the records that they are based on or cite are. */
public final class Standings {

    /** Maximum number of bases that other records state, and of records with a cited number or title. */
    private static final int MAX_BASES = 50;

    private final Snapshot snapshot;
    private final Instant now;
    private final RecordVisibility visibility;
    private final Owners owners;

    public Standings(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.now = now;
        this.visibility = new RecordVisibility(snapshot, now);
        this.owners = new Owners(snapshot);
    }

    public Standing of(int document) throws IOException {
        return new Standing(snapshot.documents().isInForce(document, now), isBasisInForce(document));
    }

    /** Whether all public records that a record is based on or cites are in force. */
    public boolean isBasisInForce(int document) throws IOException {
        return endedBases(document).isEmpty();
    }

    /**
     * Returns the public records that a record is based on or cites and that are no longer in force. Its bases are
     * stated by itself, or by records whose owners may write it.
     */
    private Set<Integer> endedBases(int document) throws IOException {
        var ended = new LinkedHashSet<Integer>();
        for (int basis : bases(document)) {
            if (!snapshot.documents().isInForce(basis, now)
                    && visibility.reasonHidden(basis).isEmpty()) {
                ended.add(basis);
            }
        }
        for (List<Integer> named : citations(document)) {
            if (inForce(named).isEmpty()) {
                ended.addAll(named);
            }
        }
        ended.remove(document);
        return ended;
    }

    /**
     * Returns the same records.
     *
     * @param cited whether to add those in force that the record cites. A number or title that several records in force
     *     of one kind have says of none that it is meant.
     */
    public Set<Integer> bases(int document, boolean cited) throws IOException {
        if (!cited) {
            return endedBases(document);
        }
        var linked = new LinkedHashSet<Integer>();
        for (List<Integer> named : citations(document)) {
            var byKind = new LinkedHashMap<String, List<Integer>>();
            for (int other : inForce(named)) {
                String id = snapshot.documents().id(other);
                byKind.computeIfAbsent(id.substring(0, id.indexOf('/')), kind -> new ArrayList<>())
                        .add(other);
            }
            byKind.values().stream().filter(same -> same.size() == 1).forEach(linked::addAll);
        }
        linked.remove(document);
        linked.addAll(endedBases(document));
        return linked;
    }

    private List<Integer> inForce(List<Integer> records) throws IOException {
        var inForce = new ArrayList<Integer>();
        for (int record : records) {
            if (snapshot.documents().isInForce(record, now)) {
                inForce.add(record);
            }
        }
        return inForce;
    }

    private List<List<Integer>> citations(int document) throws IOException {
        var citations = new ArrayList<List<Integer>>();
        addCitations(document, IndexFields.CITED_NUMBERS, IndexFields.IDENTIFIER, citations);
        addCitations(document, IndexFields.CITED_TITLES, IndexFields.NAME, citations);
        return citations;
    }

    /**
     * Adds the public records of each citation. Several may have a cited number or title. If the owner of the citing
     * record has some of them, only these count. They have ended only if none of them is in force.
     */
    private void addCitations(int document, String citations, String field, List<List<Integer>> found)
            throws IOException {
        LeafReaderContext leaf = snapshot.leaf(document);
        SortedSetDocValues cited = DocValues.getSortedSet(leaf.reader(), citations);
        if (cited.getValueCount() == 0 || !cited.advanceExact(document - leaf.docBase)) {
            return;
        }
        for (int i = cited.docValueCount(); i > 0; i--) {
            String text = cited.lookupOrd(cited.nextOrd()).utf8ToString();
            Query query = snapshot.term(field, text);
            if (query == Snapshot.NOTHING) {
                continue;
            }
            var named = new ArrayList<Integer>();
            ScoreDoc[] own = search(query, owners.sameAs(document));
            ScoreDoc[] candidates =
                    own.length > 0 ? own : snapshot.search(new ConstantScoreQuery(query), MAX_BASES).scoreDocs;
            for (ScoreDoc other : candidates) {
                if (visibility.reasonHidden(other.doc).isEmpty()) {
                    named.add(other.doc);
                }
            }
            found.add(named);
        }
    }

    private ScoreDoc[] search(Query query, Query among) throws IOException {
        var both = new BooleanQuery.Builder().add(query, Occur.FILTER).add(among, Occur.FILTER);
        return snapshot.search(new ConstantScoreQuery(both.build()), MAX_BASES).scoreDocs;
    }

    private List<Integer> bases(int document) throws IOException {
        var bases = new ArrayList<Integer>();
        LeafReaderContext leaf = snapshot.leaf(document);
        SortedSetDocValues named = DocValues.getSortedSet(leaf.reader(), IndexFields.BASED_ON);
        if (named.getValueCount() > 0 && named.advanceExact(document - leaf.docBase)) {
            for (int i = named.docValueCount(); i > 0; i--) {
                int basis = snapshot.find(named.lookupOrd(named.nextOrd()).utf8ToString());
                if (basis >= 0) {
                    bases.add(basis);
                }
            }
        }
        var basisOf = new Term(IndexFields.BASIS_OF, snapshot.documents().id(document));
        if (snapshot.getIndexReader().docFreq(basisOf) > 0) {
            for (ScoreDoc other : search(new TermQuery(basisOf), owners.writersOf(document))) {
                bases.add(other.doc);
            }
        }
        return bases;
    }
}
