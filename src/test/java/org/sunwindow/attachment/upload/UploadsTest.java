package org.sunwindow.attachment.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.attachment.AttachmentSettings.Storage;
import org.sunwindow.attachment.FileFolder;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** Whose fault it is that a file is not received. {@code FileFaultsIT} has a full disk. */
class UploadsTest {

    @TempDir
    Path directory;

    private Uploads uploads() {
        var settings = new FolderSettings(directory, Storage.FOLDER);
        return new Uploads(new FileFolder(settings), null, null, null, settings);
    }

    @Test
    void folderThatCannotBeWrittenIsToBeAskedAgain() throws IOException {
        // a file where the service has a directory, so that nothing can be created in it
        Files.createFile(directory.resolve("incoming"));
        InputStream sent = new ByteArrayInputStream(new byte[] {'a'});
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> uploads().check(sent, "a.txt"))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(ProblemCode.STORE_UNAVAILABLE);
                    assertThat(e.retryAfter()).isPositive();
                });
    }

    @Test
    void bodyThatBreaksOffIsNot() {
        InputStream sent = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> uploads().check(sent, "a.txt"))
                .withMessage("connection reset");
        assertThat(directory.resolve("incoming")).isEmptyDirectory();
    }
}
