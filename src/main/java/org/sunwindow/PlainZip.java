package org.sunwindow;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Recognizes ZIP files that all programs read in the same way. A ZIP lists its entries at its end, and repeats the description
 * of each entry before its content. Programs differ in how they find the list, in which description they use, and in which
 * names they accept. So the program that checks a file could see other entries than the one that opens it.
 */
public final class PlainZip {

    private static final int END_LENGTH = 22;
    private static final int END = 0x06054b50;

    /** Leads to another list, for files of more than 4 GiB. Some programs follow it whatever the end says. */
    private static final int LOCATOR_LENGTH = 20;

    private static final int LOCATOR = 0x07064b50;

    private static final int LISTED_LENGTH = 46;
    private static final int LISTED = 0x02014b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int LOCAL = 0x04034b50;

    private static final int ENCRYPTED = 1;

    /** The sizes are behind the content, in a record of at most 24 bytes, in which no entry can be hidden. */
    private static final int SIZES_FOLLOW = 8;

    private static final int MAX_SIZES = 24;

    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private static final int ZIP64 = 1;

    /** Another name of the entry, which only some programs take. */
    private static final int UNICODE_NAME = 0x7075;

    private static final long UNKNOWN = 0xFFFF_FFFFL;

    /** Libraries read the whole list before its entries can be counted. */
    private static final int MAX_LIST = 4 * 1024 * 1024;

    private PlainZip() {}

    /**
     * The list of the entries.
     *
     * @param end where it ends
     */
    private record Entries(int count, long start, long end) {}

    /** An entry as it is listed, or as it is described where it is. Sizes are in bytes. */
    private record Entry(byte[] name, int flags, int method, long sum, long compressed, long size, long offset) {}

    /**
     * Whether the list of entries is at the very end of a file, and not too long. Enough for a file that is read by the same
     * library that checks it.
     */
    public static boolean hasPlainEnd(Path file) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            return list(in) != null;
        }
    }

    /**
     * Whether a package, such as a workbook, has one meaning: each entry is listed once, is described as it is listed, and
     * nothing is between them.
     */
    public static boolean isPlain(Path file) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            Entries list = list(in);
            return list != null && agree(in, list);
        }
    }

    /** Returns {@code null} if there is not exactly one. */
    private static Entries list(RandomAccessFile in) throws IOException {
        long at = in.length() - END_LENGTH;
        if (at < 0) {
            return null;
        }
        ByteBuffer end = read(in, at, END_LENGTH);
        long length = end.getInt(12) & UNKNOWN;
        long start = end.getInt(16) & UNKNOWN;
        int count = end.getShort(10) & 0xFFFF;
        boolean isOnly = end.getInt(0) == END
                && end.getShort(20) == 0
                && end.getInt(4) == 0
                && (end.getShort(8) & 0xFFFF) == count
                && start + length == at
                && length <= MAX_LIST
                && (at < LOCATOR_LENGTH || read(in, at - LOCATOR_LENGTH, 4).getInt(0) != LOCATOR);
        return isOnly ? new Entries(count, start, at) : null;
    }

    private static boolean agree(RandomAccessFile in, Entries list) throws IOException {
        ByteBuffer listed = read(in, list.start(), (int) (list.end() - list.start()));
        var entries = new ArrayList<Entry>();
        Set<String> names = new HashSet<>();
        while (listed.hasRemaining()) {
            Entry entry = listed(listed);
            if (entry == null
                    || !names.add(new String(entry.name(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))) {
                return false;
            }
            entries.add(entry);
        }
        return entries.size() == list.count() && areSideBySide(in, entries, list.start());
    }

    /** Returns the next entry of the list, {@code null} if it is not one that all programs read. */
    private static Entry listed(ByteBuffer list) {
        if (list.remaining() < LISTED_LENGTH || list.getInt(list.position()) != LISTED) {
            return null;
        }
        ByteBuffer header = list.slice(list.position(), LISTED_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        int name = header.getShort(28) & 0xFFFF;
        int extra = header.getShort(30) & 0xFFFF;
        int comment = header.getShort(32) & 0xFFFF;
        list.position(list.position() + LISTED_LENGTH);
        if (list.remaining() < name + extra + comment) {
            return null;
        }
        var bytes = new byte[name];
        list.get(bytes);
        boolean isRenamed = find(list.slice(list.position(), extra), UNICODE_NAME) != null;
        list.position(list.position() + extra + comment);
        var entry = new Entry(
                bytes,
                header.getShort(8),
                header.getShort(10),
                header.getInt(16) & UNKNOWN,
                header.getInt(20) & UNKNOWN,
                header.getInt(24) & UNKNOWN,
                header.getInt(42) & UNKNOWN);
        return isRenamed || !isUsual(entry) ? null : entry;
    }

    private static boolean isUsual(Entry entry) {
        for (byte character : entry.name()) {
            // programs of Windows take a backslash for a slash, and those in C a zero for the end
            if (character == '\\' || character >= 0 && character < ' ') {
                return false;
            }
        }
        boolean isKnown = entry.method() == DEFLATED || entry.method() == STORED && entry.compressed() == entry.size();
        return isKnown
                && (entry.flags() & ENCRYPTED) == 0
                && entry.compressed() != UNKNOWN
                && entry.size() != UNKNOWN
                && entry.offset() != UNKNOWN;
    }

    /** Whether the entries fill the file from its beginning to the list. */
    private static boolean areSideBySide(RandomAccessFile in, List<Entry> entries, long end) throws IOException {
        entries.sort(Comparator.comparingLong(Entry::offset));
        long at = 0;
        long room = 0;
        for (Entry entry : entries) {
            if (entry.offset() < at || entry.offset() > at + room || entry.offset() + LOCAL_LENGTH > end) {
                return false;
            }
            ByteBuffer local = read(in, entry.offset(), LOCAL_LENGTH);
            int name = local.getShort(26) & 0xFFFF;
            int extra = local.getShort(28) & 0xFFFF;
            at = entry.offset() + LOCAL_LENGTH + name + extra + entry.compressed();
            if (local.getInt(0) != LOCAL || at > end) {
                return false;
            }
            ByteBuffer more = read(in, entry.offset() + LOCAL_LENGTH, name + extra);
            if (!isAsListed(local, more.slice(0, name), more.slice(name, extra), entry)) {
                return false;
            }
            room = (local.getShort(6) & SIZES_FOLLOW) == 0 ? 0 : MAX_SIZES;
        }
        return at <= end && end <= at + room;
    }

    private static boolean isAsListed(ByteBuffer local, ByteBuffer name, ByteBuffer extra, Entry entry) {
        int flags = local.getShort(6);
        boolean follow = (flags & SIZES_FOLLOW) != 0;
        ByteBuffer zip64 = find(extra, ZIP64);
        return name.equals(ByteBuffer.wrap(entry.name()))
                && find(extra, UNICODE_NAME) == null
                && (flags & ENCRYPTED) == 0
                && local.getShort(8) == entry.method()
                && isEqual(local.getInt(14) & UNKNOWN, entry.sum(), follow)
                && isEqual(size(local.getInt(18) & UNKNOWN, zip64, Long.BYTES), entry.compressed(), follow)
                && isEqual(size(local.getInt(22) & UNKNOWN, zip64, 0), entry.size(), follow);
    }

    /** Whether a number equals the listed one. It may be 0 if the numbers follow the content. */
    private static boolean isEqual(long local, long listed, boolean follows) {
        return local == listed || follows && local == 0;
    }

    /** Returns a size, which is in another field if it may be long. */
    private static long size(long size, ByteBuffer zip64, int at) {
        return size == UNKNOWN && zip64 != null && zip64.remaining() >= at + Long.BYTES ? zip64.getLong(at) : size;
    }

    /** Returns the content of an additional field, {@code null} for none. */
    private static ByteBuffer find(ByteBuffer fields, int wanted) {
        fields.order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + 4 <= fields.limit()) {
            int length = fields.getShort(at + 2) & 0xFFFF;
            if (at + 4 + length > fields.limit()) {
                return null;
            }
            if ((fields.getShort(at) & 0xFFFF) == wanted) {
                return fields.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN);
            }
            at += 4 + length;
        }
        return null;
    }

    private static ByteBuffer read(RandomAccessFile in, long at, int length) throws IOException {
        var bytes = new byte[length];
        in.seek(at);
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
