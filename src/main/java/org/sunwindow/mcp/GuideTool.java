package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.ComputedReads.Holds;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.request.ListParameters;

/** Returns the guide of a service item: who may apply, what to bring, how long it takes, and where to go. */
@ApplicationScoped
class GuideTool implements Tool {

    private static final String KEY = "key";
    private static final String QUESTION = "question";
    private static final String DISCLOSURE = "disclosure";

    private static final int MAX_OFFICES = 10;

    /** What of an item answers an applicant. */
    private static final List<String> MEMBERS = List.of(
            "code",
            "name",
            "typeName",
            "status",
            "summary",
            "handling",
            "conditions",
            "materials",
            "steps",
            "guide",
            "statutoryLimit",
            "promisedLimit",
            "fee",
            "result",
            "scope",
            "visits",
            "greenChannel",
            "consultPhone",
            "complaintPhone",
            "onlineUrl",
            "bookingUrl",
            "forms",
            "faq",
            "remedies",
            "legalBasis");

    private final ComputedReads reads;
    private final StrictJson json;
    private final Kinds kinds;
    private final ServiceFinder services;
    private final Sources sources;
    private final ToolDescription description = describe();

    GuideTool(ComputedReads reads, StrictJson json, Kinds kinds, ServiceFinder services, Sources sources) {
        this.reads = reads;
        this.json = json;
        this.kinds = kinds;
        this.services = services;
        this.sources = sources;
    }

    private static ToolDescription describe() {
        var tool = new ToolDescription(
                "get_service_guide",
                "取办事指南",
                "一个事项怎么办：受理条件、申请材料、办理流程、时限、收费、办理场所和常见问题。用 key（事项编码）或 question（名称或问题）指明，二者取一。"
                        + "按问题找的，另列出可能是的其他事项（others）。");
        tool.argument(KEY, "string", "事项编码，如 990100-QR-003");
        tool.argument(QUESTION, "string", "事项名称或问题，如 怎么领结婚证").put("maxLength", ListParameters.MAX_TEXT);
        return tool;
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public boolean isAvailable() {
        return services.isAvailable();
    }

    @Override
    public ObjectNode description() {
        return description.json();
    }

    @Override
    public Set<String> arguments() {
        return description.names();
    }

    /**
     * Identity of an answer.
     *
     * @param asked {@code null} with a key
     */
    private record Guide(String key, ServiceFinder.Asked asked) {}

    @Override
    public CompletionStage<byte[]> call(Map<String, List<String>> arguments) {
        ServiceFinder.Asked byKey = services.asked(arguments.get(KEY), KEY);
        ServiceFinder.Asked byQuestion = services.asked(arguments.get(QUESTION), QUESTION);
        if (byKey == null == (byQuestion == null)) {
            String message = "key 和 question 须写明一个，且只写一个";
            throw new ProblemException(
                    ProblemCode.PARAMETER_INVALID,
                    message + "。",
                    List.of(new Problem.Item(byKey == null ? QUESTION : KEY, "required", message)));
        }
        String key = byKey == null ? null : services.kind().key(byKey.words());
        return reads.part(new Guide(key, byQuestion), Holds.WHILE_RECORDS_DO, data -> answer(data, key, byQuestion));
    }

    private byte[] answer(PublicData data, String asked, ServiceFinder.Asked question) {
        if (asked != null) {
            data.require(services.kind(), asked);
        }
        String key = asked == null ? services.require(data, question) : asked;
        JsonNode item =
                data.json(ServiceFinder.SERVICE, services.kind().key(key)).orElseThrow();
        Source source = sources.of(data, services.kind(), key).orElseThrow();
        var reply = new Reply(json);
        new GuideText(reply).write(item, source);
        var found = new ArrayList<>(List.of(source));
        reply.with("item", members(item)).with("offices", offices(data, key, reply, found));
        bases(data, source).forEach(found::add);
        if (question != null) {
            reply.with("others", others(data, question, source));
        }
        return reply.from(found);
    }

    private static ObjectNode members(JsonNode item) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (String member : MEMBERS) {
            if (item.has(member)) {
                shown.set(member, item.get(member));
            }
        }
        return shown;
    }

    /** Where the item is handled, whichever of the two records states it. */
    private JsonNode offices(PublicData data, String key, Reply reply, List<Source> found) {
        var list = JsonNodeFactory.instance.arrayNode();
        List<Reference> handling = data.related().referencing(NearestOfficeTool.OFFICE, ServiceFinder.SERVICE, key);
        for (Reference reference : handling.subList(0, Math.min(MAX_OFFICES, handling.size()))) {
            data.json(
                            NearestOfficeTool.OFFICE,
                            kinds.get(NearestOfficeTool.OFFICE).key(reference.id()))
                    .ifPresent(office -> {
                        ObjectNode shown =
                                list.addObject().put("id", reference.id()).put("name", reference.name());
                        for (String member : new String[] {"address", "phones", "hoursText"}) {
                            if (office.has(member)) {
                                shown.set(member, office.get(member));
                            }
                        }
                        reply.line("办理场所：%s", reference.name() + "，" + NearestOfficeTool.text(office.path("address")));
                        sources.of(data, kinds.get(NearestOfficeTool.OFFICE), reference.id())
                                .ifPresent(found::add);
                    });
        }
        return list;
    }

    /** The published documents that the item is based on. */
    private Stream<Source> bases(PublicData data, Source item) {
        return kinds.get(DISCLOSURE) == null
                ? Stream.empty()
                : data.related().citedBases(ServiceFinder.SERVICE, item.key(), DISCLOSURE).stream()
                        .flatMap(basis -> sources.of(data, kinds.get(DISCLOSURE), basis.id()).stream());
    }

    private List<Source> others(PublicData data, ServiceFinder.Asked question, Source shown) {
        return services.candidates(data, question).stream()
                .map(hit -> sources.of(data, hit))
                .filter(source -> !source.key().equals(shown.key()))
                .toList();
    }
}
