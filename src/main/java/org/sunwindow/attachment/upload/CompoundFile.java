package org.sunwindow.attachment.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An office document from before 2007, or of WPS, in a compound file (MS-CFB). Its directory is found without following
 * the tables: entries are 128 bytes long and aligned. Remains of deleted entries count, too.
 */
final class CompoundFile {

    private static final int ENTRY = 128;
    private static final int NAME = 64;
    private static final int TYPE = 66;
    private static final int START = 116;
    private static final int SECTOR_SHIFT = 30;

    private static final Set<String> MACROS = Set.of("vba", "macros", "_vba_project", "_vba_project_cur");

    private static final Set<String> EMBEDDED = Set.of("objectpool", "\u0001ole10native", "package");
    private static final Set<String> ENCRYPTED = Set.of("encryptedpackage", "encryptedsummary");

    /**
     * Position of the flags of a Word document. One of their bits, or a record of an Excel workbook, indicates a
     * password.
     */
    private static final int WORD_FLAGS = 0x0A;

    private static final int WORD_ENCRYPTED = 0x0100;
    private static final int FILE_PASS = 0x2F;

    private final byte[] bytes;
    private final ByteBuffer file;
    private final Map<String, Integer> starts = new HashMap<>();

    private CompoundFile(byte[] bytes) {
        this.bytes = bytes;
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 512; at + ENTRY <= bytes.length; at += ENTRY) {
            int length = file.getShort(at + NAME) & 0xffff;
            int type = bytes[at + TYPE];
            if (length >= 4 && length <= 64 && length % 2 == 0 && (type == 1 || type == 2)) {
                String name = new String(bytes, at, length - 2, StandardCharsets.UTF_16LE);
                starts.putIfAbsent(name.toLowerCase(Locale.ROOT), file.getInt(at + START));
            }
        }
    }

    /**
     * @param type of the document
     * @param text its text, as far as {@link Runs} finds it
     */
    record Document(FileType type, String text) {}

    /** Checks a file. It is read as a whole; the longest fits into memory. */
    static Document read(Path path) throws IOException {
        var file = new CompoundFile(Files.readAllBytes(path));
        file.check();
        return new Document(file.type(), Runs.text(file.bytes));
    }

    private void check() {
        if (starts.keySet().stream().anyMatch(ENCRYPTED::contains)) {
            throw RefusedFileException.encrypted();
        }
        if (starts.keySet().stream().anyMatch(MACROS::contains)) {
            throw RefusedFileException.macro();
        }
        if (starts.keySet().stream().anyMatch(EMBEDDED::contains)) {
            throw RefusedFileException.embedded();
        }
    }

    private FileType type() {
        if (starts.containsKey("worddocument")) {
            int at = offset("worddocument");
            if (at + WORD_FLAGS + 2 <= bytes.length && (file.getShort(at + WORD_FLAGS) & WORD_ENCRYPTED) != 0) {
                throw RefusedFileException.encrypted();
            }
            return FileType.DOC;
        }
        if (starts.containsKey("workbook") || starts.containsKey("book")) {
            int at = offset(starts.containsKey("workbook") ? "workbook" : "book");
            int next = at + 4 <= bytes.length ? at + 4 + (file.getShort(at + 2) & 0xffff) : bytes.length;
            if (next + 2 <= bytes.length && file.getShort(next) == FILE_PASS) {
                throw RefusedFileException.encrypted();
            }
            return FileType.XLS;
        }
        if (starts.containsKey("powerpoint document")) {
            return FileType.PPT;
        }
        throw RefusedFileException.type();
    }

    /** Returns where a stream begins. */
    private int offset(String stream) {
        int shift = file.getShort(SECTOR_SHIFT);
        long at = shift == 9 || shift == 12 ? (starts.get(stream) + 1L) << shift : -1;
        if (at < 512 || at >= bytes.length) {
            throw RefusedFileException.damaged();
        }
        return (int) at;
    }
}
