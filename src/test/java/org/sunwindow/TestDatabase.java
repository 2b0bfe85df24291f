package org.sunwindow;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** Provides an empty database and an empty index directory to {@code @QuarkusTest} classes. */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

    private LocalDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            database = LocalDatabase.temporary();
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    database.url(),
                    "quarkus.datasource.username",
                    "postgres",
                    "quarkus.datasource.password",
                    "postgres",
                    "sunwindow.index.directory",
                    Files.createTempDirectory("sunwindow-index").toString(),
                    "sunwindow.attachments.directory",
                    Files.createTempDirectory("sunwindow-attachments").toString(),
                    "sunwindow.bulk.directory",
                    Files.createTempDirectory("sunwindow-exports").toString(),
                    "sunwindow.attachments.max-bytes",
                    "1000000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
