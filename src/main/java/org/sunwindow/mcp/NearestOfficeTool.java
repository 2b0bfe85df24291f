package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.SearchResult.Hit;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kinds;
import org.sunwindow.place.Coordinates;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.request.ListParameters;
import org.sunwindow.read.request.PlaceParameters;

/** Finds the offices nearest to a place, with their hours now. */
@ApplicationScoped
class NearestOfficeTool implements Tool {

    static final String OFFICE = "office";

    private static final String LATITUDE = "latitude";
    private static final String LONGITUDE = "longitude";
    private static final String SERVICE = "service";

    private static final String DEFAULT_SIZE = "3";
    private static final String NOW = "now";

    private final ComputedReads reads;
    private final StrictJson json;
    private final Kinds kinds;
    private final ServiceFinder services;
    private final Sources sources;
    private final ToolDescription description = describe();

    NearestOfficeTool(ComputedReads reads, StrictJson json, Kinds kinds, ServiceFinder services, Sources sources) {
        this.reads = reads;
        this.json = json;
        this.kinds = kinds;
        this.services = services;
        this.sources = sources;
    }

    private static ToolDescription describe() {
        var tool = new ToolDescription(
                "find_nearest_office", "查找最近的办事场所", "由近及远列出办事场所：地址、距离（米）、电话、开放时间和此刻是否开放。写明 service 的，只列办理该事项的。");
        tool.argument(LATITUDE, "number", "纬度").put("minimum", -90).put("maximum", 90);
        tool.argument(LONGITUDE, "number", "经度").put("minimum", -180).put("maximum", 180);
        var systems = tool.argument(PlaceParameters.CRS, "string", "所写坐标的坐标系，缺省 GCJ02（微信、腾讯、高德地图）；手机定位一般为 WGS84")
                .putArray("enum");
        for (Coordinates.System system : Coordinates.System.values()) {
            systems.add(system.name());
        }
        tool.argument(SERVICE, "string", "要办的事项：编码，或者名称、问题，如 结婚登记");
        tool.argument(PlaceParameters.RADIUS, "integer", "半径，米，缺省 " + PlaceParameters.MAX_RADIUS)
                .put("minimum", 1)
                .put("maximum", PlaceParameters.MAX_RADIUS);
        tool.argument(ListParameters.SIZE, "integer", "条数，缺省 " + DEFAULT_SIZE)
                .put("minimum", 1)
                .put("maximum", ListParameters.MAX_SIZE);
        tool.require(LATITUDE, LONGITUDE);
        return tool;
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public boolean isAvailable() {
        return kinds.get(OFFICE) != null;
    }

    @Override
    public ObjectNode description() {
        return description.json();
    }

    @Override
    public Set<String> arguments() {
        return description.names();
    }

    /** Identity of an answer. */
    private record Nearest(SearchRequest offices, ServiceFinder.Asked service) {}

    @Override
    public CompletionStage<byte[]> call(Map<String, List<String>> arguments) {
        var parameters = new HashMap<>(arguments);
        String place =
                number(parameters.remove(LATITUDE), LATITUDE) + "," + number(parameters.remove(LONGITUDE), LONGITUDE);
        ServiceFinder.Asked service = services.asked(parameters.remove(SERVICE), SERVICE);
        parameters.put(PlaceParameters.NEAR, List.of(place));
        parameters.putIfAbsent(PlaceParameters.RADIUS, List.of(Integer.toString(PlaceParameters.MAX_RADIUS)));
        parameters.putIfAbsent(ListParameters.SIZE, List.of(DEFAULT_SIZE));
        parameters.put(ListParameters.HOURS_AT, List.of(NOW));
        SearchRequest offices = reads.request(kinds.get(OFFICE), parameters);
        return reads.part(new Nearest(offices, service), Holds.THIS_MINUTE, data -> answer(data, offices, service));
    }

    /** The text of a number; whether it is a place is checked with the other one. */
    private static String number(List<String> sent, String name) {
        if (sent == null || sent.size() != 1 || sent.getFirst().isBlank()) {
            String message = "须写明一个数";
            throw new ProblemException(
                    ProblemCode.PARAMETER_INVALID,
                    "参数 %s：%s。".formatted(name, message),
                    List.of(new Problem.Item(name, "required", message)));
        }
        return sent.getFirst();
    }

    private byte[] answer(PublicData data, SearchRequest offices, ServiceFinder.Asked asked) {
        var reply = new Reply(json);
        var found = new ArrayList<Source>();
        SearchRequest request = offices;
        if (asked != null) {
            String key = services.require(data, asked);
            Source service = sources.of(data, services.kind(), key).orElseThrow();
            reply.with(SERVICE, service).line("办理 %s 的场所：", service.title());
            found.add(service);
            request = offices.withFilters(List.of(handling(key)));
        }
        var list = JsonNodeFactory.instance.arrayNode();
        for (Hit hit : data.search(request).hits()) {
            JsonNode office =
                    json.tree(new String(hit.json(), StandardCharsets.UTF_8)).orElseThrow();
            Optional<Source> source =
                    sources.of(data, kinds.get(OFFICE), office.path("id").asText());
            if (source.isPresent()) {
                list.add(office(reply, office, hit, source.get()));
                found.add(source.get());
            }
        }
        if (list.isEmpty()) {
            reply.line("这个范围内没有找到。");
        }
        return reply.with("offices", list).from(found);
    }

    private SelectedFilter handling(String key) {
        Filter filter = kinds.get(OFFICE).fields().filters().stream()
                .filter(each -> each.name().equals(SERVICE))
                .findFirst()
                .orElseThrow();
        return new SelectedFilter(filter, List.of(filter.canonical(key)));
    }

    private ObjectNode office(Reply reply, JsonNode office, Hit hit, Source source) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (String member : new String[] {
            "id", "name", "address", "latitude", "longitude", "crs", "phones", "hoursText", "hoursNote", "transport"
        }) {
            if (office.has(member)) {
                shown.set(member, office.get(member));
            }
        }
        long metres = Math.round(hit.distance());
        shown.put("distance", metres);
        reply.line("- %s，%s 米", source.title(), metres);
        reply.line("  地址：%s", text(office.path("address")));
        reply.line("  电话：%s", text(office.path("phones")));
        reply.line("  时间：%s", text(office.path("hoursText")));
        OpeningHours.State state = hit.state();
        if (state != null) {
            shown.put("open", state.open());
            String closes = state.open() && state.until() != null
                    ? state.until().toOffsetDateTime().toString()
                    : null;
            String opens = state.next() == null
                    ? null
                    : state.next().toOffsetDateTime().toString();
            if (closes != null) {
                shown.put("closesAt", closes);
            }
            if (opens != null) {
                shown.put("opensAt", opens);
            }
            reply.line(state.open() ? "  此刻开放" : "  此刻不开放")
                    .line("  到 %s 为止", closes)
                    .line("  下次开放：%s", opens);
        }
        shown.set("source", json.toTree(source));
        return shown;
    }

    /** The text of a value, the texts of a list. */
    static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText("");
        }
        var texts = new ArrayList<String>();
        value.forEach(each -> texts.add(each.asText()));
        return String.join("；", texts);
    }
}
