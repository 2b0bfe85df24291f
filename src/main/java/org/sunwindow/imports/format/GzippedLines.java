package org.sunwindow.imports.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses the lines of an import, or a file that one names, while they arrive, and refuses content with a
 * compression ratio that no real file has. Not thread-safe.
 */
public final class GzippedLines extends InputStream {

    /** Real records compress to a fiftieth at best, mere repetition to a thousandth. */
    private static final int MAX_RATIO = 200;

    /** Bytes for which the ratio is not checked, because a short file may be mostly repetition. */
    private static final int UNCHECKED = 1024 * 1024;

    /** The content is not gzip, other bytes follow it, or it expands too much. The message is in Chinese. */
    public static final class Invalid extends IOException {

        private static final long serialVersionUID = 1;

        private Invalid(String message) {
            super(message);
        }
    }

    private final Counted compressed;
    private Members lines;
    private long written;

    /** Closing it leaves the content open, which the server owns. */
    public GzippedLines(InputStream sent) {
        compressed = new Counted(sent);
    }

    /** Returns a stream that also closes the content. */
    public static InputStream owning(InputStream content) {
        return new FilterInputStream(new GzippedLines(content)) {
            @Override
            public void close() throws IOException {
                try (content) {
                    super.close();
                }
            }
        };
    }

    private static final class Counted extends FilterInputStream {

        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            bytes += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            bytes += Math.max(0, read);
            return read;
        }

        /**
         * Must not be 0: before JDK 23, that ends the decompression after a member, even if the next packet is only
         * delayed.
         */
        @Override
        public int available() {
            return 1;
        }

        /** The server owns the content. */
        @Override
        public void close() {}
    }

    /** Decompresses the members, and detects bytes after the last one. */
    private static final class Members extends GZIPInputStream {

        /** Size of the checksum and the length behind the compressed data of a member. */
        private static final int TRAILER = 8;

        /** Members that may end in one read; programs write one, or some in a row, but hardly any without content. */
        private static final int MAX_NESTED = 100;

        private final Counted from;
        private long filled;
        private int nested;

        Members(Counted from) throws IOException {
            super(from);
            this.from = from;
        }

        /** The super class calls this method again after each member; many empty members would overflow the stack. */
        @Override
        public int read(byte[] target, int at, int length) throws IOException {
            if (++nested > MAX_NESTED) {
                throw new ZipException();
            }
            try {
                return super.read(target, at, length);
            } finally {
                nested--;
            }
        }

        @Override
        protected void fill() throws IOException {
            super.fill();
            filled = from.bytes;
        }

        /** Whether bytes follow the last member; the super class ignores bytes that are not a member. */
        boolean hasRest() throws IOException {
            return from.read() >= 0 || from.bytes > filled - inf.getRemaining() + TRAILER;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        try {
            if (lines == null) {
                lines = new Members(compressed);
            }
            int read = lines.read(target, from, length);
            written += Math.max(0, read);
            if (written > UNCHECKED && written > MAX_RATIO * compressed.bytes) {
                throw new Invalid("压缩内容展开后超过原大小的 %d 倍，不予导入。".formatted(MAX_RATIO));
            }
            if (read < 0 && lines.hasRest()) {
                throw new ZipException();
            }
            return read;
        } catch (ZipException e) {
            throw new Invalid("请求内容不是完好的 gzip。");
        }
    }

    /** Releases the memory of the decompression. */
    @Override
    public void close() {
        try {
            if (lines != null) {
                lines.close();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
