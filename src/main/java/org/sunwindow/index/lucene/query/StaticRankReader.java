package org.sunwindow.index.lucene.query;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;

/** What the standing of the records of one part of the index is worth in one question. For one thread. */
final class StaticRankReader {

    private final NumericDocValues standings;

    /** Where stretches that are looked at begin: iterators go forward only, each at its own pace. */
    private final NumericDocValues beginnings;

    private final SortedNumericDocValues lapsedFrom;
    private final StaticRankBlocks stretches;
    private final StaticRank.Worth worth;
    private final float boost;
    private final long now;

    /** The most that anything is worth from the beginning of each stretch to the end of all. */
    private final float[] mostFrom;

    StaticRankReader(LeafReader reader, StaticRankBlocks stretches, StaticRank.Worth worth, float boost, long now)
            throws IOException {
        this.standings = DocValues.getNumeric(reader, IndexFields.STANDING);
        this.beginnings = DocValues.getNumeric(reader, IndexFields.STANDING);
        this.lapsedFrom = DocValues.getSortedNumeric(reader, IndexFields.LAPSED_FROM);
        this.stretches = stretches;
        this.worth = worth;
        this.boost = boost;
        this.now = now;
        this.mostFrom = new float[stretches.count() + 1];
        for (int i = stretches.count() - 1; i >= 0; i--) {
            mostFrom[i] = Math.max(mostFrom[i + 1], boost * worth.most(stretches.first()[i]));
        }
    }

    /** Of a record; asked for ascending ones only. */
    float of(int document) throws IOException {
        if (!standings.advanceExact(document)) {
            return 0;
        }
        long standing = standings.longValue();
        float lost = worth.lapsed(standing);
        boolean lapsed = lost > 0 && lapsedFrom.advanceExact(document) && lapsedFrom.nextValue() <= now;
        return boost * (worth.of(standing) - (lapsed ? lost : 0));
    }

    /** The most that any record can have from one to another, both included. */
    float most(int from, int to) throws IOException {
        int stretch = stretches.of(from);
        float most = mostAt(from, stretch);
        for (int next = stretch + 1; next < stretches.count() && stretches.starts()[next] <= to; next++) {
            most = Math.max(most, boost * worth.most(stretches.first()[next]));
        }
        return most;
    }

    /** The most that any record can have from one on. */
    float mostFrom(int from) throws IOException {
        int stretch = stretches.of(from);
        return Math.max(mostAt(from, stretch), mostFrom[stretch + 1]);
    }

    private float mostAt(int from, int stretch) throws IOException {
        // who asks for one further back is told what holds from the beginning of its stretch
        boolean ahead = from >= beginnings.docID() && beginnings.advanceExact(from);
        return boost * worth.most(ahead ? beginnings.longValue() : stretches.first()[stretch]);
    }
}
