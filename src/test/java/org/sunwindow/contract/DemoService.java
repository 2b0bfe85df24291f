package org.sunwindow.contract;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.contract.PublishedContract.Operation;

/** The service with the sample data, which the examples of the contract are taken from. */
final class DemoService {

    /** Runs the service with the sample data. */
    public static class WithSampleData implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sunwindow.sample-data", "true",
                    // all requests of a test come from one address
                    "sunwindow.token-failures.limit", "100000",
                    // has limits as any address, but they are not reached
                    "sunwindow.limits.unlimited", "203.0.113.1",
                    "sunwindow.limits.address-per-minute", "10000000",
                    "sunwindow.limits.network-per-minute", "10000000");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TestDatabase.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    /**
     * Failures of examples that are sent as they stand, by operation. The service gives these identifiers and revisions
     * itself, so those of an example are unknown to it. The placeholders of a handover are no publishers of the demo, and
     * the sample data was published after the transfer of the example.
     */
    static final Map<String, Set<Integer>> FAILURES = Map.ofEntries(
            Map.entry("getImport", Set.of(404)),
            Map.entry("listRejects", Set.of(404)),
            Map.entry("cancelImport", Set.of(404)),
            Map.entry("undoImport", Set.of(404)),
            Map.entry("getQuarantineEntry", Set.of(404)),
            Map.entry("release", Set.of(404)),
            Map.entry("revokeRelease", Set.of(404)),
            Map.entry("describeAttachment", Set.of(404)),
            Map.entry("withdrawAttachment", Set.of(404)),
            Map.entry("getTransfer", Set.of(404)),
            Map.entry("getTransferText", Set.of(404)),
            Map.entry("getWebhook", Set.of(404)),
            Map.entry("pauseWebhook", Set.of(404)),
            Map.entry("deleteWebhook", Set.of(404)),
            Map.entry("rotateWebhookSecret", Set.of(404)),
            Map.entry("testWebhook", Set.of(404)),
            Map.entry("listDeadLetters", Set.of(404)),
            Map.entry("resendDeadLetters", Set.of(404)),
            Map.entry("followCase", Set.of(404)),
            Map.entry("getCaseSubscription", Set.of(404)),
            Map.entry("unfollowCase", Set.of(404)),
            Map.entry("handOver", Set.of(403)),
            Map.entry("putRecord", Set.of(412, 428)),
            Map.entry("patchRecord", Set.of(412, 428)),
            Map.entry("withdrawRecord", Set.of(412, 428)));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base = RestAssured.baseURI + ":" + RestAssured.port;
    private final Sunwindow sunwindow = Sunwindow.underTest();

    /** Waits until the sample data is loaded and indexed. Cases are loaded last, and calendars and cases have no revision. */
    void awaitSampleData() {
        Sunwindow.await(
                "the cases of the sample data",
                () -> "COMPLETED".equals(imports("&kind=application").getString("items[0].state")));
        sunwindow.awaitRevision(imports("").<Number>getList("items.revision").stream()
                .filter(Objects::nonNull)
                .mapToLong(Number::longValue)
                .max()
                .orElseThrow());
    }

    private Json imports(String selection) {
        return sunwindow
                .request()
                .header("Authorization", "Bearer administrator-token-not-for-production")
                .get("/imports?size=100&publisher=sample-data" + selection)
                .as(Json.class);
    }

    HttpResponse<byte[]> send(Call call) throws IOException, InterruptedException {
        return call.send(client, base);
    }

    /** A request with the credentials that an operation needs. */
    static Call call(Operation operation) {
        var call = new Call(operation);
        return token(operation)
                .map(token -> call.header("Authorization", "Bearer " + token))
                .orElse(call);
    }

    /** Returns the token that an operation needs, empty for none. */
    static Optional<String> token(Operation operation) {
        return operation.isForCallers()
                ? Optional.of("demo-caller-token-not-for-production")
                : Optional.of(Sunwindow.TOKEN).filter(token -> operation.isForPublishers());
    }
}
