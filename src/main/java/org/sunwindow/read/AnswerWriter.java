package org.sunwindow.read;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult;
import org.sunwindow.index.SearchResult.Match;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.place.Coordinates;

/** Puts the JSON of answers together from that of records, which is ready in the index. */
final class AnswerWriter {

    private final Kinds kinds;
    private final StrictJson json;
    private final ZoneId zone;

    /**
     * @param zone in which times are told
     */
    AnswerWriter(Kinds kinds, StrictJson json, ZoneId zone) {
        this.kinds = kinds;
        this.json = json;
        this.zone = zone;
    }

    /** What an answer tells beside its items, see {@link ListAnswer}. */
    @RegisterForReflection
    record Told(ListAnswer.Total total, ListAnswer.Page page, Match match, String didYouMean, ListAnswer.AsOf asOf) {}

    <R> R read(Kind<R> kind, byte[] record) {
        return json.readStored(new String(record, StandardCharsets.UTF_8), kind.type());
    }

    /**
     * The record as the index holds it, with what it shows of others added before its closing brace.
     *
     * @param state whether it is open, {@code null} when that is not told
     */
    <R> byte[] record(
            Kind<R> kind,
            byte[] record,
            Coordinates.System system,
            OpeningHours.State state,
            RelatedRecords neighbours) {
        byte[] placed = placed(kind, record, system);
        var out = new ByteArrayOutputStream(placed.length + 1024);
        out.write(placed, 0, placed.length - 1);
        if (state != null) {
            writeState(out, state);
        }
        Object links = kind.links(read(kind, record), neighbours);
        if (links != null) {
            writeField(out, "links", links);
        }
        write(out, "}");
        return out.toByteArray();
    }

    byte[] list(SearchResult result, SearchRequest request) {
        var out = new ByteArrayOutputStream(16 * 1024);
        write(out, "{\"items\":");
        writeItems(out, result.hits(), request);
        if (result.groups() != null) {
            writeGroups(out, result.groups(), request);
        }
        if (!result.facets().isEmpty()) {
            write(out, ",\"facets\":");
            writeFacets(out, result.facets());
        }
        String relation = result.exact() ? "EXACT" : "AT_LEAST";
        var time = result.asOf().time().atZone(zone).toOffsetDateTime();
        byte[] told = json.writeBytes(new Told(
                new ListAnswer.Total(result.total(), relation),
                new ListAnswer.Page(result.hits().size(), result.next()),
                result.match(),
                result.didYouMean(),
                new ListAnswer.AsOf(result.asOf().revision(), time)));
        write(out, ",");
        out.write(told, 1, told.length - 1);
        return out.toByteArray();
    }

    private void writeGroups(ByteArrayOutputStream out, List<SearchResult.Group> groups, SearchRequest request) {
        String separator = ",\"kinds\":[";
        for (SearchResult.Group group : groups) {
            byte[] counted = json.writeBytes(group.kind());
            write(out, separator);
            out.write(counted, 0, counted.length - 1);
            write(out, ",\"items\":");
            writeItems(out, group.best(), request);
            write(out, "}");
            separator = ",";
        }
        write(out, groups.isEmpty() ? ",\"kinds\":[]" : "]");
    }

    private void writeItems(ByteArrayOutputStream out, List<SearchResult.Hit> hits, SearchRequest request) {
        write(out, "[");
        for (int i = 0; i < hits.size(); i++) {
            write(out, i == 0 ? "" : ",");
            writeItem(out, hits.get(i), request);
        }
        write(out, "]");
    }

    /** The item as the index holds it, with what belongs to this question added before its closing brace. */
    private void writeItem(ByteArrayOutputStream out, SearchResult.Hit hit, SearchRequest request) {
        byte[] item = placed(
                kinds.get(request.kinds().getFirst()),
                hit.json(),
                request.output().system());
        out.write(item, 0, item.length - 1);
        if (!hit.inForce()) {
            writeField(out, "inForce", false);
        }
        if (hit.distance() != null) {
            writeField(out, "distance", Math.round(hit.distance()));
        }
        if (hit.state() != null) {
            writeState(out, hit.state());
        }
        if (hit.highlights() != null) {
            writeField(out, "highlight", hit.highlights());
        }
        write(out, "}");
    }

    /** As the index holds it, unless another system of coordinates is wanted. */
    private <R> byte[] placed(Kind<R> kind, byte[] record, Coordinates.System system) {
        if (system == Coordinates.System.GCJ02) {
            return record;
        }
        return json.writeBytes(kind.placed(read(kind, record), system));
    }

    private void writeState(ByteArrayOutputStream out, OpeningHours.State state) {
        writeField(out, "open", state.open());
        if (state.until() != null) {
            writeField(out, "closesAt", state.until().toOffsetDateTime());
        }
        if (state.next() != null) {
            writeField(out, "opensAt", state.next().toOffsetDateTime());
        }
        if (state.provisional()) {
            writeField(out, "provisional", true);
        }
    }

    /** By hand, because a facet without values is an answer and not to be left out. */
    private void writeFacets(ByteArrayOutputStream out, Map<String, List<SearchResult.FacetValue>> facets) {
        String separator = "{";
        for (var facet : facets.entrySet()) {
            write(out, separator + '"' + facet.getKey() + "\":");
            out.writeBytes(json.writeBytes(facet.getValue()));
            separator = ",";
        }
        write(out, "}");
    }

    private void writeField(ByteArrayOutputStream out, String name, Object value) {
        write(out, ",\"" + name + "\":");
        out.writeBytes(json.writeBytes(value));
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
