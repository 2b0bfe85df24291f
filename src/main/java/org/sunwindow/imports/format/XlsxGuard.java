package org.sunwindow.imports.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Refuses XLSX files that would occupy a reader without bound: too large after expansion, a cell far outside of any sheet, one
 * text of millions of characters. Also refuses old formats, files with a password, and macros.
 */
final class XlsxGuard {

    private static final int MAX_ENTRIES = 10_000;
    private static final long MAX_EXPANDED = 2L * 1024 * 1024 * 1024;

    /** Bytes of the shared texts after expansion, which the reader holds in memory. */
    private static final long MAX_SHARED = 64L * 1024 * 1024;

    /** Characters of one cell; Excel allows 32,767. */
    private static final int MAX_CELL = 100_000;

    /** The last cell of a sheet is XFD1048576. */
    private static final Pattern CELL = Pattern.compile("(?:[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])[0-9]{1,7}");

    private static final byte[] OLD_OR_ENCRYPTED = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private XlsxGuard() {}

    /** Whether a file begins like a workbook, of whatever format. */
    static boolean isWorkbook(byte[] start) {
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
    static void check(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (isOld(in.readNBytes(4))) {
                throw new InvalidFileException("文件设有密码，或是旧的 .xls 格式；请去掉密码，用 Excel 或 WPS 另存为 .xlsx。");
            }
        }
        try (var zip = new ZipFile(file.toFile())) {
            Set<String> names = new HashSet<>();
            var expanded = new Expanded();
            for (ZipEntry entry : zip.stream().toList()) {
                String name = entry.getName().toLowerCase(Locale.ROOT);
                if (!names.add(name) || names.size() > MAX_ENTRIES) {
                    throw XlsxRows.unreadable();
                }
                if (name.contains("vbaproject") || name.contains("macrosheets/")) {
                    throw new InvalidFileException("文件含有宏；请另存为不含宏的 .xlsx。");
                }
                try (InputStream in = expanded.counted(zip.getInputStream(entry), name)) {
                    if (name.startsWith("xl/") && name.endsWith(".xml")) {
                        read(in);
                    } else {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                }
            }
            if (!names.contains("xl/workbook.xml")) {
                throw XlsxRows.unreadable();
            }
        } catch (ZipException | XMLStreamException e) {
            throw XlsxRows.unreadable();
        }
    }

    /** Counts the bytes of all entries, because the sizes that a file declares may be false. */
    private static final class Expanded {

        private long all;

        InputStream counted(InputStream in, String name) {
            boolean shared = name.endsWith("sharedstrings.xml");
            return new FilterInputStream(in) {
                private long own;

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
                    return read;
                }
            };
        }
    }

    private static void read(InputStream in) throws XMLStreamException {
        // that of the JDK: it limits entities, and others on the class path do not all know the properties
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        int length = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String element = xml.getLocalName();
                    if (element.equals("si") || element.equals("c")) {
                        length = 0;
                    }
                    String cell = element.equals("c") ? xml.getAttributeValue(null, "r") : null;
                    if (cell != null && !CELL.matcher(cell).matches()) {
                        throw XlsxRows.unreadable();
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    length += xml.getTextLength();
                    if (length > MAX_CELL) {
                        throw new InvalidFileException("有单元格超过 %d 个字符，请把长文拆开或作为附件。".formatted(MAX_CELL));
                    }
                }
                default -> {}
            }
        }
    }
}
