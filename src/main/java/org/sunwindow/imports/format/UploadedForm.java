package org.sunwindow.imports.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload.MultipartStream;
import org.apache.commons.fileupload.ParameterParser;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.rows.XlsxGuard;

/**
 * A form with one file, as browsers send it. The file is stored until the form is closed, because fields may follow it.
 * Not thread-safe.
 */
public final class UploadedForm implements AutoCloseable {

    /** The field that holds the file. */
    public static final String FILE = "file";

    private static final String TYPE = "multipart/form-data";

    private static final int MAX_PARTS = 20;

    /** Longest value of a field in bytes. */
    private static final int MAX_VALUE = 1_000;

    private static final int BUFFER = 64 * 1024;

    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private SpooledFile file;
    private FileFormat format;

    private UploadedForm() {}

    public static boolean isForm(String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(TYPE);
    }

    /**
     * Reads a form to its end.
     *
     * @param contentType of the request, with the boundary of the parts
     * @throws ProblemException if it is not a form with one file, the file is too long, or there is no space for it
     * @throws IOException      if the form breaks off
     */
    public static UploadedForm read(InputStream in, String contentType, SheetSpace space) throws IOException {
        var form = new UploadedForm();
        try {
            form.readAll(in, contentType, space);
            return form;
        } catch (IOException | RuntimeException e) {
            form.close();
            throw e;
        }
    }

    private void readAll(InputStream in, String contentType, SheetSpace space) throws IOException {
        String boundary = parameter(contentType, "boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > 200) {
            throw invalid("表单的 Content-Type 没有写明 boundary。");
        }
        var parts = new MultipartStream(in, boundary.getBytes(StandardCharsets.ISO_8859_1), BUFFER, null);
        int number = 0;
        for (boolean more = parts.skipPreamble(); more; more = parts.readBoundary()) {
            if (++number > MAX_PARTS) {
                throw invalid("表单的字段过多。");
            }
            readPart(parts, headers(parts.readHeaders()), space);
        }
        if (file == null || file.length() == 0) {
            throw invalid("表单中没有文件；请在字段 file 中选择一个文件。");
        }
    }

    private void readPart(MultipartStream parts, Map<String, String> headers, SheetSpace space) throws IOException {
        String disposition = headers.getOrDefault("content-disposition", "");
        String name = parameter(disposition, "name");
        String fileName = parameter(disposition, "filename");
        if (name == null) {
            throw invalid("表单的字段没有名称。");
        }
        if (name.equals(FILE)) {
            if (file != null) {
                throw invalid("表单只能有一个文件。");
            }
            file = SpooledFile.create(space);
            try (OutputStream out = file.output()) {
                parts.readBodyData(out);
            }
            format = format(fileName == null ? "" : fileName, headers.get("content-type"), file.start(BUFFER));
            return;
        }
        if (fileName != null) {
            throw invalid("文件应写在字段 file 中。");
        }
        var value = new ByteArrayOutputStream();
        parts.readBodyData(bounded(value));
        fields.computeIfAbsent(name, first -> new ArrayList<>()).add(value.toString(StandardCharsets.UTF_8));
    }

    private static OutputStream bounded(ByteArrayOutputStream value) {
        return new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                if (value.size() + count > MAX_VALUE) {
                    throw invalid("表单的字段过长；文件应写在字段 file 中。");
                }
                value.write(bytes, from, count);
            }
        };
    }

    private static Map<String, String> headers(String lines) {
        var headers = new LinkedHashMap<String, String>();
        for (String line : lines.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String parameter(String header, String name) {
        var parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';').get(name);
    }

    /**
     * The content decides where it is clear, then the extension: browsers name the type of a CSV file after the program
     * that opens it.
     */
    private static FileFormat format(String name, String mediaType, byte[] start) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (XlsxGuard.isWorkbook(start)) {
            // both are ZIP files
            return extension.equals("zip") ? FileFormat.ZIP : FileFormat.XLSX;
        }
        return switch (extension) {
            case "xlsx", "xls", "et" -> FileFormat.XLSX;
            case "csv" -> FileFormat.CSV;
            case "tsv", "tab" -> FileFormat.TSV;
            case "ndjson", "jsonl" -> FileFormat.NDJSON;
            case "json" -> FileFormat.JSON;
            default -> FileFormat.known(mediaType).orElseGet(() -> sniffed(start));
        };
    }

    private static FileFormat sniffed(byte[] start) {
        String text =
                new String(start, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
        return text.startsWith("[") ? FileFormat.JSON : text.startsWith("{") ? FileFormat.NDJSON : FileFormat.CSV;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.BODY_INVALID, detail + "未导入任何内容。");
    }

    public SpooledFile file() {
        return file;
    }

    public FileFormat format() {
        return format;
    }

    /** The other fields with their values, in the order sent. */
    public Map<String, List<String>> fields() {
        return fields;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
