package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenImportsTest {

    @Test
    void publisherTakesNoPlaceOfAnother() {
        var open = new OpenImports();
        for (int i = 0; i < OpenImports.MAX_OF_ONE; i++) {
            assertThat(open.enter("slow")).isTrue();
        }
        assertThat(open.enter("slow")).isFalse();
        assertThat(open.enter("other")).isTrue();
        open.leave("slow");
        assertThat(open.enter("slow")).isTrue();
    }
}
