package org.sunwindow.attachment.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.attachment.AttachmentSettings.Storage;
import org.sunwindow.attachment.FileFolder;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.publication.StoredFile;
import org.sunwindow.publication.StoredFiles;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/** The bytes of files reach the folders of all instances through the database. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DatabaseFilesTest {

    @Inject
    DataSource database;

    @Inject
    StoredFiles files;

    @TempDir
    Path directory;

    @BeforeEach
    void awaitSchema() {
        Sunwindow.underTest();
    }

    private record Instance(FileFolder folder, DatabaseFiles files) {}

    private Instance instance(String name) {
        var settings = new FolderSettings(directory.resolve(name), Storage.POSTGRESQL);
        var folder = new FileFolder(settings);
        return new Instance(folder, new DatabaseFiles(database, folder, settings));
    }

    /** Longer than one part. */
    private static byte[] content(int seed) {
        byte[] bytes = new byte[600_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }

    private void upload(byte[] bytes, Instance to) throws Exception {
        Path incoming = Files.write(to.folder().incoming(), bytes);
        var file = new StoredFile(hash(bytes), "a.pdf", "application/pdf", bytes.length, "");
        files.add(file, new Origin(Publisher.ofOwn("bureau"), null), () -> {
            to.files().store(file.hash(), incoming);
            to.folder().keep(file.hash(), incoming);
        });
    }

    @Test
    void everyInstanceGetsAFileAlsoWithANewFolder() throws Exception {
        Instance one = instance("one");
        Instance other = instance("other");
        other.files().fetch();
        upload(content(1), one);
        assertThat(other.folder().find(hash(content(1)))).isEmpty();
        other.files().fetch();
        assertThat(other.folder().find(hash(content(1))).map(DatabaseFilesTest::read))
                .contains(content(1));
        Instance later = instance("later");
        later.files().fetch();
        assertThat(later.folder().find(hash(content(1)))).isPresent();
        assertThat(directory.resolve("later/incoming")).isEmptyDirectory();
    }

    @Test
    void incompleteFileIsNotServed() throws Exception {
        Instance one = instance("one");
        upload(content(2), one);
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from stored_file_chunk where hash = ? and part = 1")) {
            delete.setString(1, hash(content(2)));
            assertThat(delete.executeUpdate()).isEqualTo(1);
        }
        Instance other = instance("other");
        other.files().fetch();
        assertThat(other.folder().find(hash(content(2)))).isEmpty();
        // uploading it again, while the row is there, brings all bytes
        QuarkusTransaction.requiringNew().run(() -> store(one, content(2)));
        Instance later = instance("later");
        later.files().fetch();
        assertThat(later.folder().find(hash(content(2)))).isPresent();
    }

    private static void store(Instance instance, byte[] bytes) {
        try {
            instance.files().store(hash(bytes), Files.write(instance.folder().incoming(), bytes));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
