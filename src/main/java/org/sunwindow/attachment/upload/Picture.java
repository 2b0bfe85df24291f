package org.sunwindow.attachment.upload;

import java.nio.ByteBuffer;

/** Recognizes pictures that were cut off or have a header only. Does not decode them. */
final class Picture {

    private static final int PNG_HEADER = 8;

    /** Length and type of a chunk before its data, checksum behind it. */
    private static final int CHUNK = 12;

    private static final int DATA = 0x49444154;
    private static final int END = 0x49454e44;

    private static final int MARKER = 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    private Picture() {}

    /**
     * Requires data and, behind it, the last chunk.
     *
     * @throws RefusedFileException if they are missing
     */
    static void requireWholePng(byte[] file) {
        var bytes = ByteBuffer.wrap(file);
        boolean data = false;
        for (long at = PNG_HEADER; at + CHUNK <= file.length; ) {
            int type = bytes.getInt((int) at + 4);
            if (type == END && data) {
                return;
            }
            data |= type == DATA;
            at += CHUNK + Integer.toUnsignedLong(bytes.getInt((int) at));
        }
        throw RefusedFileException.damaged();
    }

    /**
     * Requires a scan and, behind it, the end of the image. Cameras append further data.
     *
     * @throws RefusedFileException if they are missing
     */
    static void requireWholeJpeg(byte[] file) {
        int scan = marker(file, 2, START_OF_SCAN);
        if (scan < 0 || marker(file, scan, END_OF_IMAGE) < 0) {
            throw RefusedFileException.damaged();
        }
    }

    /** Returns the position behind a marker, -1 if there is none. */
    private static int marker(byte[] file, int from, int marker) {
        for (int i = from; i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == MARKER && (file[i + 1] & 0xff) == marker) {
                return i + 2;
            }
        }
        return -1;
    }
}
