package org.sunwindow.imports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzippedLinesTest {

    private static byte[] gzipped(String... members) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (String member : members) {
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(member.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] followedBy(byte[] content, byte[] rest) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(content);
        bytes.write(rest);
        return bytes.toByteArray();
    }

    /** Content that arrives in packets; no byte is there before it is waited for. */
    private static InputStream packets(byte[] content, int size) {
        return new ByteArrayInputStream(content) {
            @Override
            public int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(length, size));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    private static String read(byte[] content, int size) throws IOException {
        try (var lines = new GzippedLines(packets(content, size))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 22, 1_000})
    void allMembersAreRead(int size) throws IOException {
        assertThat(read(gzipped("a\n", "b\n", "", "c\n"), size)).isEqualTo("a\nb\nc\n");
    }

    @Test
    void membersAreReadWhereverPacketsEnd() throws IOException {
        byte[] content = gzipped("a\n", "b\n");
        for (int size = 1; size <= content.length; size++) {
            assertThat(read(content, size)).as("packets of %d bytes", size).isEqualTo("a\nb\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 22, 1_000})
    void whatFollowsTheLastMemberIsRefused(int size) throws IOException {
        byte[] whole = gzipped("a\n", "b\n");
        for (byte[] rest : new byte[][] {{0}, {'x', 'y'}, new byte[600], Arrays.copyOf(whole, 5)}) {
            assertThatThrownBy(() -> read(followedBy(whole, rest), size)).isInstanceOf(GzippedLines.Invalid.class);
        }
    }

    @Test
    void cutContentIsRefused() throws IOException {
        byte[] whole = gzipped("a\n");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut, 1_000)).isInstanceOf(IOException.class);
        }
    }

    /** Each costs the sender 20 bytes, and the reader a nested call. */
    @Test
    void manyEmptyMembersAreRefused() throws IOException {
        byte[] empty = gzipped("");
        for (boolean begins : new boolean[] {true, false}) {
            assertThat(read(withEmpty(begins, empty, 90), 1_000)).isEqualTo(begins ? "a\n" : "b\na\n");
            byte[] bomb = withEmpty(begins, empty, 100_000);
            assertThatThrownBy(() -> read(bomb, 1_000)).isInstanceOf(GzippedLines.Invalid.class);
        }
    }

    private static byte[] withEmpty(boolean begins, byte[] empty, int count) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(begins ? new byte[0] : gzipped("b\n"));
        for (int i = 0; i < count; i++) {
            bytes.write(empty);
        }
        bytes.write(gzipped("a\n"));
        return bytes.toByteArray();
    }

    @Test
    void membersWithContentMayBeMany() throws IOException {
        assertThat(read(gzipped(Collections.nCopies(1_000, "a\n").toArray(String[]::new)), 1_000))
                .isEqualTo("a\n".repeat(1_000));
    }

    @Test
    void contentIsLeftToItsOwner() throws IOException {
        var closed = new boolean[1];
        var sent = new ByteArrayInputStream(gzipped("a\n")) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (var lines = new GzippedLines(sent)) {
            lines.readAllBytes();
        }
        assertThat(closed[0]).isFalse();
        sent.reset();
        try (var lines = GzippedLines.owning(sent)) {
            lines.readAllBytes();
        }
        assertThat(closed[0]).as("it is the owner").isTrue();
    }
}
