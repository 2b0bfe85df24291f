package org.sunwindow.attachment.upload;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.sunwindow.attachment.AttachmentSettings;
import org.sunwindow.attachment.FileFolder;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.publication.FileIntake;
import org.sunwindow.publication.FileName;
import org.sunwindow.publication.StoredFile;
import org.sunwindow.publication.StoredFiles;
import org.sunwindow.publication.StoredFiles.Added;
import org.sunwindow.publisher.Origin;

/** Receives files into a temporary file, which is deleted unless it is accepted. Thread-safe. */
@Singleton
class Uploads implements FileIntake {

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}&&[^\\n\\t]]+");
    private static final Pattern BLANK = Pattern.compile("[ \\t]*\\n\\s*\\n");

    /** What hinders the folder is for the operator to mend. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(Uploads.class);

    private final FileFolder folder;
    private final FileReader reader;
    private final StoredFiles files;
    private final DatabaseFiles database;
    private final long maxBytes;

    Uploads(
            FileFolder folder,
            FileReader reader,
            StoredFiles files,
            DatabaseFiles database,
            AttachmentSettings settings) {
        this.folder = folder;
        this.reader = reader;
        this.files = files;
        this.database = database;
        this.maxBytes = settings.maxBytes();
    }

    /**
     * Receives a file.
     *
     * @param name has been checked
     * @throws ProblemException if it is not accepted
     */
    Added receive(InputStream sent, String name, Origin origin) throws IOException {
        Path incoming = incoming();
        try {
            String hash = write(sent, incoming);
            FileReader.Content content = reader.read(incoming, name);
            var file = new StoredFile(hash, name, content.mediaType(), Files.size(incoming), searched(content.text()));
            return files.add(file, origin, () -> {
                if (database.isEnabled()) {
                    database.store(hash, incoming);
                }
                keep(hash, incoming);
            });
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    @Override
    public StoredFile check(InputStream sent, String name) throws IOException {
        String checked = required(name);
        Path incoming = incoming();
        try {
            String hash = write(sent, incoming);
            FileReader.Content content = reader.read(incoming, checked);
            return new StoredFile(hash, checked, content.mediaType(), Files.size(incoming), "");
        } catch (ProblemException e) {
            throw ofImport(e);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    @Override
    public void store(InputStream sent, String name, Origin origin) throws IOException {
        try {
            receive(sent, required(name), origin);
        } catch (ProblemException e) {
            throw ofImport(e);
        }
    }

    /** Imports treat a busy check like an unavailable store: they are postponed or sent again. */
    private static ProblemException ofImport(ProblemException e) {
        return e.code() == ProblemCode.BUSY
                ? ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, e.getMessage(), e.retryAfter())
                : e;
    }

    private static String required(String name) {
        String canonical = FileName.canonical(name);
        FileName.fault(canonical).ifPresent(fault -> {
            throw new RefusedFileException(
                    "文件名" + fault + "。", List.of(new Problem.Item("name", "file.name", "文件名" + fault)));
        });
        return canonical;
    }

    private Path incoming() {
        try {
            return folder.incoming();
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    private void keep(String hash, Path incoming) {
        try {
            folder.keep(hash, incoming);
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** Unlike a body that breaks off, a folder that is full or must not be written is no fault of the sender. */
    private static ProblemException notWritten(IOException e) {
        LOG.errorf("the folder of attachments cannot be written: %s", e);
        return ProblemException.retryAfter(ProblemCode.STORE_UNAVAILABLE, "附件目录暂时不能写入，没有保存任何内容。请稍后再试。", RETRY);
    }

    private String write(InputStream sent, Path incoming) throws IOException {
        MessageDigest digest = Sha256.digest();
        long written = 0;
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(incoming), digest)) {
            for (int read; (read = sent.read(buffer)) >= 0; ) {
                written += read;
                if (written > maxBytes) {
                    throw tooLarge();
                }
                try {
                    out.write(buffer, 0, read);
                } catch (IOException e) {
                    throw notWritten(e);
                }
            }
        }
        if (written == 0) {
            throw new ProblemException(ProblemCode.BODY_INVALID, "没有收到文件内容，请求体应为文件的字节。");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    void requireSize(long bytes) {
        if (bytes > maxBytes) {
            throw tooLarge();
        }
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE, "文件最多 %d 字节（%d MiB）。".formatted(maxBytes, maxBytes >> 20));
    }

    /** Replaces the text of a file, such as a scan. */
    StoredFiles.Outcome describe(String hash, String text, Origin origin) {
        reader.requireNoPersonalData(text);
        return files.setText(hash, searched(text), origin);
    }

    /** Withdraws a file from all records, see {@link StoredFiles#withdraw}. */
    StoredFiles.Outcome withdraw(String hash, Origin origin) {
        return files.withdraw(hash, origin);
    }

    /** Returns the part of a text that is searched, without invisible characters. */
    private static String searched(String text) {
        String visible = BLANK.matcher(INVISIBLE.matcher(text).replaceAll(" "))
                .replaceAll("\n")
                .strip();
        if (visible.length() <= StoredFiles.MAX_TEXT) {
            return visible;
        }
        int end = StoredFiles.MAX_TEXT;
        return visible.substring(0, Character.isHighSurrogate(visible.charAt(end - 1)) ? end - 1 : end);
    }
}
