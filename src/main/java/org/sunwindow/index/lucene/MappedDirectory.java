package org.sunwindow.index.lucene;

import io.quarkus.runtime.ImageMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteBuffersDataInput;
import org.apache.lucene.store.ByteBuffersIndexInput;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.store.ReadOnceHint;

/**
 * Reads files through mapped byte buffers, for native images. Lucene's own MMapDirectory reads through memory segments;
 * in a native image that takes a multiple of the time and requires native calls and experimental options. The drawback
 * of this class is that a file is unmapped by garbage collection, not when it is closed.
 */
final class MappedDirectory extends NIOFSDirectory {

    /** A power of two; all blocks of a file but the last have this size. */
    private static final long BLOCK = 1L << 30;

    /** A constant in the build of a native image, which then does not contain Lucene's class. */
    private static final boolean NATIVE = ImageMode.current().isNativeImage();

    /** Opens a directory with the class that is faster here. */
    static Directory at(Path path) throws IOException {
        return NATIVE ? new MappedDirectory(path) : FSDirectory.open(path);
    }

    MappedDirectory(Path path) throws IOException {
        super(path);
    }

    @Override
    public IndexInput openInput(String name, IOContext context) throws IOException {
        if (context.hints().contains(ReadOnceHint.INSTANCE)) {
            return super.openInput(name, context);
        }
        ensureOpen();
        ensureCanRead(name);
        Path path = getDirectory().resolve(name);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return new ByteBuffersIndexInput(new ByteBuffersDataInput(blocks(file, BLOCK)), "mapped " + path);
        }
    }

    static List<ByteBuffer> blocks(FileChannel file, long size) throws IOException {
        var blocks = new ArrayList<ByteBuffer>();
        long end = file.size();
        for (long start = 0; start < end || blocks.isEmpty(); start += size) {
            blocks.add(file.map(MapMode.READ_ONLY, start, Math.min(size, end - start)));
        }
        return blocks;
    }
}
