package org.sunwindow.imports.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys that occur twice in a file. */
class LineKeysTest {

    private final LineKeys keys = new LineKeys();

    @Test
    void repeatedKeyNamesTheLineBefore() {
        assertThat(keys.add("A", 1)).isZero();
        assertThat(keys.add("B", 2)).isZero();
        assertThat(keys.add("A", 7)).isEqualTo(1);
        assertThat(keys.add("A", 9)).isEqualTo(7);
    }

    @Test
    void onlyTheFirstKeysAreRemembered() {
        for (int i = 1; i <= LineKeys.MAX; i++) {
            assertThat(keys.add("key " + i, i)).isZero();
        }
        assertThat(keys.add("later", LineKeys.MAX + 1)).isZero();
        assertThat(keys.add("later", LineKeys.MAX + 2)).isZero();
        for (int i = 1; i <= LineKeys.MAX; i++) {
            assertThat(keys.add("key " + i, LineKeys.MAX + i)).isEqualTo(i);
        }
    }
}
