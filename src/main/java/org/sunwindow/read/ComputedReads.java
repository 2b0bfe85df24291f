package org.sunwindow.read;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.sunwindow.Settings;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.cache.CachedResponses;
import org.sunwindow.read.cache.Lifetime;
import org.sunwindow.read.cache.ReadyResponse.Form;

/**
 * Serves public answers that are computed from counts and records of several kinds. Each is computed from one state of the
 * index, so what it contains adds up. The database is not involved.
 */
@ApplicationScoped
public class ComputedReads {

    private static final Form JSON = new Form(Form.JSON_TYPE, HttpHeaders.ACCEPT_ENCODING);

    private final SearchIndex index;
    private final Kinds kinds;
    private final StrictJson json;
    private final CachedResponses responses;
    private final CurrentVertxRequest current;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final ZoneId zone;

    ComputedReads(
            SearchIndex index,
            Kinds kinds,
            StrictJson json,
            CachedResponses responses,
            CurrentVertxRequest current,
            Clock clock,
            WorkingCalendar calendar,
            Settings settings) {
        this.index = index;
        this.kinds = kinds;
        this.json = json;
        this.responses = responses;
        this.current = current;
        this.clock = clock;
        this.calendar = calendar;
        this.zone = settings.zone();
    }

    /**
     * Sends an answer. The parameters of the request must have been checked.
     *
     * @param asked  identifies the answer among all, by its {@code equals}
     * @param answer returns what is written as JSON
     */
    public CompletionStage<Response> send(Object asked, String ifNoneMatch, Function<PublicData, ?> answer) {
        Negotiation.choose(current.getCurrent().parsedHeaders().accept(), List.of(MediaType.APPLICATION_JSON));
        return responses.send(
                asked, Lifetime.of(null), JSON, ifNoneMatch, now -> json.writeBytes(computed(now, answer)));
    }

    private Object computed(Instant now, Function<PublicData, ?> answer) {
        return index.records(
                now, records -> answer.apply(new PublicData(records, kinds, json, now, zone, calendar.days())));
    }

    /** A selection and what is asked of it. */
    private record Selected(String asked, SearchRequest request) {}

    /**
     * Sends an answer about the records of a kind that the parameters select.
     *
     * @param asked     identifies the answer among those about such records
     * @param narrowing names of the filters, and prefixes of the ranges, that are parameters
     * @param answer    returns what is written as JSON
     */
    public CompletionStage<Response> send(
            String asked,
            Kind<?> kind,
            Set<String> narrowing,
            UriInfo uri,
            String ifNoneMatch,
            BiFunction<PublicData, Selection, ?> answer) {
        SearchRequest request =
                new ListParameters(uri, zone, clock.instant(), calendar.days()).counted(kind, narrowing);
        return send(
                new Selected(asked, request), ifNoneMatch, data -> answer.apply(data, data.selection(kind, request)));
    }
}
