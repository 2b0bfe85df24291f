package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with wrong settings exits. One line of its log says why, with the environment variables to change. */
class RefusedStartIT {

    /** Nothing listens there; settings are checked before the database is used. */
    private static final String NO_DATABASE = "jdbc:postgresql://127.0.0.1:1/none";

    @TempDir
    Path home;

    @Test
    void settingsThatAreUnfitForProductionAreNamed() throws IOException {
        assertThat(fatalLines(Map.of("SUNWINDOW_PROGRESS_SECRET", "short")))
                .singleElement()
                .asString()
                .contains("not fit for production: SUNWINDOW_PROGRESS_SECRET is a default or shorter");
    }

    @Test
    void settingsThatAreMissingOrMalformedAreNamed() throws IOException {
        assertThat(fatalLines(Map.of("SUNWINDOW_PROGRESS_SECRET", "", "SUNWINDOW_READS_CACHE_BYTES", "many")))
                .anySatisfy(
                        line -> assertThat(line).contains("SUNWINDOW_PROGRESS_SECRET", "SUNWINDOW_READS_CACHE_BYTES"));
    }

    private List<String> fatalLines(Map<String, String> settings) throws IOException {
        try (var refused = new Instance(home, NO_DATABASE, Instance.jar("256m"), settings)) {
            Process process = refused.launch();
            process.onExit().join();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(refused.log()).doesNotContain("\tat ");
            return refused.log().lines().filter(line -> line.contains("FATAL")).toList();
        }
    }
}
