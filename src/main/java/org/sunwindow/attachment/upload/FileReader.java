package org.sunwindow.attachment.upload;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.publication.FileName;

/**
 * Decides by its content whether a file is accepted, and reads its text. Reads one file at a time, so that memory is
 * bounded. A file waits at most 30 seconds for its turn. Thread-safe.
 */
@Singleton
class FileReader {

    private static final HexFormat HEX = HexFormat.of();
    private static final int MAGIC = 8;

    /** Windows, Linux, macOS and Java programs, and Windows shortcuts. */
    private static final List<String> PROGRAMS =
            List.of("4d5a", "7f454c46", "cafebabe", "feedface", "feedfacf", "cefaedfe", "cffaedfe", "4c00000001140200");

    private static final int MAX_ERRORS = 100;

    /** Longest wait for the files before this one. Most are read within a second. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final PrivacyCheck privacy;
    private final Duration maxWait;
    private final LongSupplier nanoTime;
    private final Semaphore reading = new Semaphore(1, true);

    @Inject
    FileReader(StrictJson json) {
        this(json, MAX_WAIT, System::nanoTime);
    }

    FileReader(StrictJson json, Duration maxWait, LongSupplier nanoTime) {
        this.privacy = new PrivacyCheck(json, Map.of());
        this.maxWait = maxWait;
        this.nanoTime = nanoTime;
    }

    /**
     * @param mediaType with the character set of a text
     * @param text      empty if it is not known, as for a picture
     * @param hidden    what programs do not show at first sight, such as comments and properties; it is judged, not
     *     searched
     */
    record Content(FileType type, String mediaType, String text, String hidden) {}

    /**
     * @param name has been checked
     * @throws RefusedFileException if it is not accepted
     * @throws ProblemException     {@link ProblemCode#BUSY} if others take too long
     */
    Content read(Path file, String name) throws IOException {
        if (!takeTurn()) {
            throw ProblemException.retryAfter(ProblemCode.BUSY, "正在检查其他文件，没有保存这个文件。请稍后再试。", RETRY);
        }
        try {
            return readAlone(file, name);
        } finally {
            reading.release();
        }
    }

    private boolean takeTurn() {
        try {
            return reading.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Content readAlone(Path file, String name) throws IOException {
        refuse("name", privacy.check(Map.of("name", name)), "文件名含有个人信息，文件没有保存。请改名后重新上传，列有它的信息中也不要写。");
        Content content = content(file, FileName.extension(name));
        if (!content.type().extensions().contains(FileName.extension(name))) {
            String wanted = "文件的内容是 %s，扩展名应为 %s"
                    .formatted(
                            content.type().label(),
                            String.join("、", content.type().extensions()));
            throw new RefusedFileException(wanted + "。", List.of(new Problem.Item("name", "file.extension", wanted)));
        }
        requireNoPersonalData(content.text());
        requireNoPersonalData(content.hidden());
        return content;
    }

    private Content content(Path file, String extension) throws IOException {
        byte[] beginning = beginning(file);
        String magic = HEX.formatHex(beginning);
        if (PROGRAMS.stream().anyMatch(magic::startsWith)) {
            throw RefusedFileException.executable();
        }
        try {
            if (magic.startsWith("255044462d")) {
                PdfFile.Document document = PdfFile.read(file, nanoTime);
                return content(FileType.PDF, document.text(), document.hidden());
            }
            if (magic.startsWith("504b0304")) {
                FileType type = ZipPackage.check(file);
                return content(
                        type,
                        type == FileType.XLSX ? SheetText.read(file) : ZipPackage.text(file, type),
                        ZipPackage.hidden(file));
            }
            if (magic.startsWith("d0cf11e0a1b11ae1")) {
                CompoundFile.Document document = CompoundFile.read(file);
                return content(document.type(), document.text(), "");
            }
            if (magic.startsWith("ffd8ff")) {
                Picture.requireWholeJpeg(Files.readAllBytes(file));
                return content(FileType.JPEG, "", "");
            }
            if (magic.startsWith("89504e470d0a1a0a")) {
                Picture.requireWholePng(Files.readAllBytes(file));
                return content(FileType.PNG, "", "");
            }
        } catch (RefusedFileException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // libraries throw all kinds of exceptions on damaged files, and follow nested objects without a bound
            throw RefusedFileException.damaged();
        }
        Optional<PlainText> text = PlainText.of(Files.readAllBytes(file));
        if (text.isEmpty()) {
            throw RefusedFileException.type();
        }
        FileType type = text.get().type(extension);
        String mediaType = type.mediaType() + ";charset=" + text.get().charset();
        if (type == FileType.HTML) {
            HtmlPage page = HtmlPage.of(text.get().text());
            return new Content(type, mediaType, page.text(), page.hidden());
        }
        return new Content(type, mediaType, new Text().add(text.get().text()).toString(), "");
    }

    private static Content content(FileType type, String text, String hidden) {
        return new Content(type, type.mediaType(), text, hidden);
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.copyOf(in.readNBytes(MAGIC), MAGIC);
        }
    }

    /**
     * @throws RefusedFileException if a text has personal data; it has the position and the kind, not the data
     */
    void requireNoPersonalData(String text) {
        refuse("", privacy.check(Map.of("text", text)), "文件含有个人信息，不能公开，没有保存。请按 errors 所列的位置更正后重新上传。");
    }

    private static void refuse(String path, List<Hit> hits, String detail) {
        if (!hits.isEmpty()) {
            List<Problem.Item> errors = hits.stream()
                    .map(hit -> new Problem.Item(
                            path,
                            hit.kind().code(),
                            hit.item().message(),
                            null,
                            hit.excerpt().isEmpty() ? null : hit.excerpt()))
                    .distinct()
                    .limit(MAX_ERRORS)
                    .toList();
            throw new RefusedFileException(detail, errors);
        }
    }
}
