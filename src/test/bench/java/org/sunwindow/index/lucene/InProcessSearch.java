package org.sunwindow.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.sunwindow.Settings;
import org.sunwindow.index.RetractionsFixture;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Criteria;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchRequest.Output;
import org.sunwindow.index.SearchRequest.Paging;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.place.Coordinates;

/**
 * Searches the index of a stopped service, or a copy of it, in this process. Measures the cost of a search without HTTP
 * and without writing the response.
 */
public final class InProcessSearch implements AutoCloseable {

    private static final int HITS = 20;

    private final LuceneIndex index;
    private final Clock clock = Clock.systemUTC();

    public InProcessSearch(Path directory) throws IOException {
        Settings settings = IndexFixture.settings(directory);
        var json = IndexFixture.json();
        index = new LuceneIndex(settings, InstalledKinds.of(settings), json, new VocabularySource(settings));
        index.open();
        index.hide(RetractionsFixture.NONE);
        if (!index.status().readable()) {
            throw new IllegalStateException("no complete index in " + directory);
        }
    }

    /** Searches disclosures and returns the number of hits on the first page. */
    public int search(String text) {
        Instant now = clock.instant();
        var request = new SearchRequest(
                List.of("disclosure"),
                text,
                new Criteria(List.of(), List.of(), null, false),
                null,
                Order.RELEVANCE,
                new Paging(1, HITS, null),
                new Output(Set.of(), null, false, Coordinates.System.GCJ02));
        return index.search(request, now).hits().size();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
