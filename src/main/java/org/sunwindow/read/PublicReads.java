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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sunwindow.Settings;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.index.Entry;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Moment;
import org.sunwindow.index.SearchResult;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.kind.Representation;
import org.sunwindow.read.cache.CachedResponses;
import org.sunwindow.read.cache.Lifetime;
import org.sunwindow.read.cache.ReadyResponse.Form;
import org.sunwindow.read.request.FieldParameters;
import org.sunwindow.read.request.ListParameters;
import org.sunwindow.read.request.ListParameters.ListRequest;
import org.sunwindow.read.request.ListParameters.RecordRequest;
import org.sunwindow.read.request.Negotiation;
import org.sunwindow.read.request.Shape;
import org.sunwindow.read.view.AtomFeed;
import org.sunwindow.read.view.BoardWriter;
import org.sunwindow.read.view.FeedAddresses;

/**
 * Serves the public reads of all kinds. Checks the parameters, then returns the cached response or computes it from the
 * index. The database is not involved.
 */
@ApplicationScoped
public class PublicReads {

    private static final String UTF_8 = ";charset=UTF-8";

    /** JSON where there is no other format. */
    private static final Form JSON_ONLY = new Form(Form.JSON_TYPE, HttpHeaders.ACCEPT_ENCODING + ", Prefer");

    private static final String VARY = HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_ENCODING + ", Prefer";
    private static final Form JSON = new Form(Form.JSON_TYPE, VARY);

    private static final List<String> JSON_ALONE = List.of(MediaType.APPLICATION_JSON);

    /** Of every list, the standard first. */
    private static final List<String> LISTS = List.of(MediaType.APPLICATION_JSON, Shape.FEED.mediaType());

    /** A screen may accept JSON of any kind. */
    private static final List<String> BOARDS =
            List.of(MediaType.APPLICATION_JSON, Shape.BOARD.mediaType(), Shape.BOARD_TEXT.mediaType());

    private final SearchIndex index;
    private final Kinds kinds;
    private final StrictJson json;
    private final RecordReader reader;
    private final AnswerWriter writer;
    private final AtomFeed feeds;
    private final BoardWriter boards;
    private final CachedResponses responses;
    private final CurrentVertxRequest current;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final ZoneId zone;
    private final ShownRecords shown;

    PublicReads(
            SearchIndex index,
            Kinds kinds,
            StrictJson json,
            CachedResponses responses,
            CurrentVertxRequest current,
            Clock clock,
            WorkingCalendar calendar,
            PublicSite site,
            Settings settings) {
        this.index = index;
        this.kinds = kinds;
        this.json = json;
        this.zone = settings.zone();
        this.reader = new RecordReader(json);
        this.writer = new AnswerWriter(kinds, json, reader, zone, site);
        this.feeds = new AtomFeed(new FeedAddresses(settings), kinds);
        this.boards = new BoardWriter(json, zone, settings.reads().maxAge());
        this.shown = new ShownRecords(reader, site, zone);
        this.responses = responses;
        this.current = current;
        this.clock = clock;
        this.calendar = calendar;
    }

    private ListParameters parameters(UriInfo uri) {
        return new ListParameters(StrictParameters.of(uri), zone, clock.instant(), calendar.days());
    }

    public <R> CompletionStage<Response> list(Kind<R> kind, UriInfo uri, String ifNoneMatch) {
        ListParameters parameters = parameters(uri);
        List<Representation<R>> formats =
                kind.representations().stream().filter(Representation::ofLists).toList();
        boolean board = parameters.isBoard();
        String accepted = accepted(board ? BOARDS : mediaTypes(LISTS, formats));
        ListRequest request = parameters.list(kind, Shape.of(accepted, board));
        SearchRequest search = request.search();
        if (request.shape() != Shape.RECORDS) {
            return entries(
                    request,
                    FeedAddresses.Requested.of(uri, kind.contract().path()),
                    kind.contract().collection(),
                    ifNoneMatch);
        }
        Optional<Representation<R>> format = format(formats, accepted);
        if (format.isPresent() && !search.output().fields().isEmpty()) {
            throw FieldParameters.notOf(accepted);
        }
        return responses.send(search, Lifetime.of(search.moment()), form(accepted), ifNoneMatch, now -> {
            SearchResult result = index.search(search, now);
            if (format.isEmpty()) {
                return kind.listed() == null
                        ? writer.list(result, search, null)
                        : index.records(
                                now,
                                search.asOf(),
                                records -> writer.list(result, search, new IndexedRelations(records, kinds)));
            }
            var records =
                    result.hits().stream().map(hit -> shown.listed(kind, hit)).toList();
            return format.get().writer().write(records, false);
        });
    }

    /** A list over all kinds. */
    CompletionStage<Response> search(UriInfo uri, String ifNoneMatch) {
        ListParameters parameters = parameters(uri);
        boolean board = parameters.isBoard();
        String accepted = accepted(board ? BOARDS : LISTS);
        ListRequest request = parameters.search(kinds, Shape.of(accepted, board));
        SearchRequest search = request.search();
        return request.shape() == Shape.RECORDS
                ? responses.send(
                        search,
                        Lifetime.of(null),
                        JSON,
                        ifNoneMatch,
                        now -> writer.list(index.search(search, now), search, null))
                : entries(request, FeedAddresses.Requested.of(uri, "/search"), "全部公开内容", ifNoneMatch);
    }

    /** Identity of a feed, which contains the parameters of its request. */
    private record FeedRequest(SearchRequest search, FeedAddresses.Requested list) {}

    /**
     * A list as a feed or for a screen.
     *
     * @param title of the feed
     */
    private CompletionStage<Response> entries(
            ListRequest request, FeedAddresses.Requested list, String title, String ifNoneMatch) {
        SearchRequest search = request.search();
        Lifetime lifetime = Lifetime.of(search.moment());
        Function<Instant, byte[]> compute = now -> {
            SearchResult result = index.search(search, now);
            return switch (request.shape()) {
                case FEED -> feeds.write(search, result, list, title);
                case BOARD ->
                    boards.json(search, result, now, index.dataVersion(now).until());
                case BOARD_TEXT -> boards.text(search, result, request.width());
                case RECORDS -> throw new IllegalArgumentException();
            };
        };
        return responses.send(
                request.shape() == Shape.FEED ? new FeedRequest(search, list) : request,
                request.shape() == Shape.BOARD ? boards.counting(lifetime) : lifetime,
                form(request.shape().mediaType()),
                ifNoneMatch,
                compute);
    }

    /**
     * Returns the media type that {@code Accept} prefers.
     *
     * @throws ProblemException if it accepts none that is offered
     */
    private String accepted(List<String> offered) {
        return Negotiation.choose(current.getCurrent().parsedHeaders().accept(), offered);
    }

    private static <R> List<String> mediaTypes(List<String> common, List<Representation<R>> formats) {
        return Stream.concat(common.stream(), formats.stream().map(Representation::mediaType))
                .toList();
    }

    private static <R> Optional<Representation<R>> format(List<Representation<R>> formats, String mediaType) {
        return formats.stream()
                .filter(format -> format.mediaType().equals(mediaType))
                .findFirst();
    }

    /** The form of a response that {@code Accept} selects among several. */
    private static Form form(String mediaType) {
        boolean isText = !mediaType.equals(XlsxWriter.MEDIA_TYPE);
        return mediaType.equals(MediaType.APPLICATION_JSON) ? JSON : new Form(mediaType + (isText ? UTF_8 : ""), VARY);
    }

    CompletionStage<Response> suggest(UriInfo uri, String ifNoneMatch) {
        var prefix = parameters(uri).prefix();
        accepted(JSON_ALONE);
        return responses.send(prefix, Lifetime.of(null), JSON_ONLY, ifNoneMatch, now -> {
            var items = index.suggest(prefix.text(), prefix.size(), now);
            return json.writeBytes(new SuggestionResource.Suggestions(items));
        });
    }

    public <R> CompletionStage<Response> get(Kind<R> kind, String written, UriInfo uri, String ifNoneMatch) {
        RecordRequest request = parameters(uri).record(kind, kind.key(written));
        String accepted = accepted(mediaTypes(JSON_ALONE, kind.representations()));
        return record(kind, request, format(kind.representations(), accepted), form(accepted), ifNoneMatch);
    }

    /**
     * A single record in one of its formats, which has an address of its own.
     *
     * @param mediaType of one of the {@link Kind#representations}
     */
    public <R> CompletionStage<Response> get(
            Kind<R> kind, String written, String mediaType, UriInfo uri, String ifNoneMatch) {
        RecordRequest request = parameters(uri).record(kind, kind.key(written));
        Representation<R> format = kind.representations().stream()
                .filter(each -> each.mediaType().equals(mediaType))
                .findFirst()
                .orElseThrow();
        accepted(List.of(mediaType));
        return record(kind, request, Optional.of(format), form(mediaType), ifNoneMatch);
    }

    private <R> CompletionStage<Response> record(
            Kind<R> kind, RecordRequest request, Optional<Representation<R>> format, Form form, String ifNoneMatch) {
        return responses.send(
                request,
                Lifetime.of(request.moment()),
                form,
                ifNoneMatch,
                now -> index.records(now, request.asOf(), records -> {
                    Found.Present record =
                            Presence.require(kind, records.get(kind, request.key()), request.asOf(), zone);
                    Moment moment = request.moment();
                    OpeningHours hours = moment == null
                            ? null
                            : records.hours(kind, request.key()).orElse(null);
                    var state = hours == null ? null : moment.state(hours);
                    return format.isPresent()
                            ? format.get()
                                    .writer()
                                    .write(
                                            List.of(shown.single(
                                                    kind,
                                                    record,
                                                    state,
                                                    records.entry(kind, request.key())
                                                            .orElseThrow())),
                                            true)
                            : writer.record(
                                    kind,
                                    record,
                                    request.system(),
                                    Opening.of(state),
                                    hours,
                                    moment,
                                    new IndexedRelations(records, kinds));
                }));
    }

    /** A view of a record and its request. */
    private record ViewRequest(String kind, String key, Object asked) {}

    /**
     * Answers with a view of a single record, such as a part of it. It is public as long as the record is.
     *
     * @param asked identifies the view among those of the record, by its {@code equals}
     * @param view  returns the object to write as JSON, from the record and whether it is in force
     * @param other formats other than JSON
     */
    public <R> CompletionStage<Response> view(
            Kind<R> kind,
            String written,
            Object asked,
            BiFunction<R, Boolean, ?> view,
            List<Representation<R>> other,
            String ifNoneMatch) {
        var request = new ViewRequest(kind.name(), kind.key(written), asked);
        String accepted = accepted(mediaTypes(JSON_ALONE, other));
        Optional<Representation<R>> format = format(other, accepted);
        return responses.send(
                request,
                Lifetime.of(null),
                other.isEmpty() ? JSON_ONLY : form(accepted),
                ifNoneMatch,
                now -> index.records(now, records -> {
                    Found.Present found = Presence.require(kind, records.get(kind, request.key()), null, zone);
                    if (format.isPresent()) {
                        Entry entry = records.entry(kind, request.key()).orElseThrow();
                        return format.get().writer().write(List.of(shown.single(kind, found, null, entry)), true);
                    }
                    R record = reader.read(kind, found.json(), RecordReader.STANDARD);
                    return json.writeBytes(view.apply(record, found.standing().inForce()));
                }));
    }
}
