package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.crypto.Sha256;

/** Everything but the key is lost and restored, with the commands of docs/operating.md. */
class RestoreIT {

    private static final String DATABASE = "sunwindow";
    private static final String KEY = "the-key-that-is-kept-apart-from-the-backup";

    private static final String NUMBER = "990102261109000017";
    private static final String CODE = "408215";

    private static final List<String> KINDS = List.of(
            "division",
            "organization",
            "office",
            "hotline",
            "column",
            "catalogItem",
            "service",
            "disclosure",
            "notice",
            "answer",
            "statistic",
            "site",
            "application");

    private static final Pattern DOWNLOAD = Pattern.compile("/attachments/[0-9a-f]{64}/[^\"?#]+");

    /** A section of a document, and its blocks of commands. */
    private static final Pattern SECTION = Pattern.compile("(?ms)^## (?:Backup and restore|备份与恢复)$(.*?)^## ");

    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh$(.*?)^```$");

    @TempDir
    Path home;

    @Test
    void everythingIsAsItWasAtTheTimeOfTheBackup() throws Exception {
        Path programs = InstalledPostgres.programs().orElse(null);
        if (programs == null) {
            System.out.println("RestoreIT is skipped: no pg_dump with a server of its version is installed");
            abort("no pg_dump with a server of its version is installed");
        }
        List<String> commands = commands("docs/operating.md");
        Path backup = Files.createDirectory(home.resolve("backup"));
        Map<String, String> before;
        try (var postgres = new InstalledPostgres(programs, home.resolve("postgresql"));
                var service = service("a", postgres, KEY);
                var other = service("b", postgres, KEY)) {
            InstalledPostgres.shell("createdb \"$PGDATABASE\"", backup, postgres.environment(DATABASE));
            Sunwindow sunwindow = service.start();
            sunwindow.uploadSampleFiles();
            sunwindow.publishSamples(KINDS.toArray(String[]::new));
            before = everything(sunwindow);
            assertThat(before).hasSizeGreaterThan(KINDS.size() * 3);

            InstalledPostgres.shell(commands.get(0), backup, environment(postgres));

            String lost = "{\"code\":\"990109\",\"name\":\"备份之后设立的区\"}";
            sunwindow.publish("division", lost);
            long revision = sunwindow
                    .publish("division", "{\"withdraw\":\"990103000000\"}")
                    .getLong("revision");
            other.start().awaitRevision(revision);
        }
        assertThat(InstalledPostgres.shell(programs + "/pg_restore --file=- sunwindow.dump", backup, Map.of()))
                .as("a dump without the key")
                .contains("CREATE TABLE public.application_case", NUMBER)
                .doesNotContain(KEY);
        // the index of the other instance survives
        for (String directory : List.of("postgresql", "files", "a/index", "a/exports")) {
            LocalDatabase.delete(home.resolve(directory));
        }

        try (var postgres = new InstalledPostgres(programs, home.resolve("postgresql"))) {
            InstalledPostgres.shell(commands.get(1), backup, environment(postgres));
            assertThat(exit("c", postgres, "")).containsPattern("(?i)sunwindow.progress.secret");
            assertThat(exit("d", postgres, "another-key-which-opens-nothing-at-all"))
                    .contains("this database was written with another key", "SUNWINDOW_PROGRESS_SECRET");
            try (var service = service("a", postgres, KEY);
                    var other = service("b", postgres, KEY)) {
                assertThat(everything(service.start())).isEqualTo(before);
                assertThat(everything(other.start())).isEqualTo(before);
                assertThat(other.log()).contains("the index does not belong to the history of this database");
            }
        }
    }

    @Test
    void bothLanguagesHaveTheSameCommands() throws IOException {
        assertThat(commands("docs/operating.md")).hasSize(2).isEqualTo(commands("docs/operating.zh-CN.md"));
    }

    private static List<String> commands(String document) throws IOException {
        String section = SECTION.matcher(Files.readString(Path.of(document)))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        return COMMANDS.matcher(section).results().map(found -> found.group(1)).toList();
    }

    private Map<String, String> environment(InstalledPostgres postgres) {
        var environment = new HashMap<>(postgres.environment(DATABASE));
        environment.put("SUNWINDOW_ATTACHMENTS_DIRECTORY", home.resolve("files").toString());
        return environment;
    }

    private Instance service(String name, InstalledPostgres postgres, String key) {
        return new Instance(
                home.resolve(name),
                postgres.url(DATABASE),
                Instance.jar("256m"),
                Map.of(
                        "SUNWINDOW_PROGRESS_SECRET",
                        key,
                        "SUNWINDOW_ATTACHMENTS_DIRECTORY",
                        home.resolve("files").toString()));
    }

    /** Starts a service that exits, and returns its log. */
    private String exit(String name, InstalledPostgres postgres, String key) throws IOException {
        try (var service = service(name, postgres, key)) {
            int status = service.launch().onExit().join().exitValue();
            assertThat(status).as(service.log()).isNotZero();
            return service.log();
        }
    }

    /** Hashes of all exports, the roots of their trees, a case, and the hashes of all files that records name. */
    private static Map<String, String> everything(Sunwindow sunwindow) {
        var everything = new TreeMap<String, String>();
        var downloads = new TreeSet<String>();
        Json exports = sunwindow.read("/exports").as(Json.class);
        for (String kind : exports.<String>getList("items.kind")) {
            for (String format : List.of("ndjson", "changes", "csv")) {
                Response export = available(sunwindow, "/exports/" + kind + "." + format);
                everything.put(kind + "." + format, hash(export));
                everything.put(kind + " root", export.header("Sunwindow-Root"));
                everything.put("revision", export.header("Sunwindow-Revision"));
                if (format.equals("ndjson")) {
                    DOWNLOAD.matcher(export.asString())
                            .results()
                            .map(MatchResult::group)
                            .forEach(downloads::add);
                }
            }
        }
        assertThat(downloads).isNotEmpty();
        for (String download : downloads) {
            Response file = available(sunwindow, download);
            assertThat(download).contains(hash(file));
            everything.put(download, file.contentType());
        }
        everything.put(
                "case",
                sunwindow
                        .ask(NUMBER, "QUERY_CODE", CODE)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        return everything;
    }

    /** An export is written when it is asked for. */
    private static Response available(Sunwindow sunwindow, String path) {
        var last = new AtomicReference<Response>();
        Sunwindow.await(path, () -> {
            last.set(sunwindow.get(path));
            return last.get().statusCode() == 200;
        });
        return last.get();
    }

    private static String hash(Response response) {
        return HexFormat.of().formatHex(Sha256.of(response.asByteArray()));
    }
}
