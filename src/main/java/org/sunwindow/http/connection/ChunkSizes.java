package org.sunwindow.http.connection;

import io.netty.buffer.ByteBuf;

/**
 * Checks that nothing stands around the sizes of chunks. The decoder skips white space there; a server that does not would
 * find another end of the body. Not thread-safe.
 */
final class ChunkSizes {

    /** Hexadecimal digits of the largest size; the decoder refuses larger ones. */
    private static final int MAX_DIGITS = 8;

    private enum Part {
        SIZE,
        /** Behind the size: what no server here uses, up to the end of the line. */
        EXTENSION,
        CONTENT,
        /** The line break behind the content. */
        BREAK,
        TRAILERS
    }

    private Part part = Part.SIZE;
    private long size;
    private int digits;

    /** Reads bytes that were decoded, and returns whether each size has nothing around it. */
    boolean accept(ByteBuf buffer, int from, int to) {
        for (int i = from; i < to && part != Part.TRAILERS; ) {
            if (part == Part.CONTENT) {
                long read = Math.min(size, to - i);
                size -= read;
                i += (int) read;
                part = size == 0 ? Part.BREAK : Part.CONTENT;
            } else if (!accept(buffer.getByte(i++))) {
                return false;
            }
        }
        return true;
    }

    private boolean accept(byte next) {
        boolean ends = next == '\n';
        if (part == Part.BREAK) {
            part = ends ? Part.SIZE : Part.BREAK;
            return true;
        }
        if (ends) {
            boolean sound = digits > 0;
            part = size == 0 ? Part.TRAILERS : Part.CONTENT;
            digits = 0;
            return sound;
        }
        int digit = Character.digit(next, 16);
        if (part == Part.EXTENSION) {
            return true;
        }
        if (digit >= 0) {
            size = size << 4 | digit;
            return ++digits <= MAX_DIGITS;
        }
        part = next == ';' || next == '\r' ? Part.EXTENSION : part;
        return part == Part.EXTENSION && digits > 0;
    }
}
