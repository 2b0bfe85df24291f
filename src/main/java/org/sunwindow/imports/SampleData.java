package org.sunwindow.imports;

import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jboss.logging.Logger;
import org.sunwindow.Settings;
import org.sunwindow.StartupGuard;
import org.sunwindow.cases.CaseImport;
import org.sunwindow.publication.DatabaseReached;

/** Imports the records of a fictional bureau, the way a publisher would; and keeps production free of them. */
@ApplicationScoped
class SampleData {

    private static final Logger LOG = Logger.getLogger(SampleData.class);
    private static final String PUBLISHER = "sample-data";

    /** What is referred to comes first. */
    private static final List<String> KINDS =
            List.of("division", "organization", "office", "hotline", "service", "disclosure", CaseImport.NAME);

    private final Settings settings;
    private final Importer importer;
    private final ImportRuns runs;

    SampleData(Settings settings, Importer importer, ImportRuns runs) {
        this.settings = settings;
        this.importer = importer;
        this.runs = runs;
    }

    void storeReached(@Observes DatabaseReached event) {
        if (settings.sampleData()) {
            Thread.ofPlatform().name("sample-data").daemon().start(this::load);
        } else if (StartupGuard.isProduction() && runs.any(PUBLISHER)) {
            LOG.fatal("this database holds the sample data of a fictional bureau; production needs one of its own");
            Quarkus.asyncExit(1);
        }
    }

    private void load() {
        for (String kind : KINDS) {
            if (runs.completed(PUBLISHER, kind)) {
                // what somebody has changed since stays changed
                LOG.infof("sample data, %s: loaded before", kind);
                continue;
            }
            try (InputStream lines = resource(kind)) {
                ImportReport run = importer.run(kind, PUBLISHER, false, lines);
                LOG.infof(
                        "sample data, %s: %d lines, %d created, %d rejected",
                        kind, run.lines(), run.created(), run.rejected());
            } catch (IOException | Importer.Interrupted e) {
                LOG.errorf(e, "sample data, %s: not loaded", kind);
            }
        }
    }

    private static InputStream resource(String kind) {
        String name = "/sample/" + kind + ".ndjson";
        InputStream resource = SampleData.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException("missing resource " + name);
        }
        return resource;
    }
}
