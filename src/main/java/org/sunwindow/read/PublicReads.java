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
import org.sunwindow.http.Parameters;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.index.SearchIndex.Found;
import org.sunwindow.index.SearchIndex.Records;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Moment;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.Representation;
import org.sunwindow.kind.Representation.Shown;
import org.sunwindow.place.Coordinates;
import org.sunwindow.read.ReadyResponse.Form;

/**
 * The public read path, the same for every kind: strict parameters, then ready bytes from the cache or, put together
 * from ready bytes, from the index. There is no database here.
 */
@ApplicationScoped
public class PublicReads {

    private static final String UTF_8 = ";charset=UTF-8";

    /** Where there is no other. */
    private static final Form JSON_ONLY = new Form(MediaType.APPLICATION_JSON + UTF_8, HttpHeaders.ACCEPT_ENCODING);

    private static final String VARY = HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_ENCODING;
    private static final Form JSON = new Form(JSON_ONLY.contentType(), VARY);

    private final SearchIndex index;
    private final Kinds kinds;
    private final StrictJson json;
    private final AnswerWriter writer;
    private final ResponseCache cache;
    private final ResponseReplay ready;
    private final CurrentVertxRequest current;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final ZoneId zone;

    PublicReads(
            SearchIndex index,
            Kinds kinds,
            StrictJson json,
            ResponseCache cache,
            ResponseReplay ready,
            CurrentVertxRequest current,
            Clock clock,
            WorkingCalendar calendar,
            Settings settings) {
        this.index = index;
        this.kinds = kinds;
        this.json = json;
        this.zone = settings.zone();
        this.writer = new AnswerWriter(kinds, json, zone);
        this.cache = cache;
        this.ready = ready;
        this.current = current;
        this.clock = clock;
        this.calendar = calendar;
    }

    /** Identity of a response: what was asked, in what form, and of which edition. */
    private record Key(Object asked, Form form, DataVersion edition) {}

    private record OfRecord(String kind, String key, Coordinates.System system, Moment moment) {}

    /** A list of one kind. */
    public <R> CompletionStage<Response> list(Kind<R> kind, UriInfo uri, String ifNoneMatch) {
        SearchRequest request = ListParameters.ofKind(uri, kind, zone, clock.instant(), calendar.days());
        List<Representation<R>> offered =
                kind.representations().stream().filter(Representation::ofLists).toList();
        return wanted(offered)
                .map(wanted -> send(request, request.moment() != null, form(wanted), ifNoneMatch, now -> {
                    var records = index.search(request, now).hits().stream()
                            .map(hit -> shown(kind, hit.json(), hit.distance(), hit.state()))
                            .toList();
                    return wanted.writer().write(records, false);
                }))
                .orElseGet(() -> list(request, offered.isEmpty() ? JSON_ONLY : JSON, ifNoneMatch));
    }

    /** A list over all kinds. */
    CompletionStage<Response> search(UriInfo uri, String ifNoneMatch) {
        return list(ListParameters.ofAll(uri, kinds, zone, clock.instant(), calendar.days()), JSON_ONLY, ifNoneMatch);
    }

    private CompletionStage<Response> list(SearchRequest request, Form form, String ifNoneMatch) {
        return send(
                request,
                request.moment() != null,
                form,
                ifNoneMatch,
                now -> writer.list(index.search(request, now), request));
    }

    /** What is asked for by {@code Accept}, empty for JSON; resources say what there is, and refuse everything else. */
    private <R> Optional<Representation<R>> wanted(List<Representation<R>> offered) {
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        // in the order of their weights
        List<MIMEHeader> accept = current.getCurrent().parsedHeaders().accept();
        for (MIMEHeader accepted : accept) {
            if (accepted.weight() == 0) {
                continue;
            }
            if (matches(accepted, MediaType.APPLICATION_JSON)) {
                return Optional.empty();
            }
            var found = offered.stream()
                    .filter(each -> matches(accepted, each.mediaType()))
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

    private static boolean matches(MIMEHeader accepted, String mediaType) {
        MediaType type = MediaType.valueOf(mediaType);
        return type.isCompatible(new MediaType(accepted.component(), accepted.subComponent()));
    }

    private static Form form(Representation<?> representation) {
        return new Form(representation.mediaType() + UTF_8, VARY);
    }

    /** What somebody may be about to type. */
    CompletionStage<Response> suggest(UriInfo uri, String ifNoneMatch) {
        var asked = ListParameters.ofTyped(uri);
        return send(asked, false, JSON_ONLY, ifNoneMatch, now -> {
            var items = index.suggest(asked.text(), asked.size(), now);
            return json.writeBytes(new SuggestionResource.Suggestions(items));
        });
    }

    /** One record by its key. */
    public <R> CompletionStage<Response> get(Kind<R> kind, String written, UriInfo uri, String ifNoneMatch) {
        Parameters parameters = Parameters.of(uri);
        var system = kind.hasPlaces() ? ListParameters.system(parameters) : Coordinates.System.GCJ02;
        Moment moment =
                kind.hasHours() ? ListParameters.told(parameters, zone, clock.instant(), calendar.days()) : null;
        parameters.end();
        String key = kind.key(written);
        var asked = new OfRecord(kind.name(), key, system, moment);
        List<Representation<R>> offered = kind.representations();
        return wanted(offered)
                .map(wanted -> send(
                        asked,
                        moment != null,
                        form(wanted),
                        ifNoneMatch,
                        now -> index.records(now, records -> {
                            byte[] record = json(kind, key, records);
                            var shown = shown(
                                    kind,
                                    record,
                                    null,
                                    records.state(kind, key, moment).orElse(null));
                            return wanted.writer().write(List.of(shown), true);
                        })))
                .orElseGet(() -> send(
                        asked,
                        moment != null,
                        offered.isEmpty() ? JSON_ONLY : JSON,
                        ifNoneMatch,
                        now -> index.records(
                                now,
                                records -> writer.record(
                                        kind,
                                        json(kind, key, records),
                                        system,
                                        records.state(kind, key, moment).orElse(null),
                                        new RelatedRecords(records, kinds)))));
    }

    private <R> Shown<R> shown(Kind<R> kind, byte[] json, Double distance, OpeningHours.State state) {
        return new Shown<>(kind.placed(writer.read(kind, json), Coordinates.System.WGS84), distance, state);
    }

    /**
     * On the thread of the connection, but for the computation.
     *
     * @param passing whether the answer is one of this minute: what is open now, by the calendar that is known now
     */
    private CompletionStage<Response> send(
            Object asked, boolean passing, Form form, String ifNoneMatch, Function<Instant, byte[]> compute) {
        HttpServerRequest request = current.getCurrent().request();
        Instant now = clock.instant();
        DataVersion edition = passing ? index.dataVersion(now).until(nextMinute(now)) : index.dataVersion(now);
        boolean gzip = ResponseReplay.takesGzip(request);
        return cache.get(new Key(asked, form, edition), request.uri().length(), gzip, form, () -> compute.apply(now))
                .thenApply(response -> {
                    if (form == JSON || form == JSON_ONLY) {
                        ready.keep(request, response, edition);
                    }
                    // looked at again, because the bytes may be of a later edition than the key, and some time has
                    // passed
                    Instant then = clock.instant();
                    Instant changesBy = index.dataVersion(then).until();
                    Instant earlier = changesBy.isBefore(edition.until()) ? changesBy : edition.until();
                    return response(response, ifNoneMatch, cache.cacheControl(then, earlier));
                });
    }

    private static Instant nextMinute(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }

    private static Response response(ReadyResponse ready, String ifNoneMatch, String cacheControl) {
        var response = ready.isHeld(ifNoneMatch)
                ? Response.notModified()
                : Response.ok(ready.bytes(), ready.form().contentType());
        return response.header(HttpHeaders.ETAG, ready.etag())
                .header(HttpHeaders.VARY, ready.form().vary())
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.CONTENT_ENCODING, ready.gzipped() && !ready.isHeld(ifNoneMatch) ? "gzip" : null)
                .build();
    }

    private byte[] json(Kind<?> kind, String key, Records records) {
        return switch (records.get(kind, key)) {
            case Found.Present present -> present.json();
            case Found.Withdrawn withdrawn ->
                throw new ProblemException(
                        ProblemCode.RECORD_WITHDRAWN,
                        "该%s已于 %s 撤下。"
                                .formatted(
                                        kind.label(),
                                        withdrawn.at().atZone(zone).toLocalDate()));
            case Found.Expired expired ->
                throw new ProblemException(ProblemCode.RECORD_EXPIRED, "该%s已过公开期限。".formatted(kind.label()));
            case Found.Absent absent ->
                throw new ProblemException(ProblemCode.RECORD_NOT_FOUND, "没有找到该%s，请核对编号。".formatted(kind.label()));
        };
    }
}
