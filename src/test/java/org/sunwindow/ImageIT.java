package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The pod of {@code k8s/base} runs with the image that {@code script/image} builds. Prints what the script checks. It takes
 * minutes, so it runs on request only: {@code script/test -Dimage.try}.
 */
class ImageIT {

    /** Exit code of the script if a tool is missing. */
    private static final int MISSING = 77;

    @Test
    void podRunsWithTheImage() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("image.try") != null, "script/test -Dimage.try builds an image and runs it");
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
