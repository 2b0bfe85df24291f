package org.sunwindow.contract;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Finds the schemas and parameters of a contract. */
final class Schemas {

    private static final String REFERENCE = "#/components/schemas/";

    private final OpenAPI api;

    Schemas(OpenAPI api) {
        this.api = api;
    }

    Stream<Operation> operations() {
        return api.getPaths().getPathItems().values().stream().flatMap(path -> path.getOperations().values().stream());
    }

    /** All parameters, those of the components first. */
    Stream<Parameter> parameters() {
        return Stream.concat(
                values(api.getComponents().getParameters()),
                operations().flatMap(operation -> stream(operation.getParameters())));
    }

    Stream<MediaType> contents() {
        return Stream.concat(
                        Stream.concat(responses(), values(api.getComponents().getResponses()))
                                .map(APIResponse::getContent),
                        operations()
                                .map(Operation::getRequestBody)
                                .filter(body -> body != null)
                                .map(body -> body.getContent()))
                .filter(content -> content != null)
                .flatMap(content -> content.getMediaTypes().values().stream());
    }

    private Stream<APIResponse> responses() {
        return operations()
                .filter(operation -> operation.getResponses() != null)
                .flatMap(operation -> values(operation.getResponses().getAPIResponses()));
    }

    /** Visits every schema once, also those within others. */
    void visit(Consumer<Schema> visitor) {
        var visited = Collections.<Schema>newSetFromMap(new IdentityHashMap<>());
        values(api.getComponents().getSchemas()).forEach(schema -> visit(schema, visitor, visited));
        parameters().map(Parameter::getSchema).forEach(schema -> visit(schema, visitor, visited));
        contents().map(MediaType::getSchema).forEach(schema -> visit(schema, visitor, visited));
    }

    private static void visit(Schema schema, Consumer<Schema> visitor, Set<Schema> visited) {
        if (schema != null && visited.add(schema)) {
            visitor.accept(schema);
            parts(schema).forEach(part -> visit(part, visitor, visited));
        }
    }

    private static Stream<Schema> parts(Schema schema) {
        return Stream.of(
                        values(schema.getProperties()),
                        stream(schema.getAllOf()),
                        stream(schema.getAnyOf()),
                        stream(schema.getOneOf()),
                        Stream.of(schema)
                                .flatMap(each -> Stream.of(each.getItems() == null ? each : each.getItems()))
                                .filter(each -> each != schema),
                        Stream.of(schema)
                                .map(Schema::getAdditionalPropertiesSchema)
                                .filter(each -> each != null))
                .flatMap(part -> part);
    }

    /** Follows a reference, or the only part of a combination. */
    Schema resolved(Schema schema) {
        if (schema != null && schema.getRef() != null) {
            return resolved(named(schema));
        }
        if (schema != null
                && schema.getType() == null
                && schema.getAllOf() != null
                && schema.getAllOf().size() == 1) {
            return resolved(schema.getAllOf().getFirst());
        }
        return schema;
    }

    /** The schema that a reference names. */
    Schema named(Schema reference) {
        return api.getComponents().getSchemas().get(reference.getRef().substring(REFERENCE.length()));
    }

    SchemaType type(Schema schema) {
        Schema resolved = resolved(schema);
        return resolved == null
                        || resolved.getType() == null
                        || resolved.getType().isEmpty()
                ? null
                : resolved.getType().getFirst();
    }

    /** Removes the schemas that no operation uses. */
    void removeUnused() {
        var used = new HashSet<String>();
        parameters().map(Parameter::getSchema).forEach(schema -> use(schema, used));
        contents().map(MediaType::getSchema).forEach(schema -> use(schema, used));
        Components components = api.getComponents();
        Set.copyOf(components.getSchemas().keySet()).stream()
                .filter(name -> !used.contains(name))
                .forEach(components::removeSchema);
    }

    private void use(Schema schema, Set<String> used) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            if (used.add(schema.getRef().substring(REFERENCE.length()))) {
                use(named(schema), used);
            }
        } else {
            parts(schema).forEach(part -> use(part, used));
        }
    }

    private static <T> Stream<T> stream(Collection<T> values) {
        return values == null ? Stream.empty() : values.stream();
    }

    private static <T> Stream<T> values(Map<String, T> map) {
        return map == null ? Stream.empty() : map.values().stream();
    }
}
