package org.sunwindow.read;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.IndexView;
import org.sunwindow.kind.Contract;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.Representation;
import org.sunwindow.read.request.Shape;
import org.sunwindow.read.view.Board;

/**
 * Completes the contract from the kinds while the application is built: the operations of every kind with their
 * parameters and answers, site search, suggestions, and the names of kinds in imports.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ContractFilter implements OASFilter {

    /** Members of a list's answer that depend on the operation. */
    private static final String ITEMS = "items";

    private static final String KINDS = "kinds";

    private static final String VALIDITY = Validity.class.getSimpleName();

    private final DeclaredKinds declared;
    private final ListContract lists = new ListContract();

    /**
     * @param index of the classes of the application
     */
    public ContractFilter(IndexView index) {
        this.declared = new DeclaredKinds(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        lists.shared().forEach(api.getComponents()::addParameter);
        declared.byPath().forEach((path, kind) -> describe(api, path, kind));
        var lines = new ImportLines(api);
        declared.byPath().values().forEach(lines::add);
        lines.describe(
                path(api, "/imports").getPOST(),
                path(api, "/records/{kind}/{key}").getPUT(),
                declared.otherImports().values().stream()
                        .map(DeclaredKinds.OtherImport::line)
                        .toList());
        describeSearch(api);
        String names = String.join("、", declared.names());
        Schema suggested = schema(api, "Suggestion").getProperties().get("kind");
        suggested.setDescription("是什么：word 词语、topic 主题分类，其余为内容种类（%s）".formatted(names));
        describeImports(api, names);
        // templates
        api.getComponents().removeSchema(ListAnswer.class.getSimpleName());
        api.getComponents().removeSchema(RawJson.class.getSimpleName());
    }

    private void describe(OpenAPI api, String path, Kind<?> kind) {
        Contract contract = kind.contract();
        String type = kind.type().getSimpleName();
        String item = type + "Item";
        String list = type + "List";
        api.getComponents().addSchema(item, listed(api, kind, type));
        api.getComponents().addSchema(list, answer(api, contract.collection() + "的一页", item));
        Operation listing = operation(api, path);
        describe(listing, "list" + contract.plural(), contract.list(), lists.ofKind(kind));
        answers(listing, contract.list().answer(), reference(list), formats(kind, true));
        Operation getting = operation(api, path + "/{id}");
        Parameter key = getting.getParameters().stream()
                .filter(parameter -> parameter.getIn() == Parameter.In.PATH)
                .findFirst()
                .orElseThrow();
        key.description(contract.keyText()).example(contract.keyExample());
        describe(getting, "get" + contract.singular(), contract.record(), lists.ofRecord(kind.fields()));
        answers(getting, contract.record().answer(), reference(single(api, kind, type)), formats(kind, false));
    }

    private static void describe(Operation operation, String id, Contract.Operation texts, List<Parameter> parameters) {
        operation.operationId(id).summary(texts.summary()).description(texts.description());
        addFirst(operation, parameters);
    }

    private static void addFirst(Operation operation, List<Parameter> parameters) {
        operation.setParameters(Stream.concat(parameters.stream(), operation.getParameters().stream())
                .toList());
    }

    /** The answers of a public read: 200 in JSON and in other formats, 304 and problems. */
    private static void answers(Operation operation, String description, Schema schema, Map<String, Schema> formats) {
        Content content = OASFactory.createContent();
        content.addMediaType("application/json", OASFactory.createMediaType().schema(schema));
        formats.forEach((type, format) ->
                content.addMediaType(type, OASFactory.createMediaType().schema(format)));
        operation.setResponses(OASFactory.createAPIResponses()
                .addAPIResponse("304", OASFactory.createAPIResponse().description("内容未变，与 If-None-Match 所列相同"))
                .addAPIResponse("default", OASFactory.createAPIResponse().ref("#/components/responses/Problem"))
                .addAPIResponse(
                        "200",
                        OASFactory.createAPIResponse().description(description).content(content)));
    }

    /** The formats of every list other than JSON. */
    private static Map<String, Schema> listFormats() {
        var formats = new LinkedHashMap<String, Schema>();
        formats.put(Shape.BOARD.mediaType(), reference(Board.class.getSimpleName()));
        formats.put(
                Shape.FEED.mediaType(),
                OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .description("Atom（RFC 4287）：新发布或更新的在前（写明 sort 的除外），分页按 RFC 5005，每条有 id、title、updated、"
                                + "published、author（发布机构）、link（到该条的接口地址）、category（种类和主题分类）和 summary"));
        formats.put(
                "text/plain",
                OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .description("view=board 的纯文本：每条一行，依次为日期、名称、发布机构和公开截止日期；一条也没有的为“暂无信息”，末页以后的为空"));
        return formats;
    }

    private static Map<String, Schema> formats(Kind<?> kind, boolean ofLists) {
        var formats = ofLists ? listFormats() : new LinkedHashMap<String, Schema>();
        for (Representation<?> format : kind.representations()) {
            if (format.ofLists() || !ofLists) {
                SchemaType type = format.mediaType().endsWith("json") ? SchemaType.OBJECT : SchemaType.STRING;
                formats.put(format.mediaType(), OASFactory.createSchema().addType(type));
            }
        }
        return formats;
    }

    private static Schema listed(OpenAPI api, Kind<?> kind, String type) {
        var parts = new ArrayList<>(List.of(type, VALIDITY, ListedItem.class.getSimpleName()));
        if (kind.fields().hasLocations()) {
            parts.add(Distance.class.getSimpleName());
        }
        if (kind.fields().hasOpeningHours()) {
            parts.add(Opening.class.getSimpleName());
        }
        if (kind.listed() != null) {
            parts.add(described(api, kind.contract().singular() + "Listed"));
        }
        String text = kind.contract().listed();
        return allOf(text == null ? "列表中的" + kind.contract().one() : text, parts);
    }

    /** The schema of a single record with everything that is shown with it. */
    private static String single(OpenAPI api, Kind<?> kind, String type) {
        Contract contract = kind.contract();
        String links = contract.singular() + "Links";
        Schema described = schema(api, links);
        var parts = new ArrayList<>(List.of(type, VALIDITY));
        if (kind.fields().hasOpeningHours()) {
            parts.add(Opening.class.getSimpleName());
            parts.add(OpeningWeek.class.getSimpleName());
        }
        if (isOverridden(kind, "article")) {
            parts.add(PageMeta.class.getSimpleName());
        }
        if (described == null) {
            if (isOverridden(kind, "links")) {
                throw new IllegalStateException("%s has links, but there is no schema %s".formatted(type, links));
            }
            api.getComponents().addSchema(type + "Record", allOf(contract.one(), parts));
            return type + "Record";
        }
        String linked = type + "Linked";
        Schema member = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description(described.getDescription())
                .addAllOf(reference(links));
        api.getComponents()
                .addSchema(
                        linked,
                        OASFactory.createSchema()
                                .addType(SchemaType.OBJECT)
                                .description("与%s相关的".formatted(contract.noun()))
                                .addProperty("links", member));
        parts.add(linked);
        api.getComponents().addSchema(type + "Record", allOf(contract.one() + "和与它相关的", parts));
        return type + "Record";
    }

    private static boolean isOverridden(Kind<?> kind, String method) {
        return Stream.of(kind.getClass().getDeclaredMethods())
                .anyMatch(declared -> declared.getName().equals(method));
    }

    /** Returns the name of a schema, which must exist. */
    private static String described(OpenAPI api, String name) {
        if (schema(api, name) == null) {
            throw new IllegalStateException("there is no schema " + name);
        }
        return name;
    }

    private static Schema allOf(String description, List<String> parts) {
        Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
        parts.forEach(part -> schema.addAllOf(reference(part)));
        return schema;
    }

    private static Schema answer(OpenAPI api, String description, String item) {
        Schema template = schema(api, ListAnswer.class.getSimpleName());
        Schema answer = OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
        template.getRequired().stream().filter(name -> !name.equals(KINDS)).forEach(answer::addRequired);
        template.getProperties().forEach((name, property) -> {
            if (name.equals(ITEMS)) {
                answer.addProperty(name, items(property.getDescription(), item));
            } else if (!name.equals(KINDS)) {
                answer.addProperty(name, property);
            }
        });
        return answer;
    }

    private static Schema items(String description, String item) {
        return OASFactory.createSchema()
                .addType(SchemaType.ARRAY)
                .description(description)
                .items(reference(item));
    }

    private void describeSearch(OpenAPI api) {
        Operation search = operation(api, "/search");
        addFirst(search, lists.ofSite(declared.siteFilters()));
        String collections = declared.byPath().values().stream()
                .map(kind -> kind.contract().collection())
                .collect(Collectors.joining("、"));
        search.setDescription("在%s中一并检索，按相关程度排列，并给出各种类的命中条数。".formatted(collections) + search.getDescription());
        String item = SearchResource.Card.SCHEMA;
        Schema ofKind = schema(api, "SearchKind");
        ofKind.addProperty(ITEMS, items(ofKind.getProperties().get(ITEMS).getDescription(), item));
        Schema template = schema(api, ListAnswer.class.getSimpleName());
        api.getComponents()
                .addSchema(
                        "SearchList",
                        answer(api, "站内检索的回答", item)
                                .addRequired(KINDS)
                                .addProperty(KINDS, template.getProperties().get(KINDS)));
        answers(search, "命中的内容", reference("SearchList"), listFormats());
    }

    private void describeImports(OpenAPI api, String names) {
        for (Operation operation : List.of(
                path(api, "/imports").getPOST(), path(api, "/imports/template").getGET())) {
            describeKind(operation, names);
        }
    }

    private void describeKind(Operation operation, String names) {
        Parameter kind = operation.getParameters().stream()
                .filter(parameter -> Kinds.KIND.equals(parameter.getName()))
                .findFirst()
                .orElseThrow();
        String others = declared.otherImports().entrySet().stream()
                .map(other ->
                        "%s（%s）".formatted(other.getKey(), other.getValue().label()))
                .collect(Collectors.joining("、"));
        kind.setDescription("种类：%s、%s".formatted(names, others));
        kind.getSchema()
                .setEnumeration(Stream.concat(declared.names().stream(), declared.otherImports().keySet().stream())
                        .map(Object.class::cast)
                        .toList());
    }

    private static Operation operation(OpenAPI api, String path) {
        return path(api, path).getGET();
    }

    /** The path that a resource declares, below the base path of the API. Longer paths may end in the same way. */
    private static PathItem path(OpenAPI api, String path) {
        return api.getPaths().getPathItems().entrySet().stream()
                .filter(item -> item.getKey().endsWith(path))
                .min(Comparator.comparingInt(item -> item.getKey().length()))
                .orElseThrow(() -> new IllegalStateException("no operation under " + path))
                .getValue();
    }

    private static Schema schema(OpenAPI api, String name) {
        return api.getComponents().getSchemas().get(name);
    }

    private static Schema reference(String schema) {
        return OASFactory.createSchema().ref("#/components/schemas/" + schema);
    }
}
