package org.sunwindow.read;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.sunwindow.Settings;
import org.sunwindow.http.HttpEdges;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.SearchIndex;

/**
 * Gives answers again that still hold, to requests that are letter for letter the same: at once, on the thread of the
 * connection, without a look at what is asked. All others go on to their resource.
 */
@ApplicationScoped
class ResponseReplay {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json;charset=UTF-8");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

    private static final Pattern GZIP_ALONE = Pattern.compile("(?:^|[, ])gzip(?:[, ]|$)");

    /** A weight of nothing means: not this one. */
    private static final Pattern WEIGHED_NOTHING =
            Pattern.compile("q\\s*=\\s*0(?:\\.0*)?\\s*$", Pattern.CASE_INSENSITIVE);

    private static final Pattern JSON_FIRST =
            Pattern.compile("^(?:\\*/\\*|application/json)\\s*(?:,|$)", Pattern.CASE_INSENSITIVE);

    private final SearchIndex index;
    private final ResponseCache responses;
    private final Clock clock;
    private final Cache<Asked, Answer> answers;

    private record Asked(String uri, boolean gzip) {}

    private record Answer(ReadyResponse response, DataVersion edition) {}

    ResponseReplay(SearchIndex index, ResponseCache responses, Clock clock, Settings settings) {
        this.index = index;
        this.responses = responses;
        this.clock = clock;
        this.answers = Caffeine.newBuilder()
                // see ResponseCache
                .executor(Runnable::run)
                .maximumWeight(settings.reads().cacheBytes() / 2)
                .weigher((Asked asked, Answer answer) ->
                        answer.response().bytes().length + 2 * asked.uri().length() + ResponseCache.ENTRY_OVERHEAD)
                .build();
    }

    void register(@Observes Router router) {
        router.get().order(HttpEdges.FIRST).handler(this::answer);
    }

    /** Whether a request can take compressed answers. */
    static boolean takesGzip(HttpServerRequest request) {
        String encodings = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return encodings != null && takesGzip(encodings);
    }

    /** What is said of gzip counts, or else what is said of all that is not named. */
    static boolean takesGzip(String encodings) {
        if (encodings.indexOf(';') < 0 && GZIP_ALONE.matcher(encodings).find()) {
            return true;
        }
        boolean others = false;
        for (String weighed : encodings.split(",")) {
            int weight = weighed.indexOf(';');
            String encoding = (weight < 0 ? weighed : weighed.substring(0, weight)).strip();
            boolean taken = weight < 0 || !WEIGHED_NOTHING.matcher(weighed).find();
            if (encoding.equalsIgnoreCase("gzip")) {
                return taken;
            }
            others |= encoding.equals("*") && taken;
        }
        return others;
    }

    /** Keeps an answer in JSON that is of an edition without doubt. */
    void keep(HttpServerRequest request, ReadyResponse response, DataVersion edition) {
        if (index.isCurrent(edition, clock.instant())) {
            answers.put(new Asked(request.uri(), takesGzip(request)), new Answer(response, edition));
        }
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        Answer answer = answers.getIfPresent(new Asked(request.uri(), takesGzip(request)));
        Instant now = clock.instant();
        if (answer == null || !index.isCurrent(answer.edition(), now) || !takesJson(request)) {
            context.next();
            return;
        }
        ReadyResponse ready = answer.response();
        var response = context.response();
        response.headers()
                .set(HttpHeaders.ETAG, ready.etag())
                .set(HttpHeaders.VARY, ready.form().vary())
                .set(
                        HttpHeaders.CACHE_CONTROL,
                        responses.cacheControl(now, answer.edition().until()))
                .set(HttpEdges.CONTENT_TYPE_OPTIONS, HttpEdges.NO_SNIFF);
        if (ready.isHeld(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        response.headers().set(HttpHeaders.CONTENT_TYPE, JSON);
        if (ready.gzipped()) {
            response.headers().set(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        response.end(Buffer.buffer(Unpooled.wrappedBuffer(ready.bytes())));
    }

    /** Whoever asks for something else without doubt is told by the resource what there is. */
    private static boolean takesJson(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept == null || JSON_FIRST.matcher(accept).find();
    }
}
