package org.sunwindow.index.lucene;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.Records;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult;
import org.sunwindow.index.Suggestion;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.rank.QueryBuilder;
import org.sunwindow.index.lucene.rank.WordQueries;
import org.sunwindow.index.lucene.suggest.Suggester;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kinds;
import org.sunwindow.language.Vocabulary;
import org.sunwindow.language.VocabularySource;

/** Answers requests from the current {@link Snapshots}. Thread-safe. */
final class IndexReads {

    private final Snapshots snapshots;
    private final ChineseAnalyzer analyzer;
    private final QueryBuilder queries;
    private final VocabularySource vocabulary;
    private final Kinds kinds;
    private final StrictJson json;
    private final CorrectorCache correctors = new CorrectorCache();
    private final Suggester suggester;
    private final SearchStages stages = new SearchStages();
    private volatile DataVersion dataVersion;

    IndexReads(
            Snapshots snapshots,
            ChineseAnalyzer analyzer,
            QueryBuilder queries,
            VocabularySource vocabulary,
            Kinds kinds,
            StrictJson json) {
        this.snapshots = snapshots;
        this.analyzer = analyzer;
        this.queries = queries;
        this.vocabulary = vocabulary;
        this.kinds = kinds;
        this.json = json;
        this.suggester = new Suggester(kinds);
    }

    SearchStages stages() {
        return stages;
    }

    DataVersion dataVersion(Instant now) {
        DataVersion known = dataVersion;
        if (known != null && isCurrent(known, now)) {
            return known;
        }
        String words = vocabulary.current().version();
        return snapshots.read(snapshot -> {
            if (known != null && known.isOf(snapshot.position, snapshot.retractions, words) && known.holdsAt(now)) {
                return known;
            }
            Instant until = queries.earlierOfNewYear(now, new RecordVisibility(snapshot, now).nextChange());
            dataVersion = new DataVersion(snapshot.position, snapshot.retractions, words, now, until);
            return dataVersion;
        });
    }

    boolean isCurrent(DataVersion version, Instant now) {
        return version.isOf(
                        snapshots.position(),
                        snapshots.retractions(),
                        vocabulary.current().version())
                && version.holdsAt(now);
    }

    SearchResult search(SearchRequest request, Instant now) {
        Instant then = request.asOf() == null ? now : request.asOf();
        return snapshots.read(snapshot -> {
            Snapshot asked = snapshot;
            if (request.asOf() != null) {
                snapshot.checkKnown(request.kinds(), then);
                asked = snapshot.asOf(then, now);
            }
            return new LuceneSearch(
                            asked, analyzer, queries, vocabulary.current(), correctors, kinds, json, stages, then)
                    .search(request);
        });
    }

    List<Suggestion> suggest(String typed, int size, Instant now) {
        return snapshots.read(snapshot -> {
            Vocabulary current = vocabulary.current();
            WordQueries words = queries.words(snapshot, current);
            return suggester.suggest(snapshot, words, current, typed, size, now);
        });
    }

    <T> T log(Instant now, Function<PublicLog, T> reading) {
        return snapshots.use(snapshot -> reading.apply(new LuceneLog(snapshot, now, snapshots, kinds)));
    }

    <T> T records(Instant now, Instant asOf, Function<Records, T> reading) {
        return snapshots.use(snapshot -> {
            var present = new LuceneRecords(snapshot, now, snapshots, kinds, json, null);
            return reading.apply(
                    asOf == null
                            ? present
                            : new LuceneRecords(
                                    snapshots.guarded(() -> snapshot.asOf(asOf, now)),
                                    asOf,
                                    snapshots,
                                    kinds,
                                    json,
                                    present));
        });
    }
}
