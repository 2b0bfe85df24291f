package org.sunwindow.read;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.MIMEHeader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.sunwindow.Settings;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.Freshness;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchIndex.Found;
import org.sunwindow.index.SearchIndex.Records;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Moment;
import org.sunwindow.index.SearchResult;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.kind.Representation;
import org.sunwindow.kind.Representation.Shown;
import org.sunwindow.place.Coordinates;
import org.sunwindow.read.ListParameters.RecordRequest;
import org.sunwindow.read.ReadyResponse.Form;

/**
 * Serves the public reads of all kinds. Checks the parameters, then returns the cached response or computes it from the
 * index. The database is not involved.
 */
@ApplicationScoped
public class PublicReads {

    private static final String UTF_8 = ";charset=UTF-8";
    private static final String JSON_TYPE = MediaType.APPLICATION_JSON + UTF_8;

    /** JSON where there is no other format. */
    private static final Form JSON_ONLY = new Form(JSON_TYPE, HttpHeaders.ACCEPT_ENCODING);

    private static final String VARY = HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_ENCODING;
    private static final Form JSON = new Form(JSON_TYPE, VARY);

    /** Usual time until a correction is indexed. */
    private static final Duration REPLACED_RETRY = Duration.ofSeconds(1);

    private final SearchIndex index;
    private final Freshness freshness;
    private final Kinds kinds;
    private final StrictJson json;
    private final RecordReader reader;
    private final AnswerWriter writer;
    private final ResponseCache cache;
    private final ResponseReplay replay;
    private final CurrentVertxRequest current;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final ZoneId zone;

    PublicReads(
            SearchIndex index,
            Freshness freshness,
            Kinds kinds,
            StrictJson json,
            ResponseCache cache,
            ResponseReplay replay,
            CurrentVertxRequest current,
            Clock clock,
            WorkingCalendar calendar,
            Settings settings) {
        this.index = index;
        this.freshness = freshness;
        this.kinds = kinds;
        this.json = json;
        this.zone = settings.zone();
        this.reader = new RecordReader(json);
        this.writer = new AnswerWriter(kinds, json, reader, zone);
        this.cache = cache;
        this.replay = replay;
        this.current = current;
        this.clock = clock;
        this.calendar = calendar;
    }

    /** Identity of a response: the request, the form, and the version of the data. */
    private record Key(Object request, Form form, DataVersion version) {}

    private ListParameters parameters(UriInfo uri) {
        return new ListParameters(uri, zone, clock.instant(), calendar.days());
    }

    public <R> CompletionStage<Response> list(Kind<R> kind, UriInfo uri, String ifNoneMatch) {
        SearchRequest request = parameters(uri).list(kind);
        List<Representation<R>> offered =
                kind.representations().stream().filter(Representation::ofLists).toList();
        Optional<Representation<R>> accepted = accepted(offered);
        return send(request, request.moment(), form(accepted, offered), ifNoneMatch, now -> {
            SearchResult result = index.search(request, now);
            if (accepted.isEmpty()) {
                return writer.list(result, request);
            }
            var records = result.hits().stream()
                    .map(hit -> shown(kind, hit.json(), hit.distance(), hit.state()))
                    .toList();
            return accepted.get().writer().write(records, false);
        });
    }

    /** A list over all kinds. */
    CompletionStage<Response> search(UriInfo uri, String ifNoneMatch) {
        SearchRequest request = parameters(uri).search(kinds);
        accepted(List.of());
        return send(request, null, JSON_ONLY, ifNoneMatch, now -> writer.list(index.search(request, now), request));
    }

    /**
     * The format that {@code Accept} prefers, empty for JSON.
     *
     * @throws ProblemException if it accepts no format that is offered
     */
    private <R> Optional<Representation<R>> accepted(List<Representation<R>> offered) {
        // sorted by weight
        List<MIMEHeader> accept = current.getCurrent().parsedHeaders().accept();
        for (MIMEHeader range : accept) {
            if (range.weight() == 0) {
                continue;
            }
            if (matches(range, MediaType.APPLICATION_JSON) && !isExcluded(MediaType.APPLICATION_JSON, accept)) {
                return Optional.empty();
            }
            var found = offered.stream()
                    .filter(each -> matches(range, each.mediaType()) && !isExcluded(each.mediaType(), accept))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        if (!accept.isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_ACCEPTABLE, "Accept 所列的格式都不能提供，可用的格式见接口说明。");
        }
        return Optional.empty();
    }

    /** Whether the range that names the media type itself has no weight, whatever wider ranges have. */
    private static boolean isExcluded(String mediaType, List<MIMEHeader> accept) {
        return accept.stream()
                .anyMatch(range -> range.weight() == 0
                        && mediaType.equalsIgnoreCase(range.component() + "/" + range.subComponent()));
    }

    private static boolean matches(MIMEHeader range, String mediaType) {
        return MediaType.valueOf(mediaType).isCompatible(new MediaType(range.component(), range.subComponent()));
    }

    private static <R> Form form(Optional<Representation<R>> accepted, List<Representation<R>> offered) {
        return accepted.map(format -> new Form(format.mediaType() + UTF_8, VARY))
                .orElse(offered.isEmpty() ? JSON_ONLY : JSON);
    }

    CompletionStage<Response> suggest(UriInfo uri, String ifNoneMatch) {
        var prefix = parameters(uri).prefix();
        accepted(List.of());
        return send(prefix, null, JSON_ONLY, ifNoneMatch, now -> {
            var items = index.suggest(prefix.text(), prefix.size(), now);
            return json.writeBytes(new SuggestionResource.Suggestions(items));
        });
    }

    public <R> CompletionStage<Response> get(Kind<R> kind, String written, UriInfo uri, String ifNoneMatch) {
        RecordRequest request = parameters(uri).record(kind, kind.key(written));
        List<Representation<R>> offered = kind.representations();
        Optional<Representation<R>> accepted = accepted(offered);
        Form form = form(accepted, offered);
        return send(
                request,
                request.moment(),
                form,
                ifNoneMatch,
                now -> index.records(now, records -> {
                    Found.Present record = record(kind, request.key(), records);
                    var state =
                            records.state(kind, request.key(), request.moment()).orElse(null);
                    return accepted.isPresent()
                            ? accepted.get().writer().write(List.of(shown(kind, record.json(), null, state)), true)
                            : writer.record(
                                    kind, record, request.system(), state, new IndexedRelations(records, kinds));
                }));
    }

    /** A view of a record and its request. */
    private record ViewRequest(String kind, String key, Object asked) {}

    /**
     * Answers with a view of a single record, such as a part of it. It is public as long as the record is.
     *
     * @param asked identifies the view among those of the record, by its {@code equals}
     * @param view  returns what is written as JSON
     * @param other formats beside JSON
     */
    public <R> CompletionStage<Response> view(
            Kind<R> kind,
            String written,
            Object asked,
            Function<R, Object> view,
            List<Representation<R>> other,
            String ifNoneMatch) {
        var request = new ViewRequest(kind.name(), kind.key(written), asked);
        Optional<Representation<R>> accepted = accepted(other);
        return send(
                request,
                null,
                form(accepted, other),
                ifNoneMatch,
                now -> index.records(now, records -> {
                    byte[] record = record(kind, request.key(), records).json();
                    return accepted.isPresent()
                            ? accepted.get().writer().write(List.of(shown(kind, record, null, null)), true)
                            : json.writeBytes(view.apply(reader.read(kind, record, RecordReader.STANDARD)));
                }));
    }

    private <R> Shown<R> shown(Kind<R> kind, byte[] record, Double distance, OpeningHours.State state) {
        return new Shown<>(reader.read(kind, record, Coordinates.System.WGS84), distance, state);
    }

    /**
     * Runs on the thread of the connection; only the computation does not.
     *
     * @param moment of the opening states in the response, which then holds for this minute only; may be {@code null}
     */
    private CompletionStage<Response> send(
            Object asked, Moment moment, Form form, String ifNoneMatch, Function<Instant, byte[]> compute) {
        HttpServerRequest request = current.getCurrent().request();
        return freshness.holds(clock.instant())
                ? send(request, asked, moment, form, ifNoneMatch, compute)
                : freshness.awaitPoll().thenCompose(polled -> send(request, asked, moment, form, ifNoneMatch, compute));
    }

    private CompletionStage<Response> send(
            HttpServerRequest request,
            Object asked,
            Moment moment,
            Form form,
            String ifNoneMatch,
            Function<Instant, byte[]> compute) {
        Instant now = clock.instant();
        DataVersion version =
                moment == null ? index.dataVersion(now) : index.dataVersion(now).until(nextMinute(now));
        boolean gzip = ResponseReplay.acceptsGzip(request);
        return cache.get(new Key(asked, form, version), request.uri().length(), gzip, form, () -> compute.apply(now))
                .thenApply(response -> {
                    if (form == JSON || form == JSON_ONLY) {
                        replay.keep(request, response, version);
                    }
                    // the bytes may be of a later version than the key, and time has passed
                    Instant then = clock.instant();
                    Instant changesBy = index.dataVersion(then).until();
                    Instant earlier = changesBy.isBefore(version.until()) ? changesBy : version.until();
                    return response(response, ifNoneMatch, cache.cacheControl(then, earlier));
                });
    }

    private static Instant nextMinute(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }

    private static Response response(ReadyResponse ready, String ifNoneMatch, String cacheControl) {
        boolean unchanged = ready.matches(ifNoneMatch);
        var response = unchanged
                ? Response.notModified()
                : Response.ok(ready.bytes(), ready.form().contentType());
        return response.header(HttpHeaders.ETAG, ready.etag())
                .header(HttpHeaders.VARY, ready.form().vary())
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.CONTENT_ENCODING, ready.gzipped() && !unchanged ? "gzip" : null)
                .build();
    }

    /**
     * @throws ProblemException unless the record is public now
     */
    private Found.Present record(Kind<?> kind, String key, Records records) {
        return switch (records.get(kind, key)) {
            case Found.Present present -> present;
            case Found.Withdrawn withdrawn ->
                throw new ProblemException(
                        ProblemCode.RECORD_WITHDRAWN,
                        "该%s已于 %s 撤下。"
                                .formatted(
                                        kind.label(),
                                        withdrawn.at().atZone(zone).toLocalDate()));
            case Found.Replaced replaced -> throw IndexExceptionMappers.behind(REPLACED_RETRY);
            case Found.Expired expired ->
                throw new ProblemException(ProblemCode.RECORD_EXPIRED, "该%s已过公开期限。".formatted(kind.label()));
            case Found.Absent absent ->
                throw new ProblemException(ProblemCode.RECORD_NOT_FOUND, "没有找到该%s，请核对编号。".formatted(kind.label()));
        };
    }
}
