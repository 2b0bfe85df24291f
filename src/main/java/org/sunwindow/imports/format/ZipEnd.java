package org.sunwindow.imports.format;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The record at the end of a ZIP file. Libraries look for it in different ways, so in a file with two of them, one
 * library would check what the other does not read. They also read the whole directory before the number of entries can
 * be bounded.
 */
final class ZipEnd {

    private static final int LENGTH = 22;
    private static final int SIGNATURE = 0x06054b50;
    private static final int MAX_DIRECTORY = 4 * 1024 * 1024;

    private ZipEnd() {}

    /** Whether the record is at the very end, and the directory before it is not too long. */
    static boolean isPlain(Path file) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long start = in.length() - LENGTH;
            if (start < 0) {
                return false;
            }
            byte[] bytes = new byte[LENGTH];
            in.seek(start);
            in.readFully(bytes);
            ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long directory = end.getInt(16) & 0xFFFF_FFFFL;
            return end.getInt(0) == SIGNATURE
                    && end.getShort(20) == 0
                    && directory <= start
                    && start - directory <= MAX_DIRECTORY;
        }
    }
}
