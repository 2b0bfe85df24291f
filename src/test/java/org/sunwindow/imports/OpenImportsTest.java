package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sunwindow.imports.OpenImports.Entry;

class OpenImportsTest {

    @Test
    void publisherTakesNoPlaceOfAnother() {
        var open = new OpenImports();
        for (int i = 0; i < OpenImports.MAX_OF_ONE; i++) {
            assertThat(open.enter("slow")).isEqualTo(Entry.ENTERED);
        }
        assertThat(open.enter("slow")).isEqualTo(Entry.TOO_MANY_OF_PUBLISHER);
        assertThat(open.enter("other")).isEqualTo(Entry.ENTERED);
        open.leave("slow");
        assertThat(open.enter("slow")).isEqualTo(Entry.ENTERED);
    }

    @Test
    void allTogetherAreBoundedAndToldSo() {
        var open = new OpenImports();
        for (int i = 0; i < OpenImports.MAX; i++) {
            assertThat(open.enter("publisher" + i)).isEqualTo(Entry.ENTERED);
        }
        assertThat(open.enter("another")).isEqualTo(Entry.TOO_MANY);
        open.leave("publisher0");
        assertThat(open.enter("another")).isEqualTo(Entry.ENTERED);
    }
}
