package org.sunwindow.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {

    private static final int ENTRY = 64;

    /** Keys that differ in the first byte, the last, or not at all among others. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3_000})
    void entriesAreInTheOrderOfTheirKeysAndStayWhole(int records) {
        var random = new Random(records);
        var digests = new Digests(records);
        byte[][] expected = new byte[records][];
        for (int i = 0; i < records; i++) {
            byte[] entry = new byte[ENTRY];
            random.nextBytes(entry);
            if (i % 3 == 0) {
                Arrays.fill(entry, 0, 31, (byte) 0x80);
            }
            expected[i] = entry;
            digests.add(new BytesRef(entry));
        }
        Arrays.sort(expected, (one, other) -> Arrays.compareUnsigned(one, 0, 32, other, 0, 32));
        byte[] sorted = digests.sorted();
        assertThat(sorted).hasSize(records * ENTRY);
        for (int i = 0; i < records; i++) {
            assertThat(Arrays.copyOfRange(sorted, i * ENTRY, i * ENTRY + 32)).isEqualTo(Arrays.copyOf(expected[i], 32));
        }
        assertThat(split(sorted))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(expected).map(HexFormat.of()::formatHex).toList());
    }

    private static List<String> split(byte[] entries) {
        return IntStream.range(0, entries.length / ENTRY)
                .mapToObj(i -> HexFormat.of().formatHex(entries, i * ENTRY, (i + 1) * ENTRY))
                .toList();
    }
}
