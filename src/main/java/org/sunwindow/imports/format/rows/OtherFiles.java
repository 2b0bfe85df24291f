package org.sunwindow.imports.format.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.InvalidFileException;

/** Identifies files that are not readable sheets, so that their senders know what to do. */
public final class OtherFiles {

    /** Bytes at the beginning of a file that identify it. */
    public static final int START = 512;

    /** Bytes of the longest signature of a format. */
    private static final int MARK = 16;

    /** Bytes that are enough for the heading of a web page. */
    private static final int PAGE = 64;

    /** Maximum number of bytes that are read of the directory of a compound file. */
    private static final int DIRECTORY = 4096;

    private static final Pattern WEB_PAGE =
            Pattern.compile("\\s*(?:<\\?xml[^>]*>\\s*)?<(?:!doctype|html|head|body|table|meta)\\b.*", Pattern.DOTALL);
    private static final Pattern OLD_XML = Pattern.compile("\\s*<(?:.*<)?(?:\\w+:)?workbook\\b.*", Pattern.DOTALL);

    private OtherFiles() {}

    /** What a file is, and what its sender can do if a sheet was expected. */
    private enum Other {
        PDF("PDF 文件", ""),
        IMAGE("图片", ""),
        ARCHIVE("压缩包", "；请解压后报送其中的表格"),
        RTF("RTF 文档", ""),
        WEB_PAGE("网页（HTML）", "；请用 Excel 或 WPS 打开并另存为 .xlsx"),
        OLD_XML("旧的 XML 表格", "；请用 Excel 或 WPS 打开并另存为 .xlsx");

        private final String name;
        private final String advice;

        Other(String name, String advice) {
            this.name = name;
            this.advice = advice;
        }
    }

    /**
     * Checks the beginning of a file before it is read as text.
     *
     * @throws InvalidFileException if it is not text, or is a web page
     */
    public static void refuse(byte[] start) {
        identify(start).ifPresent(other -> {
            throw new InvalidFileException("文件不是 CSV 或 .xlsx，而是" + other.name + other.advice + "。");
        });
    }

    private static Optional<Other> identify(byte[] start) {
        String raw = new String(start, StandardCharsets.ISO_8859_1);
        String text = raw.toLowerCase(Locale.ROOT);
        if (raw.startsWith("%PDF-")) {
            return Optional.of(Other.PDF);
        }
        if (raw.startsWith("\u0089PNG") || raw.startsWith("\u00ff\u00d8\u00ff") || raw.startsWith("GIF8")) {
            return Optional.of(Other.IMAGE);
        }
        if (raw.startsWith("Rar!") || raw.startsWith("7z\u00bc\u00af") || raw.startsWith("\u001f\u008b")) {
            return Optional.of(Other.ARCHIVE);
        }
        if (text.startsWith("{\\rtf")) {
            return Optional.of(Other.RTF);
        }
        if (WEB_PAGE.matcher(text.replaceFirst("^\u00ef\u00bb\u00bf", "")).matches()) {
            return Optional.of(Other.WEB_PAGE);
        }
        return OLD_XML.matcher(text).matches() ? Optional.of(Other.OLD_XML) : Optional.empty();
    }

    /**
     * Checks the beginning of a file before it is read as JSON, and returns the file.
     *
     * @throws InvalidFileException if it is a sheet, not text, or in UTF-16
     */
    public static InputStream refuse(InputStream in) throws IOException {
        var file = new PushbackInputStream(in, PAGE);
        byte[] mark = file.readNBytes(MARK);
        if (new String(mark, StandardCharsets.ISO_8859_1).contains("<")) {
            // JSON goes on without waiting for more bytes of a slow sender
            byte[] more = file.readNBytes(PAGE - mark.length);
            int length = mark.length;
            mark = Arrays.copyOf(mark, length + more.length);
            System.arraycopy(more, 0, mark, length, more.length);
        }
        file.unread(mark);
        if (XlsxGuard.isWorkbook(mark)) {
            throw new InvalidFileException(
                    "文件是工作簿或压缩包，不是 JSON；请写明它的格式（Content-Type: %s）。".formatted(FileFormat.XLSX_TYPE));
        }
        if (mark.length > 1
                && (mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE
                        || mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF)) {
            throw new InvalidFileException("文件是 UTF-16 编码；请另存为 UTF-8。");
        }
        identify(mark).ifPresent(other -> {
            throw new InvalidFileException("文件不是 JSON，而是" + other.name + "。");
        });
        return file;
    }

    /** Returns what a ZIP without a workbook is, by the names of its entries in lower case. */
    static InvalidFileException notAWorkbook(Set<String> entries) {
        if (entries.contains("xl/workbook.bin")) {
            return new InvalidFileException("文件是 .xlsb；请另存为 .xlsx。");
        }
        if (entries.contains("word/document.xml")) {
            return new InvalidFileException("文件是 Word 文档，不是 .xlsx；请把其中的表格复制到 Excel 中。");
        }
        if (entries.contains("ppt/presentation.xml")) {
            return new InvalidFileException("文件是演示文稿，不是 .xlsx。");
        }
        if (entries.contains("content.xml") && entries.contains("mimetype")) {
            return new InvalidFileException("文件是 OpenDocument（.ods 等）；请另存为 .xlsx。");
        }
        if (entries.stream().anyMatch(name -> name.endsWith(".xlsx") || name.endsWith(".csv"))) {
            return new InvalidFileException(
                    "文件是压缩包，不是 .xlsx；表格连同附件的压缩包请写明 Content-Type: %s。".formatted(FileFormat.ZIP_TYPE));
        }
        return XlsxRows.unreadable();
    }

    /**
     * Returns what a compound file is, by its directory (MS-CFB, 2.2 and 2.6): a workbook with a password, an old one,
     * or another document.
     */
    static InvalidFileException compound(Path file) throws IOException {
        String directory = directory(file);
        if (directory.contains("EncryptedPackage") || directory.contains("EncryptionInfo")) {
            return new InvalidFileException("文件设有密码；请去掉密码后重新保存。");
        }
        if (directory.contains("Workbook") || directory.contains("Book")) {
            return new InvalidFileException("文件是旧的 .xls 格式；请用 Excel 或 WPS 另存为 .xlsx。");
        }
        if (directory.contains("WordDocument") || directory.contains("PowerPoint")) {
            return new InvalidFileException("文件是 Word 或演示文稿，不是 .xlsx。");
        }
        return new InvalidFileException("文件设有密码，或是旧的 .xls 格式；请去掉密码，用 Excel 或 WPS 另存为 .xlsx。");
    }

    private static String directory(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(START);
            if (header.length < START) {
                return "";
            }
            int shift = header[30] == 12 ? 12 : 9;
            long sector = (header[48] & 0xffL)
                    | (header[49] & 0xffL) << 8
                    | (header[50] & 0xffL) << 16
                    | (header[51] & 0xffL) << 24;
            long at = (sector + 1) << shift;
            if (at > Files.size(file)) {
                return "";
            }
            in.skipNBytes(at - START);
            return new String(in.readNBytes(DIRECTORY), StandardCharsets.UTF_16LE);
        }
    }
}
