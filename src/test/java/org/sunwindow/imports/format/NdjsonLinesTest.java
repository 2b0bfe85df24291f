package org.sunwindow.imports.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sunwindow.imports.format.RecordLines.Line;

class NdjsonLinesTest {

    @Test
    void linesAreNumberedAndBlankOnesSkipped() throws IOException {
        assertThat(lines("{\"a\":1}\n\n  \r\n{\"b\":2}\r\n{\"c\":3}"))
                .extracting(Line::number)
                .containsExactly(1L, 4L, 5L);
    }

    @Test
    void emptyStreamHasNoLines() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("\n\n")).isEmpty();
    }

    @Test
    void lineBeyondTheLimitIsAnError() throws IOException {
        assertThat(lines("a".repeat(100) + "\n" + "b".repeat(101) + "\nc"))
                .extracting(line -> line.fault() == null ? "" : line.fault().code())
                .containsExactly("", "line.too-long", "");
    }

    /** Memory use does not depend on the length of a line. */
    @Test
    void endlessLineIsSkipped() throws IOException {
        var endless = new InputStream() {
            private long left = 200_000_000;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                java.util.Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                left -= length;
                return length;
            }
        };
        var lines = new NdjsonLines(endless, 100, ImportMemory.ofHeap(100));
        assertThat(lines.next().fault().code()).isEqualTo("line.too-long");
        assertThat(lines.next()).isNull();
    }

    @Test
    void charactersAcrossChunksAreIntact() throws IOException {
        String line = "民".repeat(30_000);
        var lines = new NdjsonLines(
                new ByteArrayInputStream((line + "\n" + line).getBytes(StandardCharsets.UTF_8)),
                1_000_000,
                ImportMemory.ofHeap(1_000_000));
        assertThat(lines.next().text()).isEqualTo(line);
        assertThat(lines.next().text()).isEqualTo(line);
    }

    private static List<Line> lines(String text) throws IOException {
        var lines = new NdjsonLines(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 100, ImportMemory.ofHeap(100));
        var all = new ArrayList<Line>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }
}
