package org.sunwindow.imports.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.sunwindow.imports.format.archive.ReportedSheet;

class ReportedSheetTest {

    private static final SheetSpace SPACE = new SheetSpace(1_000_000, 10_000_000);

    private static byte[] zip(String... files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, UTF_8)) {
            for (int i = 0; i < files.length; i += 2) {
                zip.putNextEntry(new ZipEntry(files[i]));
                zip.write(files[i + 1].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void theSheetInAZipIsReturned() throws IOException {
        byte[] zip = zip("公示/目录.csv", "编号,附件\n1,说明.txt\n", "公示/附件/说明.txt", "说明");
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(zip), SPACE)) {
            ReportedSheet sheet = ReportedSheet.of(FileFormat.ZIP, file, SPACE);
            assertThat(sheet.format()).isEqualTo(FileFormat.CSV);
            assertThat(Files.readString(sheet.file().path())).isEqualTo("编号,附件\n1,说明.txt\n");
            sheet.close();
            assertThat(sheet.file().path()).doesNotExist();
            assertThat(file.path()).exists();
        }
    }

    @Test
    void anotherSheetIsItself() throws IOException {
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream("编号\n1\n".getBytes(UTF_8)), SPACE)) {
            try (ReportedSheet sheet = ReportedSheet.of(FileFormat.CSV, file, SPACE)) {
                assertThat(sheet.file().path()).isEqualTo(file.path());
            }
            assertThat(file.path()).exists();
        }
    }
}
