package org.sunwindow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;

/** Looks up cases of a running service, as owners and attackers do. Does not validate the responses. Thread-safe. */
final class LookupClient {

    /** Easy challenges, so that the test spends its time on something else. */
    static final int BITS = 8;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI statusQueries;

    LookupClient(Sunwindow sunwindow) {
        statusQueries = URI.create(sunwindow.base() + "/api/v1/status-queries");
    }

    /** Every other number exists. */
    static String number(int index) {
        return "990102261109%06d".formatted(index);
    }

    static String code(int index) {
        return "%06d".formatted((index * 7919L + 104_729) % 1_000_000);
    }

    /** Lines of as many cases, with even numbers. */
    static String cases(int count) {
        var lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("""
                    {"applicationNo":"%s","caseType":"SERVICE","itemName":"最低生活保障对象认定","status":"IN_REVIEW",\
                    "submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"2026-11-12T09:00:00+08:00",\
                    "history":[{"at":"2026-11-09T10:20:00+08:00","status":"ACCEPTED","text":"材料齐全，予以受理"}],\
                    "statutoryLimit":{"value":30,"unit":"工作日"},\
                    "factors":[{"type":"QUERY_CODE","value":"%s"}]}
                    """.formatted(number(2 * i), code(2 * i)));
        }
        return lines.toString();
    }

    /** The credentials and the network address of a client. */
    record Identity(String token, String user, String address) {}

    HttpResponse<String> ask(Identity identity, String number, String code) throws IOException, InterruptedException {
        return ask(identity, number, code, "");
    }

    private HttpResponse<String> ask(Identity identity, String number, String code, String challenge)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(statusQueries)
                .header("Content-Type", "application/json")
                // answers are compared as they are
                .header("X-Request-Id", "sunwindow-test")
                .POST(BodyPublishers.ofString(
                        "{\"applicationNo\":\"%s\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"%s\"}%s}"
                                .formatted(number, code, challenge)));
        if (identity.token() != null) {
            request.header("Authorization", "Bearer " + identity.token());
            if (identity.user() != null) {
                request.header("End-User", identity.user());
            }
        } else {
            request.header("X-Forwarded-For", identity.address());
        }
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Looks up an own case, and solves a challenge if one is demanded. */
    HttpResponse<String> askAsOwner(Identity identity, String number, String code) throws Exception {
        var answer = ask(identity, number, code);
        if (answer.statusCode() != 403) {
            return answer;
        }
        var request = HttpRequest.newBuilder(statusQueries.resolve("challenges"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"applicationNo\":\"%s\"}".formatted(number)))
                .build();
        String token =
                Json.of(client.send(request, BodyHandlers.ofString()).body()).getString("token");
        var sha = MessageDigest.getInstance("SHA-256");
        int solution = 0;
        // BITS are the bits of one octet
        while (sha.digest((token + "." + solution).getBytes(StandardCharsets.UTF_8))[0] != 0) {
            solution++;
        }
        return ask(
                identity,
                number,
                code,
                ",\"challenge\":{\"token\":\"%s\",\"answer\":\"%d\"}".formatted(token, solution));
    }

    /** Returns everything that a response reveals, except for headers such as Retry-After. */
    static String content(HttpResponse<String> answer) {
        // the seconds to wait depend on the moment of the request
        return answer.statusCode() + " " + answer.body().replaceAll("\"retryAfter\":[0-9]+", "\"retryAfter\":0");
    }
}
