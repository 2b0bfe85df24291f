package org.sunwindow.index.lucene;

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
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.store.ReadOnceHint;

/**
 * Files read through mapped byte buffers, for a native image: there, Lucene's own MMapDirectory, which reads through memory
 * segments, takes a multiple of the time, and needs native calls and experimental options besides. The price is that a
 * mapping ends with a garbage collection after its last use, not at once.
 */
final class MappedDirectory extends NIOFSDirectory {

    /** All blocks of a file but the last must be of one size, a power of two. */
    private static final long BLOCK = 1L << 30;

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
