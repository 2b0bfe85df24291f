package org.sunwindow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.sunwindow.contract.PublishedContract.Operation;

/**
 * Sends random requests for every operation of the contract, valid and invalid ones: no answer differs from the contract. A
 * failure prints the seed; {@code -Dfuzz.seed=…} repeats it, and {@code -Dfuzz.requests=…} changes how many are sent.
 */
@Tag("slow")
@QuarkusTest
@TestProfile(ContractFuzzTest.WithSampleData.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractFuzzTest {

    /** An application of its own, because random imports change what other tests find. */
    public static final class WithSampleData extends DemoService.WithSampleData {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 20_000);

    /** Differences that are collected before the test gives up. */
    private static final int ENOUGH = 200;

    private final PublishedContract contract = PublishedContract.read();
    private final AnswerCheck check = new AnswerCheck(contract);
    private DemoService service;

    @BeforeEach
    void awaitSampleData() {
        service = new DemoService();
        service.awaitSampleData();
    }

    /** What a list shows beside a value is what the value finds. */
    @Test
    @Order(1)
    void everyFacetValueFindsItsCount() throws IOException, InterruptedException {
        var faults = new ArrayList<String>();
        int values = 0;
        for (Operation operation : contract.operations()) {
            JsonNode facets = parameter(operation, "facets");
            if (facets == null) {
                continue;
            }
            for (JsonNode filter : contract.parameters(operation)) {
                if (filter.path("schema").path("type").asText().equals("array")) {
                    values += checkFacet(operation, facets, filter, faults);
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(values).isGreaterThan(500);
    }

    private int checkFacet(Operation operation, JsonNode facets, JsonNode filter, List<String> faults)
            throws IOException, InterruptedException {
        String name = filter.path("name").asText();
        HttpResponse<byte[]> list = service.send(DemoService.call(operation).with(facets, name));
        if (list.statusCode() != 200) {
            return 0;
        }
        JsonNode counts = JSON.readTree(list.body()).path("facets").path(name);
        for (JsonNode count : counts) {
            HttpResponse<byte[]> found = service.send(
                    DemoService.call(operation).with(filter, count.path("value").asText()));
            int total = JSON.readTree(found.body()).at("/total/value").asInt(-1);
            if (total != count.path("count").asInt()) {
                faults.add("%s %s=%s: %d, and the filter finds %d"
                        .formatted(
                                operation,
                                name,
                                count.path("value"),
                                count.path("count").asInt(),
                                total));
            }
        }
        return counts.size();
    }

    @Test
    @Order(2)
    void everyAnswerIsAsDocumented() throws IOException, InterruptedException {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.printf("contract fuzzing: %d requests, -Dfuzz.seed=%d%n", REQUESTS, seed);
        var random = new Random(seed);
        var values = new FuzzedValues(contract, random);
        List<Operation> operations = contract.operations();
        var faults = new TreeMap<String, String>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < REQUESTS && faults.size() < ENOUGH; i++) {
            Call call = values.call(operations.get(i % operations.size()));
            HttpResponse<byte[]> answer = service.send(call);
            statuses.merge(answer.statusCode(), 1, Integer::sum);
            // one of each kind, as an example
            check.faults(call.operation(), answer)
                    .forEach(fault -> faults.putIfAbsent(
                            call.operation() + " " + fault.replaceAll("\\d+", "0"), fault + " <- " + call));
        }
        System.out.println("contract fuzzing: answers by status " + statuses);
        assertThat(faults.values()).as("-Dfuzz.seed=" + seed).isEmpty();
        assertThat(statuses.get(200)).isGreaterThan(REQUESTS / 10);
    }

    private JsonNode parameter(Operation operation, String name) {
        return contract.parameters(operation).stream()
                .filter(parameter -> parameter.path("name").asText().equals(name))
                .findFirst()
                .orElse(null);
    }
}
