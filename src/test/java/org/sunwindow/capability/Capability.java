package org.sunwindow.capability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;

/**
 * One thing that the public can ask, and a call that answers it. Some need two calls, and are listed twice.
 *
 * @param phrase      in Chinese, as bureaus call it
 * @param documents   numbers of the documents that show it
 * @param path        below {@code /api/v1}, readable, with the query string
 * @param body        JSON to send, {@code null} for a GET
 * @param lines       text to send instead of {@code body}
 * @param publisher   whether a publisher calls
 * @param stated      values of the answer that the documents state, by their path in it
 * @param planted     values that come from the records of the test, where the documents give none
 * @param text        what an answer in plain text contains
 */
record Capability(
        int number,
        String phrase,
        String english,
        String documents,
        String path,
        JsonNode body,
        List<String> lines,
        String contentType,
        boolean publisher,
        Map<String, Object> stated,
        Map<String, Object> planted,
        List<String> text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Capability {
        stated = stated == null ? Map.of() : stated;
        planted = planted == null ? Map.of() : planted;
        text = text == null ? List.of() : text;
    }

    static List<Capability> all() {
        try (InputStream in = Capability.class.getResourceAsStream("/capability/capabilities.ndjson");
                var lines = JSON.readerFor(Capability.class).<Capability>readValues(in)) {
            return lines.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isPost() {
        return body != null || lines != null;
    }

    String call() {
        return (isPost() ? "POST " : "GET ") + path;
    }

    Response ask(Sunwindow sunwindow) {
        RequestSpecification request = sunwindow.request();
        if (publisher) {
            request.header("Authorization", "Bearer " + sunwindow.token());
        }
        String encoded = URI.create(path).toASCIIString();
        if (!isPost()) {
            return request.get(encoded);
        }
        String sent = lines == null ? body.toString() : String.join("\n", lines);
        return request.contentType(contentType == null ? "application/json" : contentType)
                .body(sent.getBytes(StandardCharsets.UTF_8))
                .post(encoded);
    }

    Map<String, Object> expected() {
        var expected = new LinkedHashMap<>(stated);
        expected.putAll(planted);
        return expected;
    }

    /** Returns the values of an answer by the same paths as the expected ones. */
    Map<String, Object> found(Response answer) {
        var found = new LinkedHashMap<String, Object>();
        if (!expected().isEmpty()) {
            Json json = answer.as(Json.class);
            expected().keySet().forEach(name -> found.put(name, json.get(name)));
        }
        return found;
    }

    @Override
    public String toString() {
        return number + " " + phrase + " " + call();
    }
}
