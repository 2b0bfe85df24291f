package org.sunwindow.read.view;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult;
import org.sunwindow.json.StrictJson;
import org.sunwindow.read.cache.Lifetime;

/** Writes lists for electronic screens. Thread-safe. */
public final class BoardWriter {

    /** The text of an empty board. */
    private static final byte[] NOTHING = "暂无信息\n".getBytes(StandardCharsets.UTF_8);

    private final StrictJson json;
    private final ZoneId zone;

    /** Longest time between two requests of a screen. */
    private final Duration longest;

    /**
     * @param zone   of dates and times
     * @param maxAge of responses
     */
    public BoardWriter(StrictJson json, ZoneId zone, Duration maxAge) {
        this.json = json;
        this.zone = zone;
        this.longest = Duration.ofSeconds(Math.max(1, maxAge.toSeconds()));
    }

    /**
     * @param change when a record next becomes public, expires or lapses
     */
    public byte[] json(SearchRequest request, SearchResult result, Instant now, Instant change) {
        return json.writeBytes(Board.of(rows(request, result), request.paging(), result, refreshAfter(now, change)));
    }

    public byte[] text(SearchRequest request, SearchResult result, int width) {
        List<Board.Row> rows = rows(request, result);
        // a page after the last one does not mean that there is nothing
        return result.total() == 0 ? NOTHING : BoardText.write(rows, width);
    }

    private List<Board.Row> rows(SearchRequest request, SearchResult result) {
        return result.hits().stream()
                .map(hit -> Board.Row.of(hit, request.isOfAllKinds(), zone))
                .toList();
    }

    /** Returns the seconds until the next request of a screen: before the change, or less than a second after it. */
    long refreshAfter(Instant now, Instant change) {
        if (now.plus(longest).isBefore(change)) {
            return longest.toSeconds();
        }
        Duration left = Duration.between(now.truncatedTo(ChronoUnit.SECONDS), change);
        return Math.clamp(left.toSeconds(), 1, longest.toSeconds());
    }

    /**
     * Limits the lifetime of a response to that of the seconds it contains: the last seconds are counted one by one.
     */
    public Lifetime counting(Lifetime limit) {
        return (now, change) -> {
            Instant countdown = change.minus(longest);
            Instant end = now.isBefore(countdown)
                    ? countdown
                    : now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            Instant limited = limit.end(now, change);
            return end.isBefore(limited) ? end : limited;
        };
    }
}
