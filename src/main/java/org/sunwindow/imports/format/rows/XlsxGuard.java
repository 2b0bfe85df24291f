package org.sunwindow.imports.format.rows;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import org.sunwindow.PlainZip;
import org.sunwindow.imports.format.InvalidFileException;

/**
 * Refuses XLSX files that would occupy a reader without bound: too large after expansion, a cell far outside of any
 * sheet, one text of millions of characters. Also refuses old formats, files with a password, and macros.
 */
public final class XlsxGuard {

    private static final int MAX_ENTRIES = 10_000;
    private static final long MAX_EXPANDED = 2L * 1024 * 1024 * 1024;

    /** Real sheets compress to a fiftieth at best. */
    private static final int MAX_RATIO = 200;

    /** Bytes for which the ratio is not checked, because a short sheet may be mostly repetition. */
    private static final long UNCHECKED = 32L * 1024 * 1024;

    /** Bytes between two ends of markup. A parser holds an attribute in memory, however long it is. */
    private static final int MAX_MARKUP = 1024 * 1024;

    /** Bytes of the shared texts after expansion, which the reader holds in memory. */
    private static final long MAX_SHARED = 64L * 1024 * 1024;

    private static final byte[] OLD_OR_ENCRYPTED = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private XlsxGuard() {}

    /** Whether a file begins like a workbook of any format. */
    public static boolean isWorkbook(byte[] start) {
        return start.length >= 4
                && (start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4 || isOld(start));
    }

    private static boolean isOld(byte[] start) {
        for (int i = 0; i < OLD_OR_ENCRYPTED.length; i++) {
            if (i >= start.length || start[i] != OLD_OR_ENCRYPTED[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks a file.
     *
     * @throws InvalidFileException if it must not be read
     */
    public static void check(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (isOld(in.readNBytes(4))) {
                throw OtherFiles.compound(file);
            }
        }
        if (!PlainZip.hasPlainEnd(file)) {
            throw XlsxRows.unreadable();
        }
        try (var zip = new ZipFile(file.toFile())) {
            requireNames(zip);
            // the library that reads the workbook is not the one that looks at it here
            if (!PlainZip.isPlain(file)) {
                throw XlsxRows.unreadable();
            }
            var expanded = new Expanded(Files.size(file));
            var parts = new XlsxParts();
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName().toLowerCase(Locale.ROOT);
                var sum = new CRC32();
                try (InputStream in = new CheckedInputStream(expanded.counted(zip.getInputStream(entry), name), sum)) {
                    if (isRead(name)) {
                        parts.read(in);
                    }
                    in.transferTo(OutputStream.nullOutputStream());
                }
                if (sum.getValue() != entry.getCrc()) {
                    throw XlsxRows.unreadable();
                }
            }
            parts.end();
        } catch (ZipException | XMLStreamException e) {
            throw XlsxRows.unreadable();
        }
    }

    private static void requireNames(ZipFile zip) {
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : zip.stream().toList()) {
            if (!names.add(entry.getName().toLowerCase(Locale.ROOT)) || names.size() > MAX_ENTRIES) {
                throw XlsxRows.unreadable();
            }
        }
        if (names.stream().anyMatch(name -> name.contains("vbaproject") || name.contains("macrosheets/"))) {
            throw new InvalidFileException("文件含有宏；请另存为不含宏的 .xlsx。");
        }
        if (!names.contains("xl/workbook.xml")) {
            throw OtherFiles.notAWorkbook(names);
        }
    }

    /** Whether the reader may parse an entry. */
    private static boolean isRead(String name) {
        return name.startsWith("xl/") && name.endsWith(".xml")
                || name.endsWith(".rels")
                || name.equals("[content_types].xml");
    }

    private static boolean isShared(String name) {
        return name.endsWith("sharedstrings.xml");
    }

    /** Counts the bytes of all entries, because the sizes that a file declares may be false. */
    private static final class Expanded {

        private final long compressed;
        private long all;

        Expanded(long compressed) {
            this.compressed = compressed;
        }

        InputStream counted(InputStream in, String name) {
            boolean shared = isShared(name);
            boolean markup = isRead(name);
            return new FilterInputStream(in) {
                private long own;
                private int sinceMarkup;

                /** The parser would close it before its check sum is known. */
                @Override
                public void close() {}

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    int read = super.read(target, from, length);
                    own += Math.max(0, read);
                    all += Math.max(0, read);
                    if (all > MAX_EXPANDED || shared && own > MAX_SHARED) {
                        throw new InvalidFileException("文件展开后过大，请拆成几个文件。");
                    }
                    if (all > UNCHECKED && all > MAX_RATIO * compressed) {
                        throw new InvalidFileException("文件展开后超过原大小的 %d 倍，不予导入。".formatted(MAX_RATIO));
                    }
                    for (int i = from; markup && i < from + read; i++) {
                        sinceMarkup = target[i] == '>' ? 0 : sinceMarkup + 1;
                        if (sinceMarkup > MAX_MARKUP) {
                            throw XlsxParts.longCell();
                        }
                    }
                    return read;
                }
            };
        }
    }
}
