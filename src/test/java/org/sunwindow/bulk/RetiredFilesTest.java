package org.sunwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetiredFilesTest {

    @TempDir
    private Path directory;

    private final RetiredFiles retired = new RetiredFiles();

    private Path retire(String name) throws IOException {
        Path file = Files.writeString(directory.resolve(name), name);
        retired.add(List.of(file));
        return file;
    }

    @Test
    void fileIsDeletedAWholePeriodLater() throws IOException {
        Path file = retire("a");
        retired.sweep();
        assertThat(file).as("a response may be about to open it").exists();
        Path next = retire("b");
        retired.sweep();
        assertThat(file).doesNotExist();
        assertThat(next).exists();
    }

    @Test
    void fileThatIsReadStaysUntilTheLastReader() throws IOException {
        Path file = retire("a");
        retired.hold(file);
        retired.hold(file);
        retired.sweep();
        retired.sweep();
        retired.release(file);
        retired.sweep();
        assertThat(file).exists();
        retired.release(file);
        retired.sweep();
        assertThat(file).doesNotExist();
    }
}
