package org.sunwindow.imports.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sunwindow.http.Problem;

/** Reads a stream line by line. At most one line is in memory at a time. Not thread-safe. */
final class NdjsonLines implements RecordLines {

    /** Length up to which lines are not counted, in bytes. */
    private static final int SHORT = 64 * 1024;

    private static final Problem.Item NOT_UTF8 =
            new Problem.Item("", "line.encoding", "不是 UTF-8 编码；请将文件另存为 UTF-8 后重新导入");

    private final InputStream in;
    private final int maxBytes;
    private final ImportMemory memory;
    private final byte[] chunk = new byte[64 * 1024];
    private int position;
    private int limit;
    private byte[] line = new byte[8 * 1024];
    private long number;
    private boolean ended;

    /**
     * @param maxBytes longest line in bytes; a longer one is a fault
     * @param memory   for long lines
     */
    NdjsonLines(InputStream in, int maxBytes, ImportMemory memory) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    /**
     * Returns the next line that is not blank, or {@code null} at the end of the stream. The memory of the line before
     * is given back.
     *
     * @throws ImportMemory.Exhausted if there is none for a long line
     */
    @Override
    public Line next() throws IOException {
        while (!ended) {
            close();
            int length = fill();
            if (length < 0) {
                return null;
            }
            number++;
            if (length > maxBytes) {
                return Line.faulty(number, RecordLines.tooLong(maxBytes + " 字节"));
            }
            String text = decode(length);
            if (text == null) {
                return Line.faulty(number, NOT_UTF8);
            }
            // a file that was joined from several has the mark of each
            if (text.startsWith("\uFEFF")) {
                text = text.substring(1);
            }
            if (!text.isBlank()) {
                return Line.of(number, text);
            }
        }
        return null;
    }

    /**
     * Reads up to the next line feed. Bytes beyond the longest line are skipped.
     *
     * @return length of the line, {@code maxBytes + 1} if it is too long, -1 at the end of the stream
     */
    private int fill() throws IOException {
        int length = 0;
        boolean any = false;
        while (true) {
            if (position == limit) {
                limit = in.read(chunk);
                position = 0;
                if (limit < 0) {
                    limit = 0;
                    ended = true;
                    return any ? length : -1;
                }
            }
            while (position < limit) {
                any = true;
                byte next = chunk[position++];
                if (next == '\n') {
                    return length;
                }
                if (length < maxBytes) {
                    if (length == line.length) {
                        grow();
                    }
                    line[length] = next;
                }
                length = Math.min(length + 1, maxBytes + 1);
            }
        }
    }

    private void grow() throws IOException {
        int length = Math.min(maxBytes, line.length * 2);
        if (length > SHORT) {
            memory.takeLine(length - Math.max(SHORT, line.length));
        }
        line = Arrays.copyOf(line, length);
    }

    /** Gives back the memory of the last line. */
    @Override
    public void close() {
        if (line.length > SHORT) {
            memory.giveLine(line.length - SHORT);
            line = new byte[8 * 1024];
        }
    }

    private String decode(int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
