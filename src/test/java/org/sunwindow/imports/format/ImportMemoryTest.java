package org.sunwindow.imports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ImportMemoryTest {

    private static final int LONG = 1024 * 1024;

    /** Enough for one long line. */
    private final ImportMemory memory = new ImportMemory(6 * LONG, Duration.ZERO);

    private NdjsonLines lines(int length) {
        byte[] content = ("x".repeat(length) + "\ny\n").getBytes(StandardCharsets.UTF_8);
        return new NdjsonLines(new ByteArrayInputStream(content), LONG, memory);
    }

    @Test
    void longLineIsRefusedWhileAnotherOneOccupiesTheMemory() throws IOException {
        try (var first = lines(LONG)) {
            assertThat(first.next().text()).hasSize(LONG);
            var second = lines(LONG);
            assertThatThrownBy(second::next).isInstanceOf(ImportMemory.Exhausted.class);
            second.close();
            assertThat(lines(60_000).next().text()).hasSize(60_000);
            // the short line that follows gives back the memory of the long one
            assertThat(first.next().text()).isEqualTo("y");
            try (var third = lines(LONG)) {
                assertThat(third.next().text()).hasSize(LONG);
            }
        }
    }

    @Test
    void batchOccupiesMemoryUntilItIsStored() {
        int most = 6 * LONG / 4;
        assertThat(memory.takeBatch(most)).isTrue();
        assertThat(memory.takeBatch(1)).isFalse();
        memory.giveBatch(most);
        assertThat(memory.takeBatch(1)).isTrue();
    }
}
