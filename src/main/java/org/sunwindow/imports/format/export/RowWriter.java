package org.sunwindow.imports.format.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the rows of a sheet to a stream, one by one. Closing it does not close the stream. Not thread-safe. */
interface RowWriter extends AutoCloseable {

    void heading(List<String> cells) throws IOException;

    void row(List<String> cells) throws IOException;

    @Override
    void close() throws IOException;

    /** Lets a library that closes its stream leave this one open. */
    static OutputStream kept(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
