package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an upgrade means for the version before it, and for an index that is left. */
class UpgradeIT {

    private static final String LIST = "/disclosures?facets=year";

    @TempDir
    Path home;

    /** During an upgrade and after a way back, this version meets the schema of a later one. */
    @Test
    void serviceGoesOnAndStartsWithTheSchemaOfALaterVersion() throws IOException {
        try (var database = LocalDatabase.temporary();
                var instance = new Instance(home.resolve("a"), database, Map.of())) {
            Sunwindow sunwindow = instance.start();
            sunwindow.publishSamples("division", "disclosure", "application");

            migrateFurther(database);

            assertWorks(sunwindow, "990107");
            instance.kill();
            assertWorks(instance.start(), "990108");
        }
    }

    /** As a later version may, see CONTRIBUTING.md. */
    private void migrateFurther(LocalDatabase database) throws IOException {
        Path later = Files.createDirectory(home.resolve("later"));
        Files.writeString(later.resolve("V9001__later.sql"), """
                alter table publication add column later text;
                alter table application_case add column later bigint not null default 0;
                create table later (kind varchar(32) primary key);
                create index publication_later on publication (later);
                """);
        Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .locations("classpath:db/migration", "filesystem:" + later)
                .load()
                .migrate();
    }

    private static void assertWorks(Sunwindow sunwindow, String division) {
        sunwindow.publish("division", "{\"code\":\"%s\",\"name\":\"升级期间设立的区\"}".formatted(division));
        assertThat(sunwindow.read("/divisions/" + division + "000000").asString())
                .contains("升级期间设立的区");
        sunwindow.publish("division", "{\"withdraw\":\"%s000000\"}".formatted(division));
        sunwindow.get("/divisions/" + division + "000000").then().statusCode(410);
        Json again = sunwindow.publish("application", Sunwindow.sample("application"));
        assertThat(again.getInt("rejected")).isZero();
        sunwindow.ask("990102261109000017", "QUERY_CODE", "408215").then().statusCode(200);
    }

    /** The database is away, so that the time in which the index is missing can be seen. */
    @Test
    void nothingIsAnsweredFromAnIndexOfAnotherVersion() throws IOException {
        Path data = home.resolve("postgresql");
        LocalDatabase database = LocalDatabase.in(data, 0);
        try (var instance = new Instance(home.resolve("a"), database, Map.of())) {
            Sunwindow sunwindow = instance.start();
            sunwindow.publishSamples("division", "disclosure");
            String before = sunwindow.read(LIST).asString();
            instance.close();
            String version = changeVersion(home.resolve("a/index"));
            database.kill();

            instance.launch();
            Sunwindow.await("health", () -> "waiting for the database".equals(state(sunwindow)));
            assertThat(sunwindow.ready().statusCode()).isEqualTo(503);
            sunwindow.get(LIST).then().statusCode(503).body(jsonAt("code", equalTo("index.building")));
            assertThat(instance.log()).contains("the index has version an-earlier-one, not " + version);

            database = LocalDatabase.in(data, database.port());
            Sunwindow.await("an index", () -> sunwindow.ready().statusCode() == 200);
            assertThat(sunwindow.read(LIST).asString()).isEqualTo(before);
        } finally {
            database.close();
        }
    }

    private static String state(Sunwindow sunwindow) {
        return sunwindow.ready().as(Json.class).getString("checks[name=search-index].data.state");
    }

    /** Makes an index one of another version, and returns its version. */
    private static String changeVersion(Path index) throws IOException {
        try (var directory = FSDirectory.open(index)) {
            var label = new HashMap<>(SegmentInfos.readLatestCommit(directory).getUserData());
            String version = label.put("version", "an-earlier-one");
            try (var writer = new IndexWriter(directory, new IndexWriterConfig())) {
                writer.setLiveCommitData(label.entrySet());
                writer.commit();
            }
            return version;
        }
    }
}
