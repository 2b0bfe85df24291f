package org.sunwindow.kind;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes records as sheets. A sheet that is imported again gives the same records. */
public interface RecordSheets {

    enum Format {
        CSV,
        XLSX
    }

    /** A worksheet cannot hold the records. */
    final class TooManyRowsException extends IOException {

        private static final long serialVersionUID = 1;

        /**
         * @param most records that it can hold
         */
        public TooManyRowsException(int most) {
            super("一个工作表至多 %d 条记录，请改取 CSV 或 NDJSON。".formatted(most));
        }
    }

    /**
     * Writes the records of a kind in constant memory.
     *
     * @param lines file with one record as JSON in each line; may be read several times
     * @param out   is flushed, but not closed
     * @throws TooManyRowsException before anything is written, if the format cannot hold so many records
     */
    void write(Kind<?> kind, Path lines, Format format, OutputStream out) throws IOException;
}
