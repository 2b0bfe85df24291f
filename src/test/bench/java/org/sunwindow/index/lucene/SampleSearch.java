package org.sunwindow.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.search.Query;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Criteria;
import org.sunwindow.index.SearchRequest.Groups;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchRequest.Output;
import org.sunwindow.index.SearchRequest.Paging;
import org.sunwindow.index.SearchResult.Match;
import org.sunwindow.index.lucene.query.FilterBuilder;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.rank.QueryBuilder;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kinds;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.QueryParser;
import org.sunwindow.language.Vocabulary;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.place.Coordinates;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.relevance.RatedQueries;

/** The queries for the rated texts, as a search builds them, and a snapshot of the {@link SampleIndex}. */
public final class SampleSearch implements AutoCloseable {

    /** Hits of a page. */
    public static final int HITS = 20;

    /** Number up to which hits are counted exactly. */
    public static final int EXACT_TOTAL = LuceneSearch.EXACT_TOTAL;

    /** The time of all searches. */
    public static final Instant NOW = SampleIndex.NOW;

    private static final int FEW_HITS = 10;

    public final Kinds kinds;
    public final Snapshot snapshot;
    private final QueryBuilder queries;
    private final Vocabulary vocabulary;

    public SampleSearch() throws IOException {
        var settings = IndexFixture.settings(Path.of("unused"));
        var analyzer = new ChineseAnalyzer();
        kinds = InstalledKinds.of(settings);
        vocabulary = new VocabularySource(settings).builtIn();
        var weights = new TermWeights(vocabulary, analyzer);
        queries = new QueryBuilder(analyzer, weights, kinds, settings.zone());
        snapshot = new Snapshot(SampleIndex.open(kinds, weights, analyzer), new LogPosition(new UUID(0, 0), 0, NOW));
    }

    /** Returns the query for all clauses of each rated text and, where it has few hits, also the one for most clauses. */
    public List<Query> texts(boolean allKinds) throws IOException {
        var words = queries.words(snapshot, vocabulary);
        var parser = new QueryParser(vocabulary, queries.year(NOW));
        var texts = new ArrayList<Query>();
        for (var rated : RatedQueries.all()) {
            ParsedQuery question = parser.parse(rated.text());
            Query all = queries.text(question, Match.ALL, allKinds, words, NOW);
            texts.add(all);
            if (question.mayRelax() && snapshot.count(all) < FEW_HITS) {
                texts.add(queries.text(question, Match.MOST, allKinds, words, NOW));
            }
        }
        return texts;
    }

    /** Returns the query for the public records of all kinds, or for the public disclosures, that match a text. */
    public Query hits(Query text, boolean allKinds) throws IOException {
        Groups groups = allKinds ? new Groups(kinds.filter(), 0) : null;
        var request = new SearchRequest(
                allKinds ? kinds.names() : List.of("disclosure"),
                "",
                new Criteria(List.of(), List.of(), null, false),
                null,
                Order.RELEVANCE,
                new Paging(1, HITS, null),
                new Output(Set.of(), groups, false, Coordinates.System.GCJ02));
        return new FilterBuilder(snapshot, NOW).build(request, text, null);
    }

    @Override
    public void close() throws IOException {
        snapshot.getIndexReader().close();
    }
}
