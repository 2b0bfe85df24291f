package org.sunwindow.read;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sunwindow.Settings;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.cache.CachedResponses;
import org.sunwindow.read.cache.Lifetime;
import org.sunwindow.read.cache.ReadyResponse.Form;
import org.sunwindow.read.request.ListParameters;
import org.sunwindow.read.request.Negotiation;
import org.sunwindow.read.request.Shape;

/**
 * Serves public answers that are computed from counts and records of any kinds. Each is computed from one state of the
 * index, so what it contains adds up. The database is not involved.
 */
@ApplicationScoped
public class ComputedReads {

    private static final List<String> JSON_ALONE = List.of(MediaType.APPLICATION_JSON);

    private static final String VARY = HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_ENCODING + ", Prefer";

    /** JSON where there is no other format. */
    private static final Form JSON_ONLY = new Form(Form.JSON_TYPE, HttpHeaders.ACCEPT_ENCODING + ", Prefer");

    /** Until when an answer holds. */
    public enum Holds {
        /** Until a record changes, appears, expires or lapses. */
        WHILE_RECORDS_DO(Lifetime.of(null)),
        /** No longer than this minute, because it also depends on the calendar or the time. */
        THIS_MINUTE(Lifetime.ofMinute());

        private final Lifetime lifetime;

        Holds(Lifetime lifetime) {
            this.lifetime = lifetime;
        }
    }

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
     * Returns the media type that {@code Accept} prefers.
     *
     * @param offered the first is taken where the header does not decide
     * @throws ProblemException if it accepts none that is offered
     */
    public String accepted(List<String> offered) {
        return Negotiation.choose(current.getCurrent().parsedHeaders().accept(), offered);
    }

    /**
     * Answers in JSON. The parameters of the request must have been checked.
     *
     * @param asked  what the answer depends on besides the records; compared by {@code equals}, so its class identifies
     *     the report
     * @param answer returns what is written as JSON
     */
    public CompletionStage<Response> json(
            Object asked, Holds holds, String ifNoneMatch, Function<PublicData, ?> answer) {
        accepted(JSON_ALONE);
        return send(asked, holds, JSON_ONLY, ifNoneMatch, data -> json.writeBytes(answer.apply(data)));
    }

    /**
     * Answers in one of several formats. The parameters of the request must have been checked.
     *
     * @param asked     as in {@link #json}
     * @param mediaType of the answer, chosen by {@link #accepted}
     * @param answer    returns UTF-8
     */
    public CompletionStage<Response> formatted(
            Object asked, Holds holds, String mediaType, String ifNoneMatch, Function<PublicData, byte[]> answer) {
        String type = mediaType.equals(MediaType.APPLICATION_JSON) ? Form.JSON_TYPE : mediaType + ";charset=UTF-8";
        return send(asked, holds, new Form(type, VARY), ifNoneMatch, answer);
    }

    private CompletionStage<Response> send(
            Object asked, Holds holds, Form form, String ifNoneMatch, Function<PublicData, byte[]> answer) {
        return responses.send(asked, holds.lifetime, form, ifNoneMatch, now -> computed(now, answer));
    }

    private byte[] computed(Instant now, Function<PublicData, byte[]> answer) {
        return index.records(
                now, records -> answer.apply(new PublicData(index, records, kinds, json, now, zone, calendar.days())));
    }

    /**
     * Returns bytes that become part of a response.
     *
     * @param asked as in {@link #json}
     */
    public CompletionStage<byte[]> part(Object asked, Holds holds, Function<PublicData, byte[]> answer) {
        return responses.part(asked, holds.lifetime, now -> computed(now, answer));
    }

    /**
     * Reads arguments, which are those of the list of a kind, into a request.
     *
     * @throws ProblemException if any of them is wrong
     */
    public SearchRequest request(Kind<?> kind, Map<String, List<String>> arguments) {
        return parameters(arguments).list(kind, Shape.RECORDS).search();
    }

    /** Like {@link #request}, of site search. */
    public SearchRequest siteRequest(Map<String, List<String>> arguments) {
        return parameters(arguments).search(kinds, Shape.RECORDS).search();
    }

    private ListParameters parameters(Map<String, List<String>> arguments) {
        return new ListParameters(StrictParameters.of(arguments), zone, clock.instant(), calendar.days());
    }

    /**
     * Answers in JSON from the public log. The parameters of the request must have been checked.
     *
     * @param ready  what to wait for first; whether the answer is also that of the next request, see
     *     {@link CachedResponses#sendAfter}
     * @param asked  as in {@link #json}
     * @param answer returns what is written as JSON
     */
    public CompletionStage<Response> log(
            CompletionStage<Boolean> ready, Object asked, String ifNoneMatch, Function<PublicLog, ?> answer) {
        accepted(JSON_ALONE);
        return responses.sendAfter(
                ready,
                asked,
                Holds.WHILE_RECORDS_DO.lifetime,
                JSON_ONLY,
                ifNoneMatch,
                now -> json.writeBytes(index.log(now, answer::apply)));
    }

    /** A selection and what is computed from it. */
    private record Selected(String asked, SearchRequest request) {}

    /**
     * Answers in JSON about those records of a kind that the parameters select.
     *
     * @param asked     identifies the answer among those about such records
     * @param narrowing names of the filters, and prefixes of the ranges, that are parameters
     * @param answer    returns what is written as JSON
     */
    public CompletionStage<Response> selected(
            String asked,
            Kind<?> kind,
            Set<String> narrowing,
            UriInfo uri,
            String ifNoneMatch,
            BiFunction<PublicData, Selection, ?> answer) {
        SearchRequest request = selection(kind, narrowing, uri);
        return json(
                new Selected(asked, request),
                Holds.WHILE_RECORDS_DO,
                ifNoneMatch,
                data -> answer.apply(data, data.selection(kind, request)));
    }

    private SearchRequest selection(Kind<?> kind, Set<String> narrowing, UriInfo uri) {
        return new ListParameters(StrictParameters.of(uri), zone, clock.instant(), calendar.days())
                .counted(kind, narrowing);
    }

    /** A request for something that is counted, which is cached as such. */
    private record Counted(SearchRequest request) {}

    /**
     * Answers in JSON with something that is computed from counts of the records of a kind.
     *
     * @param narrowing names of the filters that may narrow what is counted
     * @param answer    returns what is written as JSON
     */
    public CompletionStage<Response> counted(
            Kind<?> kind, Set<String> narrowing, UriInfo uri, String ifNoneMatch, Function<Counts, ?> answer) {
        SearchRequest request = selection(kind, narrowing, uri);
        accepted(JSON_ALONE);
        return responses.send(
                new Counted(request),
                Holds.WHILE_RECORDS_DO.lifetime,
                JSON_ONLY,
                ifNoneMatch,
                now -> json.writeBytes(Counts.inOneState(index, kind, request, now, zone, answer)));
    }

    /**
     * Answers in JSON with something that does not depend on records, such as the calendar. It needs no index.
     *
     * @param asked  what the answer depends on, by its {@code equals}
     * @param until  when it next changes by itself
     * @param answer returns what is written as JSON
     */
    public CompletionStage<Response> withoutRecords(
            Object asked, Instant until, String ifNoneMatch, Supplier<?> answer) {
        accepted(JSON_ALONE);
        return responses.sendWithoutRecords(asked, until, JSON_ONLY, ifNoneMatch, () -> json.writeBytes(answer.get()));
    }

    /**
     * Answers with a text that depends on nothing but the settings. It needs no index.
     *
     * @param asked     identifies the text, by its {@code equals}
     * @param mediaType of the answer, chosen by {@link #accepted}
     */
    public CompletionStage<Response> text(Object asked, String mediaType, String ifNoneMatch, Supplier<String> answer) {
        Form form = new Form(mediaType + ";charset=UTF-8", VARY);
        return responses.sendWithoutRecords(
                asked, Instant.MAX, form, ifNoneMatch, () -> answer.get().getBytes(StandardCharsets.UTF_8));
    }
}
