package org.sunwindow.imports.format.report;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SpooledFile;

/**
 * All faults and warnings of a sheet that is imported, in the order of its rows. They are kept in a temporary file,
 * because a large sheet may have more of them than fit into memory. Not thread-safe.
 */
public final class SheetMessages implements AutoCloseable {

    /** Longest message in characters. */
    private static final int MAX_TEXT = 1_000;

    /** Messages about the whole sheet; there are a few, and they are held in memory. */
    private static final int MAX_OF_SHEET = 100;

    private final SpooledFile file;
    private final OutputStream written;
    private final DataOutputStream out;

    private final List<Message> ofSheet = new ArrayList<>();

    /** Row of the last message. */
    private long last = 1;

    /** Columns of the widest row of the sheet. */
    private int columns;

    /**
     * @throws org.sunwindow.http.ProblemException if there is no space for them now
     */
    public SheetMessages(SheetSpace space) {
        file = SpooledFile.create(space);
        try {
            written = file.output();
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
        out = new DataOutputStream(new BufferedOutputStream(written));
    }

    /**
     * A fault or a warning.
     *
     * @param row     number of the row
     * @param excerpt masked text around personal data, empty for none
     */
    record Message(long row, boolean isWarning, Problem.Item item, String excerpt) {}

    /**
     * Adds a message.
     *
     * @param row     not before that of the last message, or else the message is about the whole sheet
     * @param label   heading of the column, or name of the field; {@code null} for none
     * @param excerpt masked text around personal data, {@code null} for none
     */
    public void add(long row, boolean isWarning, Problem.Item item, String label, String excerpt) {
        if (row < last) {
            if (ofSheet.size() < MAX_OF_SHEET) {
                var about = new Problem.Item(item.name(), item.code(), item.message(), label, null);
                ofSheet.add(new Message(row, isWarning, about, ""));
            }
            return;
        }
        last = row;
        try {
            out.writeLong(row);
            out.writeBoolean(isWarning);
            for (String text : new String[] {item.name(), item.code(), item.message(), label, excerpt}) {
                out.writeUTF(text == null ? "" : text.substring(0, Math.min(MAX_TEXT, text.length())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records the width of a sheet that was read. */
    public void columns(int widest) {
        columns = widest;
    }

    /** What was found about the whole sheet after its rows. */
    List<Message> ofSheet() {
        return ofSheet;
    }

    int columns() {
        return columns;
    }

    /** Reads the messages again. */
    Reader reader() throws IOException {
        out.close();
        var in = new DataInputStream(new BufferedInputStream(file.input()));
        try {
            return new Reader(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Reads messages in their order. */
    static final class Reader implements AutoCloseable {

        private final DataInputStream in;
        private Message next;

        private Reader(DataInputStream in) throws IOException {
            this.in = in;
            this.next = read();
        }

        /** Returns the next message about a row or one before it, {@code null} for none. */
        Message next(long row) throws IOException {
            if (next == null || next.row() > row) {
                return null;
            }
            Message message = next;
            next = read();
            return message;
        }

        private Message read() throws IOException {
            try {
                long row = in.readLong();
                boolean isWarning = in.readBoolean();
                String name = in.readUTF();
                String code = in.readUTF();
                String message = in.readUTF();
                String label = in.readUTF();
                var item = new Problem.Item(name, code, message, label.isEmpty() ? null : label, null);
                return new Message(row, isWarning, item, in.readUTF());
            } catch (EOFException e) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Closes the file without the rest of the buffer, which is not needed and may not fit. */
    @Override
    public void close() {
        try (file) {
            written.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
