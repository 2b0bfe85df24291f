package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ScoreDoc;
import org.sunwindow.index.lucene.write.IndexFields;

/** Orders the hits of a page so that replaced records follow their replacements. */
public final class Replacements {

    private final Snapshot snapshot;
    private final Instant now;

    public Replacements(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.now = now;
    }

    /** Moves each hit that is no longer in force behind its replacement, if that is a later hit of the page. */
    public ScoreDoc[] first(ScoreDoc[] page) throws IOException {
        var ordered = new ArrayList<>(List.of(page));
        for (ScoreDoc hit : page) {
            if (snapshot.documents().isInForce(hit.doc, now)) {
                continue;
            }
            List<Integer> replacements = replacements(hit.doc);
            for (int i = ordered.size() - 1; i > ordered.indexOf(hit); i--) {
                if (replacements.contains(ordered.get(i).doc)) {
                    ordered.remove(hit);
                    ordered.add(i, hit);
                    break;
                }
            }
        }
        return ordered.toArray(ScoreDoc[]::new);
    }

    private List<Integer> replacements(int document) throws IOException {
        LeafReaderContext leaf = snapshot.leaf(document);
        List<Integer> replacements = snapshot.lapses().referrers().to(leaf, document - leaf.docBase);
        var named = DocValues.getSortedSet(leaf.reader(), IndexFields.REPLACED_BY);
        if (named.advanceExact(document - leaf.docBase)) {
            for (int i = named.docValueCount(); i > 0; i--) {
                replacements.add(snapshot.find(named.lookupOrd(named.nextOrd()).utf8ToString()));
            }
        }
        return replacements;
    }
}
