package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pod of {@code k8s/base} runs with the image that {@code script/image} builds. Prints what the script checks. */
class ImageIT {

    /** Exit code of the script if a tool is missing. */
    private static final int MISSING = 77;

    @Test
    void podRunsWithTheImage() throws IOException, InterruptedException {
        Process script = new ProcessBuilder("script/image", "--try", "jvm")
                .redirectErrorStream(true)
                .start();
        String output;
        try (var lines = script.inputReader()) {
            output = lines.lines().peek(System.out::println).collect(Collectors.joining("\n"));
        }
        int code = script.waitFor();
        assumeFalse(code == MISSING, output);
        assertThat(code).as(output).isZero();
    }
}
