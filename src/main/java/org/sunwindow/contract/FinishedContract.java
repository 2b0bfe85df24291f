package org.sunwindow.contract;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.IndexView;

/**
 * Turns what the annotations and the kinds declare into a contract that the tools of others accept: generators of clients,
 * linters and gateways. Runs after all other filters.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = FinishedContract.LAST)
public class FinishedContract implements OASFilter {

    /** Filters run from the highest priority to the lowest; 1 is the default. */
    static final int LAST = 0;

    /** Schemas of Java types that are formats of a string. */
    private static final Map<String, String> FORMATS =
            Map.of("LocalDate", "date", "OffsetDateTime", "date-time", "UUID", "uuid");

    private final OperationProblems problems;

    /**
     * @param index of the classes of the application
     */
    public FinishedContract(IndexView index) {
        this.problems = new OperationProblems(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var schemas = new Schemas(api);
        schemas.operations().forEach(FinishedContract::declareSecurity);
        addSignatures(api);
        ResponseHeaders.declare(api.getComponents());
        schemas.operations().forEach(ResponseHeaders::add);
        schemas.operations().forEach(RecordedAnswers::add);
        addProblems(api);
        schemas.visit(schema -> simplify(schema, schemas));
        schemas.removeUnused();
        new TypedExamples(schemas).fit();
        var names = new EnumNames();
        schemas.visit(names::name);
        removeUnusedTags(api, schemas);
    }

    private static void addSignatures(OpenAPI api) {
        var signatures = new SignatureSecurity();
        signatures.declare(api.getComponents());
        api.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().values().forEach(signatures::add));
    }

    private void addProblems(OpenAPI api) {
        var responses = new ProblemResponses(api);
        responses.removeGeneral();
        api.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .forEach(
                                (method, operation) -> responses.add(operation, problems.of(path, method, operation))));
    }

    private static void simplify(Schema schema, Schemas schemas) {
        // of a constraint for URLs, which has no pattern by default
        if ("".equals(schema.getPattern())) {
            schema.setPattern(null);
        }
        List<Schema> parts = schema.getAllOf();
        if (schema.getRef() != null || parts == null || parts.size() != 1) {
            return;
        }
        Schema part = schemas.named(parts.getFirst());
        String format = FORMATS.get(name(parts.getFirst()));
        if (format != null) {
            schema.setAllOf(null);
            schema.type(List.of(SchemaType.STRING)).format(format);
        } else if (schema.getEnumeration() != null && schema.getEnumeration().equals(part.getEnumeration())) {
            schema.setEnumeration(null);
        }
    }

    private static String name(Schema reference) {
        String path = reference.getRef();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Without it, tools take a public operation for one whose security has been forgotten. */
    private static void declareSecurity(Operation operation) {
        if (operation.getSecurity() == null) {
            operation.setSecurity(List.of());
        }
    }

    /** The root package declares the tags of all features, and a build may leave features out. */
    private static void removeUnusedTags(OpenAPI api, Schemas schemas) {
        var used = new HashSet<String>();
        schemas.operations()
                .map(Operation::getTags)
                .filter(tags -> tags != null)
                .forEach(used::addAll);
        Set.copyOf(api.getTags()).stream()
                .filter(tag -> !used.contains(tag.getName()))
                .forEach(api::removeTag);
    }
}
