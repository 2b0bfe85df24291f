package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What leaves the service: exports, and notices to a webhook that cannot be reached. */
final class PlantedCopies {

    private static final List<String> FORMATS = List.of("ndjson", "changes", "csv", "xlsx");

    private PlantedCopies() {}

    /** The caller and the user on whose behalf it follows a case. */
    record Caller(Sunwindow sunwindow, String token, String user) {

        /** Sets up a webhook with further members. */
        Response webhook(String members) {
            return send("/webhooks", """
                    {"address":"https://portal.invalid/news","events":["publication.change","case.news"]%s}""".formatted(members));
        }

        Response follow(String webhook, String number, String code) {
            return send("/case-subscriptions", """
                    {"webhook":"%s","applicationNo":"%s","factor":{"type":"QUERY_CODE","value":"%s"}}""".formatted(webhook, number, code));
        }

        private Response send(String path, String body) {
            return sunwindow
                    .request()
                    .contentType("application/json")
                    .header("Authorization", "Bearer " + token)
                    .header("End-User", user)
                    .body(body)
                    .post(path);
        }
    }

    static Map<String, String> settings() {
        return Map.of(
                "SUNWINDOW_CALLERS_PORTAL_SCOPES", "READ,STATUS,WEBHOOKS,FOLLOW",
                "SUNWINDOW_WEBHOOKS_ALLOWED_HOSTS", "portal.invalid");
    }

    /** Follows a case. Personal data in what a caller states of itself is refused. */
    static List<Response> follow(Caller caller, List<String> personal, String number, String code) {
        var responses = new ArrayList<Response>();
        for (String text : personal) {
            for (String members : List.of(",\"description\":\"%s\"", ",\"publishers\":[\"%s\"]")) {
                responses.add(caller.webhook(members.formatted(text)));
                assertThat(responses.getLast().statusCode()).isEqualTo(400);
            }
        }
        String id = caller.webhook("")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class)
                .getString("webhook.id");
        responses.add(caller.follow(id, number, code));
        assertThat(responses.getLast().statusCode()).isEqualTo(201);
        for (String text : personal) {
            responses.add(caller.follow(id, text, code));
            assertThat(responses.getLast().statusCode()).isBetween(400, 499);
        }
        return responses;
    }

    /** Takes all that can be exported. Cases cannot. */
    static List<Response> export(Sunwindow sunwindow) {
        var responses = new ArrayList<Response>();
        Json list = sunwindow.read("/exports").as(Json.class);
        var kinds = new ArrayList<String>(list.getList("items.kind"));
        assertThat(kinds).contains("hotline").doesNotContain("application");
        // an empty file is no valid answer for the contract
        kinds.removeIf(kind -> list.getInt("items[kind=%s].records".formatted(kind)) == 0);
        for (String format : FORMATS) {
            for (String kind : kinds) {
                responses.add(sunwindow.read("/exports/" + kind + "." + format));
            }
            sunwindow.get("/exports/application." + format).then().statusCode(404);
        }
        return responses;
    }

    /** Returns the text of each file of a directory of exports, by its name. */
    static Map<String, String> texts(Path directory) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                texts.put(
                        name,
                        name.endsWith(".xlsx")
                                ? unzipped(file)
                                : name.endsWith(".gz") ? unpacked(file) : Files.readString(file));
            }
        }
        for (String format : FORMATS) {
            assertThat(texts.keySet()).anyMatch(name -> name.endsWith("." + format));
        }
        return texts;
    }

    private static String unpacked(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String unzipped(Path file) throws IOException {
        var text = new StringBuilder();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] part = zip.getInputStream(entry).readAllBytes();
                text.append(new String(part, StandardCharsets.UTF_8)).append('\n');
            }
        }
        return TimedReads.unescaped(text.toString());
    }
}
