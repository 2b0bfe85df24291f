package org.sunwindow.read;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.ByteArrayOutputStream;
import java.time.ZoneId;
import java.util.List;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Moment;
import org.sunwindow.index.SearchResult;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.place.Coordinates;

/** Writes responses. The index contains the JSON of records ready to send, so it is copied and not serialized again. */
final class AnswerWriter {

    private final Kinds kinds;
    private final StrictJson json;
    private final RecordReader records;
    private final ZoneId zone;
    private final PublicSite site;

    /**
     * @param zone of the times in answers
     */
    AnswerWriter(Kinds kinds, StrictJson json, RecordReader records, ZoneId zone, PublicSite site) {
        this.kinds = kinds;
        this.json = json;
        this.records = records;
        this.zone = zone;
        this.site = site;
    }

    @RegisterForReflection
    private record Linked(Object links) {}

    /**
     * A single record with its links.
     *
     * @param opening {@code null} if not requested or if the hours are not known
     * @param hours   {@code null} as well
     * @param moment  from which the hours of a week are shown, {@code null} without hours
     */
    <R> byte[] record(
            Kind<R> kind,
            Found.Present found,
            Coordinates.System system,
            Opening opening,
            OpeningHours hours,
            Moment moment,
            RelatedRecords related) {
        R record = records.read(kind, found.json(), RecordReader.STANDARD);
        Object links = kind.links(record, related);
        return with(
                records.convert(kind, found.json(), system),
                Validity.of(found.standing()),
                opening,
                OpeningWeek.of(hours, moment, kind.dayNotes(record)),
                links == null ? null : new Linked(links),
                site.meta(kind.article(record), related));
    }

    /**
     * @param related of what lists show with a record; {@code null} in site search, which shows nothing with it
     */
    byte[] list(SearchResult result, SearchRequest request, RelatedRecords related) {
        List<ListAnswer.KindHits> groups = result.groups() == null
                ? null
                : result.groups().stream()
                        .map(group -> new ListAnswer.KindHits(
                                group.kind().value(),
                                group.kind().label(),
                                group.kind().count(),
                                items(group.best(), request, null)))
                        .toList();
        return json.writeBytes(
                ListAnswer.of(result, items(result.hits(), request, related), groups, request.asOf(), zone));
    }

    private List<RawJson> items(List<SearchResult.Hit> hits, SearchRequest request, RelatedRecords related) {
        return items(kinds.get(request.kinds().getFirst()), hits, request, related);
    }

    private <R> List<RawJson> items(
            Kind<R> kind, List<SearchResult.Hit> hits, SearchRequest request, RelatedRecords related) {
        var fields = new ItemFields(request.output().fields(), kind.keyFields(), json);
        Kind.Listed<R> listed = related == null ? null : kind.listed();
        return hits.stream()
                .map(hit -> new RawJson(with(
                        fields.of(records.convert(
                                kind, hit.json(), request.output().system())),
                        Validity.of(hit.standing()),
                        ListedItem.of(hit),
                        Distance.of(hit.distance()),
                        Opening.of(hit.state()),
                        listed == null
                                ? null
                                : listed.of(records.read(kind, hit.json(), RecordReader.STANDARD), related))))
                .toList();
    }

    /**
     * A JSON object with more members.
     *
     * @param object  has at least one member
     * @param members objects whose members are added, {@code null} for none
     */
    private byte[] with(byte[] object, Object... members) {
        var out = new ByteArrayOutputStream(object.length + 1024);
        out.write(object, 0, object.length - 1);
        for (Object more : members) {
            byte[] added = more == null ? new byte[0] : json.writeBytes(more);
            if (added.length > "{}".length()) {
                out.write(',');
                out.write(added, 1, added.length - 2);
            }
        }
        out.write('}');
        return out.toByteArray();
    }
}
