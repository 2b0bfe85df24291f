package org.sunwindow.index.lucene.write;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.util.BytesRef;

/**
 * Stored bytes with checksums. Lucene verifies the checksums of files when they are merged, not when they are read, so
 * bytes that a disk has changed would be sent as they are. The bytes are followed by the checksum of the record's
 * identity, then by the checksum of everything before it.
 */
public final class Sealed {

    private static final int CHECKSUM = Integer.BYTES;

    private Sealed() {}

    /**
     * @param id of the record, see {@link IndexFields#id}
     */
    public static BytesRef seal(String id, byte[] content) {
        byte[] sealed = new byte[content.length + 2 * CHECKSUM];
        System.arraycopy(content, 0, sealed, 0, content.length);
        put(sealed, content.length, checksum(id));
        put(sealed, content.length + CHECKSUM, checksum(sealed, 0, content.length + CHECKSUM));
        return new BytesRef(sealed);
    }

    /**
     * Returns the content.
     *
     * @throws CorruptIndexException if it is not what was sealed
     */
    public static BytesRef open(BytesRef sealed) throws CorruptIndexException {
        int length = sealed.length - 2 * CHECKSUM;
        if (length < 0
                || get(sealed.bytes, sealed.offset + length + CHECKSUM)
                        != checksum(sealed.bytes, sealed.offset, length + CHECKSUM)) {
            throw damaged();
        }
        return new BytesRef(sealed.bytes, sealed.offset, length);
    }

    /**
     * Returns the content of a record.
     *
     * @throws CorruptIndexException if it is not what was sealed for this record
     */
    public static BytesRef open(BytesRef sealed, String id) throws CorruptIndexException {
        BytesRef content = open(sealed);
        if (get(content.bytes, content.offset + content.length) != checksum(id)) {
            throw damaged();
        }
        return content;
    }

    private static CorruptIndexException damaged() {
        return new CorruptIndexException("a stored value differs from its checksum", "document");
    }

    private static int checksum(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return checksum(bytes, 0, bytes.length);
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }

    private static void put(byte[] bytes, int offset, int value) {
        for (int i = 0; i < CHECKSUM; i++) {
            bytes[offset + i] = (byte) (value >>> 8 * i);
        }
    }

    private static int get(byte[] bytes, int offset) {
        int value = 0;
        for (int i = 0; i < CHECKSUM; i++) {
            value |= (bytes[offset + i] & 0xff) << 8 * i;
        }
        return value;
    }
}
