package org.sunwindow.search;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedNumericDocValues;

/** What the standing of the records of one part of the index is worth in one question. For one thread. */
final class StandingReader {

    private final NumericDocValues standings;

    /** At the ends of a stretch: these iterators go forward only, each at its own pace. */
    private final NumericDocValues first;

    private final NumericDocValues last;
    private final SortedNumericDocValues lapsedFrom;
    private final int documents;
    private final Standing.Worth worth;
    private final float boost;
    private final long now;
    private int lastAt = -1;
    private long lowest;

    StandingReader(LeafReader reader, Standing.Worth worth, float boost, long now) throws IOException {
        this.standings = DocValues.getNumeric(reader, Fields.STANDING);
        this.first = DocValues.getNumeric(reader, Fields.STANDING);
        this.last = DocValues.getNumeric(reader, Fields.STANDING);
        this.lapsedFrom = DocValues.getSortedNumeric(reader, Fields.LAPSED_FROM);
        this.documents = reader.maxDoc();
        this.worth = worth;
        this.boost = boost;
        this.now = now;
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

    /** The most that any of a stretch can have, both ends included; asked for ascending stretches only. */
    float most(int from, int to) throws IOException {
        if (!first.advanceExact(from)) {
            return 0;
        }
        int end = Math.min(to, documents - 1);
        if (end > lastAt) {
            lastAt = end;
            lowest = last.advanceExact(end) ? last.longValue() : 0;
        }
        // of a stretch that was longer it holds all the more
        return boost * worth.most(first.longValue(), lowest);
    }
}
