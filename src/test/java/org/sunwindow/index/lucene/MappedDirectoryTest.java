package org.sunwindow.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.IOContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory implementation for native images, which no other test uses. */
class MappedDirectoryTest {

    @TempDir
    Path path;

    @Test
    void writtenFileIsRead() throws IOException {
        try (var directory = new MappedDirectory(path)) {
            try (var out = directory.createOutput("file", IOContext.DEFAULT)) {
                out.writeString("阳光窗口");
                out.writeLong(20261122);
                out.writeVInt(300);
            }
            var in = directory.openInput("file", IOContext.DEFAULT);
            var slice = in.slice("rest", in.length() - 10, 10);
            assertThat(in.readString()).isEqualTo("阳光窗口");
            assertThat(in.clone().readLong()).isEqualTo(20261122);
            assertThat(slice.readLong()).isEqualTo(20261122);
            assertThat(slice.readVInt()).isEqualTo(300);
            in.close();
            assertThatThrownBy(in::readByte).isInstanceOf(AlreadyClosedException.class);
        }
    }

    @Test
    void largeFileIsMappedInBlocks() throws IOException {
        Path file = Files.write(path.resolve("file"), new byte[20]);
        try (var channel = FileChannel.open(file)) {
            assertThat(MappedDirectory.blocks(channel, 8))
                    .extracting(java.nio.Buffer::remaining)
                    .containsExactly(8, 8, 4);
        }
    }

    @Test
    void emptyFileIsRead() throws IOException {
        Files.createFile(path.resolve("file"));
        try (var directory = new MappedDirectory(path);
                var in = directory.openInput("file", IOContext.DEFAULT)) {
            assertThat(in.length()).isZero();
        }
    }
}
