package org.sunwindow.imports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** Forms as browsers and curl send them. */
class UploadedFormTest {

    private static final String TYPE = "multipart/form-data; boundary=----b7";

    private final SheetSpace space = new SheetSpace(1_000, 5_000);

    private static String part(String headers, String content) {
        return "------b7\r\n" + headers + "\r\n\r\n" + content + "\r\n";
    }

    private static String file(String name, String type, String content) {
        return part(
                "Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: " + type,
                content);
    }

    private static InputStream sent(String... parts) {
        return new ByteArrayInputStream((String.join("", parts) + "------b7--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** curl sends parameters after the file as well as before it. */
    @Test
    void fieldsMayFollowTheFile() throws IOException {
        try (UploadedForm form = UploadedForm.read(
                        sent(
                                part("Content-Disposition: form-data; name=\"kind\"", "hotline"),
                                file("热线.csv", "text/csv", "编号,名称\r\n1,甲\r\n"),
                                part("Content-Disposition: form-data; name=\"dryRun\"", "true")),
                        TYPE,
                        space);
                InputStream content = form.file().input()) {
            assertThat(form.fields())
                    .containsEntry("kind", List.of("hotline"))
                    .containsEntry("dryRun", List.of("true"));
            assertThat(form.format()).isEqualTo(FileFormat.CSV);
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("编号,名称\r\n1,甲\r\n");
        }
        assertThat(space.take(5_000)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a.csv, application/vnd.ms-excel, x, CSV",
        "a.xlsx, application/octet-stream, x, XLSX",
        "a.csv, text/csv, 'PK\u0003\u0004', XLSX",
        "a.TSV, text/plain, x, TSV",
        "a.jsonl, text/plain, x, NDJSON",
        "a, text/csv, x, CSV",
        "a.txt, text/plain, x, CSV",
        "a.txt, text/plain, '{\"id\":1}', NDJSON",
        "a.txt, text/plain, '[{}]', JSON"
    })
    void formatIsThatOfTheContentOrTheName(String name, String type, String content, FileFormat format)
            throws IOException {
        try (UploadedForm form = UploadedForm.read(sent(file(name, type, content)), TYPE, space)) {
            assertThat(form.format()).isEqualTo(format);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"multipart/form-data|boundary", "multipart/form-data; boundary=----b7|没有文件"})
    void formWithoutAFileIsRefused(String type, String detail) {
        assertThatThrownBy(() -> UploadedForm.read(
                        sent(part("Content-Disposition: form-data; name=\"kind\"", "hotline")), type, space))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(detail);
    }

    /** Nothing of a form that is refused occupies space. */
    @Test
    void formIsBounded() {
        String twice = file("a.csv", "text/csv", "x") + file("b.csv", "text/csv", "x");
        String long1 = part("Content-Disposition: form-data; name=\"kind\"", "x".repeat(2_000));
        String other = part("Content-Disposition: form-data; name=\"upload\"; filename=\"a.csv\"", "x");
        String many = part("Content-Disposition: form-data; name=\"x\"", "x").repeat(30);
        for (String form : List.of(twice, long1, other, many)) {
            assertThatThrownBy(() -> UploadedForm.read(sent(form), TYPE, space))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.BODY_INVALID));
        }
        assertThatThrownBy(() -> UploadedForm.read(sent(file("a.csv", "text/csv", "x".repeat(2_000))), TYPE, space))
                .isInstanceOf(InvalidFileException.class);
        // headers, and a file that breaks off
        assertThatThrownBy(() -> UploadedForm.read(sent(part("X: " + "x".repeat(50_000), "x")), TYPE, space))
                .isInstanceOf(IOException.class);
        var half = new SequenceInputStream(
                new ByteArrayInputStream(
                        "------b7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n编"
                                .getBytes(StandardCharsets.UTF_8)),
                InputStream.nullInputStream());
        assertThatThrownBy(() -> UploadedForm.read(half, TYPE, space)).isInstanceOf(IOException.class);
        assertThat(space.take(5_000)).isTrue();
    }
}
