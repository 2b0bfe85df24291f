package org.sunwindow.read;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.sunwindow.kind.Kind;

/** Writes records as sheets. A sheet that is imported again gives the same records. */
public interface RecordSheets {

    enum Format {
        CSV,
        XLSX
    }

    /**
     * Writes the records of a kind in constant memory.
     *
     * @param lines file with one record as JSON in each line; may be read several times
     * @param out   is flushed, but not closed
     */
    void write(Kind<?> kind, Path lines, Format format, OutputStream out) throws IOException;
}
