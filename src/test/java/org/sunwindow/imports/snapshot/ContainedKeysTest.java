package org.sunwindow.imports.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ContainedKeysTest {

    @Test
    @Tag("slow")
    void aMillionKeysAreHeldInSixteenMebibytes() {
        var taken = new AtomicLong();
        var keys = new ContainedKeys(bytes -> taken.addAndGet(bytes) > 0);
        for (int i = 0; i < ContainedKeys.MAX; i++) {
            keys.add("KEY-" + i);
        }
        keys.add("KEY-0");
        assertThat(keys.isFull()).isFalse();
        assertThat(taken.get()).isLessThanOrEqualTo(16 * 1024 * 1024);
        assertThat(keys.contains("KEY-0")).isTrue();
        assertThat(keys.contains("KEY-999999")).isTrue();
        assertThat(keys.contains("KEY-1000000")).isFalse();
        keys.add("KEY-1000000");
        assertThat(keys.isFull()).isTrue();
        assertThat(keys.contains("KEY-999999")).isTrue();
    }

    @Test
    void isFullWithoutMemory() {
        var keys = new ContainedKeys(bytes -> false);
        for (int i = 0; i < 200; i++) {
            keys.add("KEY-" + i);
        }
        assertThat(keys.isFull()).isTrue();
        assertThat(keys.contains("KEY-0")).isTrue();
    }
}
