package org.sunwindow.imports.format.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CSV in UTF-8, with the byte order mark by which Excel recognizes it. */
final class CsvRowWriter implements RowWriter {

    /** The import finds out the separator of a file by counting these where no quotes are. */
    private static final QuoteStrategy QUOTES = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int field, String value) {
            return value.chars().anyMatch(c -> c == ';' || c == '\t' || c == '，' || c == ' ');
        }
    };

    private final CsvWriter csv;

    CsvRowWriter(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(RowWriter.kept(out), StandardCharsets.UTF_8);
        writer.write('\uFEFF');
        csv = CsvWriter.builder().quoteStrategy(QUOTES).build(writer);
    }

    @Override
    public void heading(List<String> cells) {
        row(cells);
    }

    @Override
    public void row(List<String> cells) {
        csv.writeRecord(cells);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
