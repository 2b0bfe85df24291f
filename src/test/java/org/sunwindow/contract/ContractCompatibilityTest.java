package org.sunwindow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.MarkdownRender;

/**
 * Clients of the last release work with the present contract. {@code openapi/released.yaml} is the contract of that release;
 * whoever releases replaces it.
 */
@Tag("slow")
class ContractCompatibilityTest {

    private static final Path RELEASED = Path.of("openapi/released.yaml");

    private static final String LIST = "/paths/~1api~1v1~1offices/get";

    /** Changes that break clients. */
    enum Breaking {
        OPERATION_REMOVED(contract -> object(contract, "/paths").remove("/api/v1/divisions")),
        PARAMETER_REMOVED(contract -> array(contract, LIST + "/parameters").remove(1)),
        PARAMETER_BECOMES_REQUIRED(
                contract -> object(contract, LIST + "/parameters/1").put("required", true)),
        REQUIRED_PARAMETER_ADDED(contract -> array(contract, LIST + "/parameters")
                .addObject()
                .put("name", "added")
                .put("in", "query")
                .put("required", true)
                .putObject("schema")
                .put("type", "string")),
        VALUE_OF_PARAMETER_REMOVED(contract ->
                array(contract, "/components/parameters/crs/schema/enum").remove(3)),
        TYPE_OF_PARAMETER_CHANGED(contract ->
                object(contract, "/components/parameters/size/schema").put("type", "boolean")),
        MEMBER_OF_ANSWER_REMOVED(contract ->
                object(contract, "/components/schemas/Total/properties").remove("value")),
        MEMBER_OF_ANSWER_BECOMES_OPTIONAL(contract ->
                array(contract, "/components/schemas/Total/required").remove(0)),
        TYPE_OF_MEMBER_CHANGED(contract ->
                object(contract, "/components/schemas/Total/properties/value").put("type", "string")),
        FORMAT_OF_ANSWER_REMOVED(
                contract -> object(contract, LIST + "/responses/200/content").remove("application/geo+json")),
        ANSWER_REMOVED(contract -> object(contract, LIST + "/responses").remove("200")),
        MEMBER_OF_BODY_BECOMES_REQUIRED(contract ->
                array(contract, "/components/schemas/StatusQuery/required").add("challenge")),
        MEMBER_OF_BODY_REMOVED(contract ->
                object(contract, "/components/schemas/StatusQuery/properties").remove("factor"));

        private final Consumer<JsonNode> change;

        Breaking(Consumer<JsonNode> change) {
            this.change = change;
        }
    }

    @Test
    void breaksNoClientOfTheLastRelease() {
        JsonNode released = new PublishedContract(RELEASED).root();
        JsonNode present = PublishedContract.read().root();
        ChangedOpenApi change = OpenApiCompare.fromContents(released.toString(), present.toString());
        assertThat(change.isCompatible()).as(() -> described(change)).isTrue();
        assertThat(removedMembers(released, present)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsBreakingChanges(Breaking breaking) {
        JsonNode released = new PublishedContract(RELEASED).root();
        JsonNode changed = released.deepCopy();
        breaking.change.accept(changed);
        assertThat(changed).isNotEqualTo(released);
        assertThat(removedMembers(released, changed).isEmpty()
                        && OpenApiCompare.fromContents(released.toString(), changed.toString())
                                .isCompatible())
                .isFalse();
    }

    /** The service refuses members of bodies that it does not know, which is no breaking change to the library. */
    private static List<String> removedMembers(JsonNode released, JsonNode present) {
        var removed = new ArrayList<String>();
        present.at("/components/schemas")
                .properties()
                .forEach(schema -> released.at("/components/schemas")
                        .path(schema.getKey())
                        .path("properties")
                        .fieldNames()
                        .forEachRemaining(member -> {
                            if (!schema.getValue().path("properties").has(member)) {
                                removed.add(schema.getKey() + "." + member);
                            }
                        }));
        return removed;
    }

    private static ObjectNode object(JsonNode contract, String path) {
        return (ObjectNode) contract.at(path);
    }

    private static ArrayNode array(JsonNode contract, String path) {
        return (ArrayNode) contract.at(path);
    }

    private static String described(ChangedOpenApi change) {
        var written = new ByteArrayOutputStream();
        new MarkdownRender().render(change, new OutputStreamWriter(written, StandardCharsets.UTF_8));
        return written.toString(StandardCharsets.UTF_8);
    }
}
