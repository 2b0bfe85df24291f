package org.sunwindow.imports.format.rows;

import java.io.IOException;

/** The rows of a sheet, in their order. Not thread-safe. */
public interface SheetRows extends AutoCloseable {

    /** Returns the next row, which may be empty, {@code null} at the end. */
    SheetRow next() throws IOException;

    @Override
    void close() throws IOException;
}
