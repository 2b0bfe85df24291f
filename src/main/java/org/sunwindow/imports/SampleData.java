package org.sunwindow.imports;

import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jboss.logging.Logger;
import org.sunwindow.Settings;
import org.sunwindow.StartupGuard;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.publication.SampleContribution;
import org.sunwindow.publication.database.DatabaseReached;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/**
 * Imports the records of a fictional bureau: {@code /sample/<kind>.ndjson} of every import kind that has such a
 * resource. {@link SampleContribution}s, such as their files, are stored before them. In production it refuses a
 * database that holds them.
 */
@ApplicationScoped
class SampleData {

    private static final Logger LOG = Logger.getLogger(SampleData.class);
    private static final Publisher PUBLISHER = Publisher.ofOwn(Publishers.SAMPLE_DATA);

    private final Settings settings;
    private final Importer importer;
    private final ImportTargets targets;
    private final ImportRuns runs;
    private final List<SampleContribution> contributions;

    SampleData(
            Settings settings,
            Importer importer,
            ImportTargets targets,
            ImportRuns runs,
            @All List<SampleContribution> contributions) {
        this.settings = settings;
        this.importer = importer;
        this.targets = targets;
        this.runs = runs;
        this.contributions = contributions;
    }

    void databaseReached(@Observes DatabaseReached event) {
        if (settings.sampleData()) {
            Thread.ofPlatform().name("sample-data").daemon().start(this::load);
        } else if (StartupGuard.isProduction() && runs.exists(PUBLISHER.name())) {
            LOG.fatal("this database holds the sample data of a fictional bureau; production needs one of its own");
            Quarkus.asyncExit(1);
        }
    }

    private void load() {
        contribute();
        for (String kind : targets.kinds()) {
            try (InputStream lines = SampleData.class.getResourceAsStream("/sample/" + kind + ".ndjson")) {
                if (lines != null) {
                    load(kind, lines);
                }
            } catch (IOException | Importer.Interrupted e) {
                LOG.errorf(e, "sample data, %s: not loaded", kind);
            }
        }
    }

    private void contribute() {
        for (SampleContribution contribution : contributions) {
            try {
                contribution.load(PUBLISHER);
            } catch (IOException | RuntimeException e) {
                LOG.errorf(
                        e,
                        "sample data, %s: not loaded",
                        contribution.getClass().getSimpleName());
            }
        }
    }

    private void load(String kind, InputStream lines) throws IOException, Importer.Interrupted {
        if (runs.isCompleted(PUBLISHER.name(), kind)) {
            // loading again would overwrite later changes
            LOG.infof("sample data, %s: loaded before", kind);
            return;
        }
        ImportReport run = importer.run(kind, PUBLISHER, false, FileFormat.NDJSON, lines);
        LOG.infof(
                "sample data, %s: %d lines, %d created, %d rejected", kind, run.lines(), run.created(), run.rejected());
    }
}
