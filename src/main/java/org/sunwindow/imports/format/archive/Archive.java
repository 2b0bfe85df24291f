package org.sunwindow.imports.format.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.sunwindow.PlainZip;
import org.sunwindow.imports.format.InvalidFileException;

/**
 * A ZIP of a sheet and files. It is checked as a whole when it is opened; no entry is ever written under its own name.
 * Not thread-safe.
 */
final class Archive implements AutoCloseable {

    private static final int MAX_ENTRIES = 10_000;
    private static final long MAX_EXPANDED = 2L * 1024 * 1024 * 1024;

    /** Real files compress to a fiftieth at best. */
    private static final int MAX_RATIO = 200;

    /** Bytes for which the ratio is not checked. */
    private static final long UNCHECKED = 32L * 1024 * 1024;

    /** Files of the same name that are told apart: the sheet, and two others. */
    private static final int MAX_FOUND = 3;

    /** What programs put beside the files of people. */
    private static final Pattern CLUTTER = Pattern.compile(
            "(?:.*/)?(?:__MACOSX/.*|\\.DS_Store|Thumbs\\.db|desktop\\.ini|~\\$[^/]*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern UNSAFE = Pattern.compile("/.*|[A-Za-z]:.*|(?:.*/)?\\.\\.?(?:/.*)?|.*\\p{Cntrl}.*");
    private static final Pattern SHEET = Pattern.compile(".*\\.(?:xlsx|csv|tsv|xls|et)", Pattern.CASE_INSENSITIVE);

    private final ZipFile zip;

    /** By their paths, without a folder that holds all of them. */
    private final Map<String, ZipArchiveEntry> entries;

    /** Paths as they are compared. */
    private final Map<String, String> whole = new HashMap<>();

    /**
     * The same from the last character to the first, so that those with the same end are neighbours: a cell that names a file
     * must not cost a walk over all of them.
     */
    private final NavigableMap<String, List<String>> reversed = new TreeMap<>();

    private Archive(ZipFile zip, Map<String, ZipArchiveEntry> entries) {
        this.zip = zip;
        this.entries = entries;
        for (String path : entries.keySet()) {
            String own = canonical(path);
            whole.putIfAbsent(own, path);
            reversed.computeIfAbsent(reversed(own), key -> new ArrayList<>()).add(path);
        }
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /**
     * Opens a ZIP and checks all of it.
     *
     * @throws InvalidFileException if it is broken, encrypted, a bomb, or has names that are not safe
     */
    static Archive open(Path file, long length) throws IOException {
        if (!PlainZip.hasPlainEnd(file)) {
            throw broken();
        }
        ZipFile zip;
        try {
            zip = ZipFile.builder().setPath(file).get();
        } catch (IOException | RuntimeException e) {
            throw broken();
        }
        try {
            Map<String, ZipArchiveEntry> entries = entries(zip);
            checkContents(zip, entries, length);
            return new Archive(zip, withoutFolder(entries));
        } catch (InvalidFileException e) {
            zip.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw broken();
        }
    }

    private static InvalidFileException broken() {
        return new InvalidFileException("压缩包损坏，或不是 ZIP；请重新压缩后报送。");
    }

    private static Map<String, ZipArchiveEntry> entries(ZipFile zip) {
        var entries = new LinkedHashMap<String, ZipArchiveEntry>();
        Set<String> names = new HashSet<>();
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            String name = name(entry);
            if (names.size() >= MAX_ENTRIES) {
                throw new InvalidFileException("压缩包里的文件超过 %d 个，请分成几个。".formatted(MAX_ENTRIES));
            }
            if (UNSAFE.matcher(name).matches() || entry.isUnixSymlink()) {
                throw new InvalidFileException("压缩包里有不安全的文件名或链接（如 ../、绝对路径）；请只放入文件，重新压缩。");
            }
            if (entry.getGeneralPurposeBit().usesEncryption()) {
                throw new InvalidFileException("压缩包设有密码；请不设密码重新压缩。");
            }
            if (!names.add(canonical(name))) {
                throw new InvalidFileException("压缩包里有两个同名的文件（大小写不同也算同名）；请重新命名后压缩。");
            }
            if (!entry.isDirectory()
                    && !name.endsWith("/")
                    && !CLUTTER.matcher(name).matches()) {
                entries.put(name, entry);
            }
        }
        return entries;
    }

    /** A name that is not marked as UTF-8 is in the encoding of the system: UTF-8 on some, GBK on Windows. */
    private static String name(ZipArchiveEntry entry) {
        String name = entry.getName();
        if (!entry.getGeneralPurposeBit().usesUTF8ForNames() && entry.getRawName() != null) {
            ByteBuffer raw = ByteBuffer.wrap(entry.getRawName());
            try {
                name = StandardCharsets.UTF_8.newDecoder().decode(raw).toString();
            } catch (CharacterCodingException e) {
                name = Charset.forName("GB18030").decode(raw.rewind()).toString();
            }
        }
        return Normalizer.normalize(name.replace('\\', '/'), Normalizer.Form.NFC);
    }

    /** As names are compared. */
    static String canonical(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** Reads all files, because the sizes and check sums that a ZIP declares may be false. */
    private static void checkContents(ZipFile zip, Map<String, ZipArchiveEntry> entries, long length)
            throws IOException {
        long[] expanded = new long[1];
        byte[] chunk = new byte[64 * 1024];
        for (ZipArchiveEntry entry : entries.values()) {
            var sum = new CRC32();
            try (InputStream in = new CheckedInputStream(content(zip, entry), sum)) {
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    expanded[0] += read;
                    if (expanded[0] > MAX_EXPANDED || expanded[0] > UNCHECKED && expanded[0] > MAX_RATIO * length) {
                        throw new InvalidFileException("压缩包展开后过大，不予导入。");
                    }
                }
            }
            if (sum.getValue() != entry.getCrc()) {
                throw broken();
            }
        }
    }

    private static InputStream content(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        InputStream in = zip.canReadEntryData(entry) ? zip.getInputStream(entry) : null;
        if (in == null) {
            throw broken();
        }
        return new FilterInputStream(in) {};
    }

    private static Map<String, ZipArchiveEntry> withoutFolder(Map<String, ZipArchiveEntry> entries) {
        Set<String> folders = new HashSet<>();
        entries.keySet()
                .forEach(name -> folders.add(name.contains("/") ? name.substring(0, name.indexOf('/') + 1) : ""));
        if (folders.size() != 1 || folders.contains("")) {
            return entries;
        }
        int length = folders.iterator().next().length();
        var shorter = new LinkedHashMap<String, ZipArchiveEntry>();
        entries.forEach((name, entry) -> shorter.put(name.substring(length), entry));
        return shorter;
    }

    Set<String> names() {
        return entries.keySet();
    }

    /**
     * Returns the path of the sheet: the only one at the top, or else the only one in a folder there.
     *
     * @throws InvalidFileException if there is none, or several
     */
    String sheet() {
        for (int depth = 0; depth <= 1; depth++) {
            int folders = depth;
            List<String> sheets = entries.keySet().stream()
                    .filter(name -> SHEET.matcher(name).matches()
                            && name.chars().filter(c -> c == '/').count() == folders)
                    .toList();
            if (sheets.size() == 1) {
                return sheets.getFirst();
            }
            if (sheets.size() > 1) {
                throw new InvalidFileException(
                        "压缩包里有 %d 个表格，分不清导入哪一个；请只把要导入的放在最上层，其余的放进“附件”文件夹。".formatted(sheets.size()));
            }
        }
        throw new InvalidFileException("压缩包里没有表格（.xlsx、.csv、.tsv）；请把要导入的表格放在最上层。");
    }

    InputStream content(String path) throws IOException {
        return content(zip, entries.get(path));
    }

    /**
     * Returns the paths that a name may mean: the path itself, or else files of that name in any folder. Of many, only {@value
     * #MAX_FOUND} are returned.
     */
    List<String> find(String name) {
        String wanted = canonical(name.replace('\\', '/'));
        if (whole.containsKey(wanted)) {
            return List.of(whole.get(wanted));
        }
        String end = reversed("/" + wanted);
        return reversed.tailMap(end).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(end))
                .flatMap(entry -> entry.getValue().stream())
                .limit(MAX_FOUND)
                .toList();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
