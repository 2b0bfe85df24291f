package org.sunwindow.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sunwindow.contract.PublishedContract.Operation;

/** Compares an answer with what the contract says of its operation. */
final class AnswerCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Headers that clients act on. Where one is sent, the contract has it. */
    private static final Set<String> DOCUMENTED = Set.of(
            "Cache-Control",
            "Content-Disposition",
            "ETag",
            "Location",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "WWW-Authenticate",
            "X-Request-Id");

    private static final String PROBLEM = "application/problem+json";

    private final PublishedContract contract;

    AnswerCheck(PublishedContract contract) {
        this.contract = contract;
    }

    /** Returns the differences, empty if there are none. */
    List<String> faults(Operation operation, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        JsonNode response = contract.response(operation, status);
        if (status == 500 || response.isMissingNode()) {
            return List.of("status %d: %s".formatted(status, text(answer)));
        }
        var faults = new ArrayList<String>();
        response.path("headers").fieldNames().forEachRemaining(name -> {
            if (answer.headers().firstValue(name).isEmpty() && !mayBeAbsent(name, operation, answer)) {
                faults.add("the header %s of status %d is missing".formatted(name, status));
            }
        });
        DOCUMENTED.stream()
                .filter(name -> answer.headers().firstValue(name).isPresent())
                .filter(name -> !response.path("headers").has(name))
                .forEach(name -> faults.add("status %d has the header %s without saying so".formatted(status, name)));
        checkBody(response, answer, faults);
        return faults;
    }

    /** Only a refusal that ends by itself says when, only a file has a name, and publishers have no limits. */
    private static boolean mayBeAbsent(String header, Operation operation, HttpResponse<byte[]> answer) {
        return header.equals("Retry-After")
                || header.equals("Location")
                || header.equals("Content-Disposition") && isJson(answer)
                || header.startsWith("RateLimit") && operation.isForPublishers();
    }

    private static boolean isJson(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
    }

    private void checkBody(JsonNode response, HttpResponse<byte[]> answer, List<String> faults) {
        if (answer.body().length == 0) {
            if (answer.statusCode() >= 400) {
                faults.add("a failure without a body: " + answer.statusCode());
            }
            return;
        }
        String type = answer.headers()
                .firstValue("Content-Type")
                .orElse("")
                .split(";")[0]
                .strip();
        JsonNode media = response.path("content").path(type);
        if (media.isMissingNode()) {
            media = response.path("content").path("*/*");
        }
        if (media.isMissingNode()) {
            faults.add("status %d has the type %s".formatted(answer.statusCode(), type));
        } else if (type.equals("application/json") || type.endsWith("+json")) {
            checkJson(media, response, answer, type, faults);
        }
    }

    /** Whether an item lacks a member because the request names those that it wants, as the contract says of {@code fields}. */
    private static boolean isLeftOut(String fault, HttpResponse<byte[]> answer) {
        String query = answer.request().uri().getRawQuery();
        return query != null
                && ("&" + query).contains("&fields=")
                && fault.startsWith(".items[")
                && fault.endsWith(" is missing");
    }

    private void checkJson(
            JsonNode media, JsonNode response, HttpResponse<byte[]> answer, String type, List<String> faults) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            contract.schemas().faults(body, media.path("schema")).stream()
                    .filter(fault -> !isLeftOut(fault, answer))
                    .forEach(faults::add);
            if (type.equals(PROBLEM)) {
                checkProblem(body, response, answer.statusCode(), faults);
            }
        } catch (JsonProcessingException e) {
            faults.add("no JSON: " + text(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkProblem(JsonNode body, JsonNode response, int status, List<String> faults) {
        String code = body.path("code").asText();
        if (!response.path("x-problem-codes").toString().contains("\"" + code + "\"")) {
            faults.add("status %d with the code %s: %s"
                    .formatted(status, code, body.path("detail").asText()));
        }
        if (body.path("status").asInt() != status) {
            faults.add("the body of status %d says %s".formatted(status, body.path("status")));
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return text.substring(0, Math.min(300, text.length()));
    }
}
