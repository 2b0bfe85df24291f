package org.sunwindow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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

    private static final Path ANSWERS = Path.of("src/main/resources/contract/answers");

    /** Longer answers would hide the rest of the contract. */
    private static final int MAX_RECORDED = 12_000;

    private static final String BOUNDARY = "boundary-of-the-form";

    /** Parameters, or values of them, that are sent together with another. */
    private static final Map<String, String> COMPANIONS = Map.of(
            "radius", "near",
            "width", "view",
            "sort=relevance", "q",
            "sort=distance", "near",
            "listCalendarDays to", "from");

    /** Filters of which the sample data has no value, and shared parameters whose example suits other lists. */
    private static final Set<String> MAY_FIND_NOTHING = Set.of(
            "q",
            "sort",
            "division",
            "organization",
            "topic",
            "lifeStage",
            "indexNo",
            "docNo",
            "interpretedBy",
            "respondsTo",
            "respondedBy",
            "forwards",
            "forwardedBy");

    /** The sample data has no past. */
    private static final String AS_OF = "asOf";

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
                if (parameter.has("example")
                        && !parameter.path("required").asBoolean()
                        && !operation.isNeeded(parameter)) {
                    Call call = required(operation);
                    addCompanion(operation, parameter, call);
                    send(
                            call.with(parameter, parameter.get("example")),
                            parameter.path("name").asText());
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
                    boolean form = content.getKey().equals("multipart/form-data");
                    send(
                            (form ? DemoService.call(operation) : required(operation))
                                    .body(
                                            form ? content.getKey() + "; boundary=" + BOUNDARY : content.getKey(),
                                            body(value, form)),
                            content.getKey() + " " + example.getKey());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /** With {@code -Dcontract.update} answers with other members than the recorded ones are recorded again. */
    @Test
    void answersAreLikeTheRecordedOnes() throws IOException, InterruptedException {
        boolean update = System.getProperty("contract.update") != null;
        for (Operation operation : contract.operations()) {
            if (!operation.method().equals("GET") || DemoService.FAILURES.containsKey(operation.id())) {
                continue;
            }
            Call call = required(operation);
            contract.parameters(operation).stream()
                    .filter(parameter -> parameter.path("name").asText().equals("size"))
                    .forEach(parameter -> call.with(parameter, "1"));
            HttpResponse<byte[]> answer = service.send(call);
            if (answer.statusCode() != 200
                    || !answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json")
                    || answer.body().length > MAX_RECORDED) {
                continue;
            }
            JsonNode body = JSON.readTree(answer.body());
            Path recorded = ANSWERS.resolve(operation.id() + ".json");
            boolean differs = !Files.exists(recorded)
                    // what publishers see depends on the tests before
                    || operation.isPublicRead()
                            && !members("", body).equals(members("", JSON.readTree(Files.readString(recorded))));
            if (differs && update) {
                Files.createDirectories(ANSWERS);
                Files.writeString(recorded, body.toPrettyString() + "\n");
            } else if (differs) {
                faults.add(operation + " has other members than its recorded answer");
            }
        }
        assertThat(faults)
                .as("update them with script/test -Dcontract.update, twice, because the contract contains them")
                .isEmpty();
    }

    /** The paths of all members; the values change with the clock and the order of imports. */
    private static Set<String> members(String at, JsonNode node) {
        var paths = new TreeSet<String>();
        node.properties().forEach(member -> {
            paths.add(at + "." + member.getKey());
            paths.addAll(members(at + "." + member.getKey(), member.getValue()));
        });
        if (node.isArray()) {
            node.forEach(element -> paths.addAll(members(at + "[]", element)));
        }
        return paths;
    }

    private static byte[] body(JsonNode value, boolean form) {
        String body = form ? form(value) : value.isTextual() ? value.asText() : value.toString();
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** The members of an example as the parts of a form. */
    private static String form(JsonNode members) {
        var parts = new StringBuilder();
        members.properties()
                .forEach(member -> parts.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n"
                        .formatted(
                                BOUNDARY,
                                member.getKey(),
                                member.getKey().equals("file") ? "; filename=\"a.csv\"" : "",
                                member.getValue().asText())));
        return parts + "--" + BOUNDARY + "--\r\n";
    }

    private Call required(Operation operation) {
        Call call = DemoService.call(operation);
        contract.parameters(operation).stream()
                .filter(parameter -> parameter.path("required").asBoolean() || operation.isNeeded(parameter))
                .forEach(parameter -> call.with(parameter, parameter.path("example")));
        return call;
    }

    private void addCompanion(Operation operation, JsonNode parameter, Call call) {
        String name = parameter.path("name").asText();
        Stream.of(name, name + "=" + parameter.path("example").asText(), operation.id() + " " + name)
                .map(COMPANIONS::get)
                .filter(Objects::nonNull)
                .forEach(companion -> contract.parameters(operation).stream()
                        .filter(other -> other.path("name").asText().equals(companion))
                        .forEach(other -> call.with(other, other.get("example"))));
        if (name.equals("width")) {
            call.header("Accept", "text/plain");
        }
    }

    private void send(Call call, String example) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = service.send(call);
        var found = new ArrayList<>(check.faults(call.operation(), answer));
        int status = answer.statusCode();
        if (status >= 400
                && !DemoService.FAILURES
                        .getOrDefault(call.operation().id(), Set.of())
                        .contains(status)
                && !(status == 404 && example.equals(AS_OF))) {
            found.add("%d %s".formatted(status, new String(answer.body(), StandardCharsets.UTF_8)));
        }
        // what a filter leaves out may be all that there is
        boolean isNegative = example.startsWith("-");
        boolean mustFind =
                !MAY_FIND_NOTHING.contains(example) && !example.equals(AS_OF) && !example.isEmpty() && !isNegative;
        if (found.isEmpty() && status == 200 && call.operation().isPublicRead() && mustFind) {
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
