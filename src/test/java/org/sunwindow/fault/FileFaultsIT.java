package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sunwindow.Json.jsonAt;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Instance;
import org.sunwindow.Json;
import org.sunwindow.LocalDatabase;
import org.sunwindow.Sunwindow;

/** Faults of the folder of uploaded files. */
class FileFaultsIT {

    private static final String FIRST = "低保申请须知";
    private static final String SECOND = "临时救助申请须知";

    private static final String PROMISE =
            "uploads are refused with 503 and leave nothing; earlier files are downloaded; then all are accepted";

    @TempDir
    Path home;

    @BeforeEach
    void needsLinux() {
        assumeTrue(Files.isDirectory(Path.of("/proc")), "limits and rights of processes are set as Linux does");
    }

    @Fault(
            value = "no file can grow any more, as on a full disk (RLIMIT_FSIZE), while files are uploaded",
            promise = PROMISE)
    void full(Seen seen) throws Exception {
        try (var database = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), database, folder())) {
            Sunwindow sunwindow = instance.start();
            upload(seen, sunwindow, () -> instance.limitFiles("0"), () -> instance.limitFiles("unlimited"));
        }
    }

    @Fault(value = "the folder of uploaded files becomes read-only", promise = PROMISE)
    void readOnly(Seen seen) throws Exception {
        try (var database = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = Unprivileged.instance(home.resolve("a"), database, folder())) {
            Sunwindow sunwindow = instance.start();
            upload(
                    seen,
                    sunwindow,
                    () -> Unprivileged.permit(files(), "r-xr-xr-x"),
                    () -> Unprivileged.permit(files(), "rwxr-xr-x"));
        }
    }

    private Path files() {
        return home.resolve("a/files");
    }

    private Map<String, String> folder() {
        return Map.of("SUNWINDOW_ATTACHMENTS_DIRECTORY", files().toString());
    }

    private interface Change {
        void make() throws IOException;
    }

    private void upload(Seen seen, Sunwindow sunwindow, Change fault, Change repair) throws IOException {
        publish(sunwindow, FIRST);
        List<Path> before = stored();
        fault.make();
        for (int i = 0; i < Scale.of(3, 100); i++) {
            send(sunwindow, SECOND).then().statusCode(503).body(jsonAt("code", equalTo("store.unavailable")));
            seen.lost(isDownloaded(sunwindow, FIRST) ? 0 : 1);
        }
        assertThat(stored()).isEqualTo(before);
        repair.make();
        publish(sunwindow, SECOND);
        seen.lost(isDownloaded(sunwindow, FIRST) ? 0 : 1);
        seen.add("%d uploads refused, %d files stored afterwards", Scale.of(3, 100), stored().size());
    }

    private static Response send(Sunwindow sunwindow, String text) {
        return sunwindow.upload(text + ".txt", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Uploads a file, and publishes a record that names it. */
    private static void publish(Sunwindow sunwindow, String text) {
        String hash = send(sunwindow, text)
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class)
                .getString("hash");
        Json run = sunwindow.publish("disclosure", """
                {"indexNo":"%s","title":"%s","publisher":"云川市民政局","publishedAt":"2026-01-02",\
                "disclosureAttribute":"主动公开","body":"请知悉。","attachments":[{"name":"%s.txt","hash":"%s"}]}
                """.formatted(hash.substring(0, 20), text, text, hash));
        assertThat(run.getInt("rejected")).as(run.toString()).isZero();
        assertThat(isDownloaded(sunwindow, text)).isTrue();
    }

    private static boolean isDownloaded(Sunwindow sunwindow, String text) {
        String found = sunwindow.find("/disclosures", text).getString("items[0].id");
        String url = sunwindow.read("/disclosures/" + found).as(Json.class).getString("attachments[0].url");
        Response file = sunwindow.get(url.replaceFirst("^.*/api/v1", ""));
        return file.statusCode() == 200 && file.asString().equals(text);
    }

    private List<Path> stored() throws IOException {
        try (Stream<Path> all = Files.walk(files())) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
