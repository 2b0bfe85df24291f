package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.ScoreDoc;
import org.sunwindow.index.Records.Stored;
import org.sunwindow.index.Records.Summary;
import org.sunwindow.index.lucene.query.DocumentValues;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** Reads what documents hold of their records. */
final class RecordContents {

    private final DocumentValues documents;
    private final Instant now;
    private final Kinds kinds;

    /**
     * @param now the instant for which is told whether records are in force
     */
    RecordContents(Snapshot snapshot, Instant now, Kinds kinds) {
        this.documents = snapshot.documents();
        this.now = now;
        this.kinds = kinds;
    }

    List<Stored> stored(ScoreDoc[] hits) throws IOException {
        var stored = new ArrayList<Stored>();
        for (ScoreDoc hit : hits) {
            stored.add(stored(hit.doc));
        }
        return stored;
    }

    Stored stored(int document) throws IOException {
        String id = documents.id(document);
        int slash = id.indexOf('/');
        Kind<?> kind = kinds.get(id.substring(0, slash));
        Instant takesEffect = documents.time(document, IndexFields.IN_EFFECT_FROM);
        if (takesEffect == null && !kind.fields().times().isEmpty()) {
            takesEffect = documents.time(
                    document,
                    IndexFields.sorted(kind.fields().times().getFirst().name()));
        }
        return new Stored(
                kind.name(),
                id.substring(slash + 1),
                summary(document, id, null),
                documents.record(document, id, kind),
                takesEffect);
    }

    Summary summary(int document, String id, Filter shown) throws IOException {
        return summary(document, id, shown, false);
    }

    Summary summary(int document, String id, Filter shown, boolean byOther) throws IOException {
        List<String> values = shown == null ? List.of() : documents.values(document, shown.name());
        return new Summary(
                documents.key(document, id),
                documents.title(document, id),
                documents.isInForce(document, now),
                values.isEmpty() ? null : values.getFirst(),
                byOther);
    }
}
