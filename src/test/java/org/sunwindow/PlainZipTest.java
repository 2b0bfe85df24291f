package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that one program reads in another way than the next are found, and those that usual programs write are plain. */
class PlainZipTest {

    private static final String CONTENT = "content";

    @TempDir
    Path directory;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("a.zip"), bytes);
    }

    private boolean isPlain(byte[] bytes) throws IOException {
        return PlainZip.isPlain(file(bytes));
    }

    /** Writes entries that are stored, with anything in their headers. */
    private static final class Raw {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream list = new ByteArrayOutputStream();
        private int count;

        /** What the headers of an entry say. */
        private record Said(String name, int flags, int method, int size, byte[] extra) {

            static Said of(String name) {
                return new Said(name, 0, 0, CONTENT.length(), new byte[0]);
            }

            Said named(String other) {
                return new Said(other, flags, method, size, extra);
            }

            Said flagged(int other) {
                return new Said(name, other, method, size, extra);
            }

            Said packed(int other) {
                return new Said(name, flags, other, size, extra);
            }

            Said sized(int other) {
                return new Said(name, flags, method, other, extra);
            }

            Said with(byte[] other) {
                return new Said(name, flags, method, size, other);
            }
        }

        Raw entry(String name) {
            return entry(Said.of(name), Said.of(name), "");
        }

        Raw entry(Said local, Said listed, String comment) {
            int offset = out.size();
            local(local, CONTENT);
            return list(listed, offset, comment);
        }

        void local(Said said, String content) {
            byte[] name = utf8(said.name());
            out.writeBytes(buffer(30)
                    .putInt(0x04034b50)
                    .putShort((short) 20)
                    .putShort((short) said.flags())
                    .putShort((short) said.method())
                    .putInt(0)
                    .putInt(sum(content))
                    .putInt(said.size())
                    .putInt(said.size())
                    .putShort((short) name.length)
                    .putShort((short) said.extra().length)
                    .array());
            out.writeBytes(name);
            out.writeBytes(said.extra());
            out.writeBytes(utf8(content));
        }

        Raw list(Said said, int offset, String comment) {
            byte[] name = utf8(said.name());
            list.writeBytes(buffer(46)
                    .putInt(0x02014b50)
                    .putShort((short) 20)
                    .putShort((short) 20)
                    .putShort((short) said.flags())
                    .putShort((short) said.method())
                    .putInt(0)
                    .putInt(sum(CONTENT))
                    .putInt(CONTENT.length())
                    .putInt(said.size())
                    .putShort((short) name.length)
                    .putShort((short) said.extra().length)
                    .putShort((short) comment.length())
                    .putInt(0)
                    .putInt(0)
                    .putInt(offset)
                    .array());
            list.writeBytes(name);
            list.writeBytes(said.extra());
            list.writeBytes(comment.getBytes(StandardCharsets.ISO_8859_1));
            count++;
            return this;
        }

        byte[] end() {
            return end(count);
        }

        byte[] end(int said) {
            int start = out.size();
            out.writeBytes(list.toByteArray());
            out.writeBytes(buffer(22)
                    .putInt(0x06054b50)
                    .putInt(0)
                    .putShort((short) said)
                    .putShort((short) said)
                    .putInt(list.size())
                    .putInt(start)
                    .array());
            return out.toByteArray();
        }

        private static int sum(String content) {
            var sum = new CRC32();
            sum.update(utf8(content));
            return (int) sum.getValue();
        }
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Raw.Said said() {
        return Raw.Said.of("a.xml");
    }

    /** The field with another name, as Info-ZIP writes it. */
    private static byte[] renamed(String name, String other) {
        var sum = new CRC32();
        sum.update(utf8(name));
        byte[] bytes = utf8(other);
        return buffer(9 + bytes.length)
                .putShort((short) 0x7075)
                .putShort((short) (5 + bytes.length))
                .put((byte) 1)
                .putInt((int) sum.getValue())
                .put(bytes)
                .array();
    }

    /** In the comment of the last entry of one list, the end of another list, which the libraries find in different ways. */
    private static byte[] twoLists() {
        var raw = new Raw().entry("seen.xml");
        var other = new Raw();
        int offset = raw.out.size();
        raw.local(Raw.Said.of("hidden.xml"), CONTENT);
        other.list(Raw.Said.of("hidden.xml"), offset, "");
        int start = raw.out.size();
        raw.out.writeBytes(other.list.toByteArray());
        int last = raw.out.size();
        raw.local(Raw.Said.of("last.xml"), CONTENT);
        // the list of seen.xml and last.xml begins behind it, and its headers and names have these lengths
        int at = raw.out.size() + 46 + 8 + 46 + 8;
        String comment = new String(
                buffer(76)
                        .putInt(0x06064b50)
                        .putLong(44)
                        .putShort((short) 45)
                        .putShort((short) 45)
                        .putLong(0)
                        .putLong(1)
                        .putLong(1)
                        .putLong(other.list.size())
                        .putLong(start)
                        .putInt(0x07064b50)
                        .putInt(0)
                        .putLong(at)
                        .putInt(1)
                        .array(),
                StandardCharsets.ISO_8859_1);
        return raw.list(Raw.Said.of("last.xml"), last, comment).end();
    }

    static Stream<Arguments> otherFiles() {
        byte[] sound = new Raw().entry("a.xml").entry("b.xml").end();
        var hidden = new Raw().entry("a.xml");
        hidden.local(Raw.Said.of("hidden.xml"), CONTENT);
        var first = new Raw();
        first.local(Raw.Said.of("hidden.xml"), CONTENT);
        var last = new Raw().entry("a.xml");
        last.local(Raw.Said.of("hidden.xml"), CONTENT);
        return Stream.of(
                arguments(
                        "another name",
                        new Raw().entry(said().named("b.xml"), said(), "").end()),
                arguments(
                        "name in another case",
                        new Raw().entry(said().named("A.xml"), said(), "").end()),
                arguments(
                        "another size",
                        new Raw().entry(said().sized(6), said(), "").end()),
                arguments(
                        "no size, and none behind",
                        new Raw().entry(said().sized(0), said(), "").end()),
                arguments(
                        "another method",
                        new Raw().entry(said().packed(8), said(), "").end()),
                arguments(
                        "unknown method",
                        new Raw()
                                .entry(said().packed(12), said().packed(12), "")
                                .end()),
                arguments(
                        "stored with another size",
                        new Raw().entry(said(), said().sized(6), "").end()),
                arguments(
                        "encrypted",
                        new Raw()
                                .entry(said().flagged(1), said().flagged(1), "")
                                .end()),
                arguments(
                        "listed twice", new Raw().entry("a.xml").entry("a.xml").end()),
                arguments(
                        "listed twice in two cases",
                        new Raw().entry("a.xml").entry("A.XML").end()),
                arguments(
                        "one place for two",
                        new Raw()
                                .entry("a.xml")
                                .list(Raw.Said.of("b.xml"), 0, "")
                                .end()),
                arguments("not listed, between", hidden.entry("b.xml").end()),
                arguments("not listed, first", first.entry("a.xml").end()),
                arguments("not listed, last", last.end()),
                arguments(
                        "renamed in the list",
                        new Raw()
                                .entry(said(), said().with(renamed("a.xml", "b.xml")), "")
                                .end()),
                arguments(
                        "renamed in its place",
                        new Raw()
                                .entry(said().with(renamed("a.xml", "b.xml")), said(), "")
                                .end()),
                arguments("backslash", new Raw().entry("a\\b.xml").end()),
                arguments("zero in the name", new Raw().entry("a.xml\0.png").end()),
                arguments("two lists", twoLists()),
                arguments("wrong count", new Raw().entry("a.xml").entry("b.xml").end(1)),
                arguments("something behind", Arrays.copyOf(sound, sound.length + 1)),
                arguments("cut off", Arrays.copyOf(sound, sound.length - 1)),
                arguments("half", Arrays.copyOf(sound, sound.length / 2)),
                arguments("nothing", new byte[0]),
                arguments("text", utf8("text ".repeat(100))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherFiles")
    void fileThatCanBeReadInTwoWaysIsNotPlain(String name, byte[] bytes) throws IOException {
        assertThat(isPlain(bytes)).isFalse();
    }

    static Stream<Arguments> usualFiles() throws IOException {
        return Stream.of(
                arguments("raw", new Raw().entry("a.xml").entry("文/b.xml").end()),
                arguments(
                        "with a comment",
                        new Raw().entry(said(), said(), "comment").end()),
                arguments("nothing in it", new Raw().end()),
                arguments("Java", java(ZipOutputStream.DEFLATED)),
                arguments("Java, stored", java(ZipOutputStream.STORED)),
                arguments("Commons Compress", compress()),
                arguments("marked sheets and templates", workbook()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usualFiles")
    void fileOfAUsualProgramIsPlain(String name, byte[] bytes) throws IOException {
        assertThat(isPlain(bytes)).isTrue();
        assertThat(PlainZip.hasPlainEnd(file(bytes))).isTrue();
    }

    private static byte[] java(int method) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("xl/", "xl/a.xml", "b.bin")) {
                var entry = new ZipEntry(name);
                entry.setMethod(method);
                byte[] content = name.endsWith("/") ? new byte[0] : utf8(CONTENT.repeat(1000));
                var sum = new CRC32();
                sum.update(content);
                entry.setSize(content.length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] compress() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            for (String name : List.of("xl/", "xl/a.xml", "b.bin")) {
                zip.putArchiveEntry(new ZipArchiveEntry(name));
                zip.write(name.endsWith("/") ? new byte[0] : utf8(CONTENT.repeat(1000)));
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] workbook() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            workbook.newWorksheet("表").inlineString(0, 0, "编号");
        }
        return bytes.toByteArray();
    }

    private static Set<String> namesOfJava(Path file) throws IOException {
        try (var zip = new java.util.zip.ZipFile(file.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }

    private static Set<String> namesOfCommonsCompress(Path file) throws IOException {
        try (var zip = ZipFile.builder().setPath(file).get()) {
            return Collections.list(zip.getEntries()).stream()
                    .map(ZipArchiveEntry::getName)
                    .collect(Collectors.toSet());
        }
    }

    /** Why this is checked at all: the library that looks at a workbook is not the one that reads it. */
    @Test
    void librariesReadTheseFilesInTwoWays() throws IOException {
        for (byte[] bytes : List.of(
                new Raw()
                        .entry(said(), said().with(renamed("a.xml", "b.xml")), "")
                        .end(),
                new Raw().entry("a\\b.xml").end(),
                twoLists())) {
            Path file = file(bytes);
            assertThat(namesOfJava(file)).isNotEqualTo(namesOfCommonsCompress(file));
            assertThat(PlainZip.isPlain(file)).isFalse();
        }
    }

    /** A file with two lists would be read to the end of the second one, however long that is. */
    @Test
    void secondListIsNoPlainEnd() throws IOException {
        assertThat(PlainZip.hasPlainEnd(file(twoLists()))).isFalse();
    }

    /** Whatever is in a file, there is an answer. If the file is plain, both libraries read the same. */
    @Test
    @Tag("slow")
    void damagedFilesAreAnswered() throws IOException {
        var random = new Random(12);
        byte[] sound = compress();
        int plain = 0;
        for (int run = 0; run < 3_000; run++) {
            byte[] changed = sound.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            Path file = file(changed);
            if (PlainZip.isPlain(file)) {
                plain++;
                assertThat(namesOfJava(file)).isEqualTo(namesOfCommonsCompress(file));
            }
        }
        assertThat(plain).isPositive();
    }
}
