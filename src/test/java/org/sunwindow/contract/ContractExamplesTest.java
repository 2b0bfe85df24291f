package org.sunwindow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.contract.PublishedContract.Operation;

/** Every example of the contract, sent as it stands to the service with the sample data, is answered as documented. */
@Tag("slow")
@QuarkusTest
@TestProfile(DemoService.WithSampleData.class)
class ContractExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Parameters that are sent together with others. */
    private static final Map<String, String> COMPANIONS = Map.of("radius", "near", "width", "view");

    /** The service gives these identifiers and marks itself, so those of an example are unknown to it. */
    private static final Map<String, Set<Integer>> UNKNOWN = Map.of(
            "getImport", Set.of(404),
            "listRejects", Set.of(404),
            "cancelImport", Set.of(404),
            "undoImport", Set.of(404),
            "getQuarantineEntry", Set.of(404),
            "release", Set.of(404),
            "revokeRelease", Set.of(404),
            "describeAttachment", Set.of(404),
            "withdrawAttachment", Set.of(404));

    private final PublishedContract contract = PublishedContract.read();
    private final AnswerCheck check = new AnswerCheck(contract);
    private final List<String> faults = new ArrayList<>();
    private DemoService service;

    @BeforeEach
    void awaitSampleData() {
        service = new DemoService();
        service.awaitSampleData();
    }

    @Test
    void everyParameter() throws IOException, InterruptedException {
        for (Operation operation : contract.operations()) {
            if (operation.contents().isPresent()) {
                continue;
            }
            send(required(operation), "");
            for (JsonNode parameter : contract.parameters(operation)) {
                if (parameter.has("example") && !parameter.path("required").asBoolean()) {
                    Call call = required(operation);
                    addCompanion(operation, parameter, call);
                    send(call.with(parameter, parameter.get("example")), parameter.path("name").asText());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void everyBody() throws IOException, InterruptedException {
        for (Operation operation : contract.operations()) {
            JsonNode contents = operation.contents().orElse(JSON.createObjectNode());
            for (var content : contents.properties()) {
                for (var example : content.getValue().path("examples").properties()) {
                    JsonNode value = example.getValue().path("value");
                    send(
                            required(operation).body(content.getKey(), body(value)),
                            content.getKey() + " " + example.getKey());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static byte[] body(JsonNode value) {
        return (value.isTextual() ? value.asText() : value.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private Call required(Operation operation) {
        Call call = DemoService.call(operation);
        contract.parameters(operation).stream()
                .filter(parameter -> parameter.path("required").asBoolean())
                .forEach(parameter -> call.with(parameter, parameter.path("example")));
        return call;
    }

    private void addCompanion(Operation operation, JsonNode parameter, Call call) {
        String companion = COMPANIONS.get(parameter.path("name").asText());
        if (companion != null) {
            contract.parameters(operation).stream()
                    .filter(other -> other.path("name").asText().equals(companion))
                    .forEach(other -> call.with(other, other.get("example")));
        }
        if (parameter.path("name").asText().equals("width")) {
            call.header("Accept", "text/plain");
        }
    }

    private void send(Call call, String example) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = service.send(call);
        var found = new ArrayList<>(check.faults(call.operation(), answer));
        int status = answer.statusCode();
        if (status >= 400
                && !UNKNOWN.getOrDefault(call.operation().id(), Set.of()).contains(status)) {
            found.add("%d %s".formatted(status, new String(answer.body(), StandardCharsets.UTF_8)));
        }
        if (found.isEmpty() && status == 200 && call.operation().isPublicRead() && !example.isEmpty()) {
            JsonNode total = total(answer);
            if (total.isNumber() && total.asInt() == 0) {
                found.add("finds nothing");
            }
        }
        if (!found.isEmpty()) {
            faults.add("%s, %s: %s".formatted(call, example, found));
        }
    }

    private static JsonNode total(HttpResponse<byte[]> answer) throws IOException {
        boolean json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
        return json ? JSON.readTree(answer.body()).at("/total/value") : JSON.missingNode();
    }
}
