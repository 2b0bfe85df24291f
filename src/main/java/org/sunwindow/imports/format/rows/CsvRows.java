package org.sunwindow.imports.format.rows;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.imports.format.BrokenFileException;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.InvalidFileException;

/**
 * Reads CSV and TSV. The encoding is UTF-8 if the whole file is valid UTF-8, UTF-16 if it begins with the byte order
 * mark of that, and GB18030 otherwise. Text in GB18030 is valid UTF-8 by chance less often than a statistical guess is
 * wrong.
 */
public final class CsvRows implements SheetRows {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Pattern KEPT_TEXT = Pattern.compile("=\"((?:[^\"]|\"\")*)\"", Pattern.DOTALL);
    private static final String SEPARATORS = ",\t;，";

    /** Characters of the beginning in which the separator is counted. */
    private static final int SAMPLE = 16 * 1024;

    private final Reader reader;
    private final CloseableIterator<CsvRecord> records;
    private long number;

    public CsvRows(Path file, FileFormat format) throws IOException {
        Charset charset = charset(file);
        char separator = format == FileFormat.TSV ? '\t' : separator(file, charset);
        reader = reader(file, charset);
        records = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(reader)
                .iterator();
    }

    private static Charset charset(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(3);
        }
        boolean marked =
                start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF;
        if (start.length > 1
                && (start[0] == (byte) 0xFF && start[1] == (byte) 0xFE
                        || start[0] == (byte) 0xFE && start[1] == (byte) 0xFF)) {
            if (isValid(file, StandardCharsets.UTF_16)) {
                return StandardCharsets.UTF_16;
            }
        } else if (isValid(file, StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        } else if (isCutOff(file)) {
            throw new InvalidFileException("文件的末尾不完整：最后一个字符只有一半。");
        } else if (!marked && isValid(file, GB18030)) {
            return GB18030;
        }
        throw new InvalidFileException("文件的编码无法识别，或内容已损坏；请用 Excel 或 WPS 另存为“CSV UTF-8”或 .xlsx。");
    }

    /** Whether a file is UTF-8 but for its last character, of which only the beginning has arrived. */
    private static boolean isCutOff(Path file) throws IOException {
        long length = Files.size(file);
        for (int missing = 1; missing <= 3 && missing < length; missing++) {
            try (InputStream in = Files.newInputStream(file)) {
                var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
                var text = new BufferedReader(new InputStreamReader(new Beginning(in, length - missing), decoder));
                boolean more = false;
                for (int c = text.read(); c >= 0; c = text.read()) {
                    more |= c > 0x7F;
                }
                return more;
            } catch (CharacterCodingException e) {
                // another length, or another encoding
            }
        }
        return false;
    }

    /** The first bytes of a stream. */
    private static final class Beginning extends FilterInputStream {

        private long left;

        Beginning(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = super.read(target, from, (int) Math.min(left, length));
            left -= Math.max(0, read);
            return read;
        }
    }

    /** A file with NUL is not text, so it is invalid, too. */
    private static boolean isValid(Path file, Charset charset) throws IOException {
        try (Reader text = reader(file, charset)) {
            char[] chunk = new char[32 * 1024];
            for (int read = text.read(chunk); read >= 0; read = text.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    if (chunk[i] == 0) {
                        throw new InvalidFileException("文件不是文本（含有空字符）；请另存为 CSV 或 .xlsx。");
                    }
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Reader reader(Path file, Charset charset) throws IOException {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder));
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    /** The separator that occurs most outside of quotes; a comma if none does. */
    private static char separator(Path file, Charset charset) throws IOException {
        int[] counts = new int[SEPARATORS.length()];
        try (Reader text = reader(file, charset)) {
            boolean quoted = false;
            for (int i = 0, c = text.read(); i < SAMPLE && c >= 0; i++, c = text.read()) {
                quoted ^= c == '"';
                int at = quoted ? -1 : SEPARATORS.indexOf(c);
                if (at >= 0) {
                    counts[at]++;
                }
            }
        }
        // a Chinese comma separates only in a file without any other separator
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            boolean chinese = SEPARATORS.charAt(i) == '，';
            best = counts[i] > counts[best] && (!chinese || counts[best] == 0) ? i : best;
        }
        return SEPARATORS.charAt(best);
    }

    /**
     * Removes byte order marks, which a file that was joined from several has inside, and unwraps ="0571", which keeps
     * a number as text.
     */
    private static String cell(String written) {
        String cell = written.indexOf('\uFEFF') >= 0 ? written.replace("\uFEFF", "") : written;
        Matcher kept = KEPT_TEXT.matcher(cell.strip());
        return kept.matches() ? kept.group(1).replace("\"\"", "\"").strip() : cell.strip();
    }

    @Override
    public SheetRow next() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            List<String> cells =
                    records.next().getFields().stream().map(CsvRows::cell).toList();
            return new SheetRow(++number, cells);
        } catch (CsvParseException e) {
            throw new BrokenFileException("第 %d 行无法读出：单元格过长，列过多，或引号没有成对（引号内的引号应写两个）。".formatted(number + 1));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
        reader.close();
    }
}
