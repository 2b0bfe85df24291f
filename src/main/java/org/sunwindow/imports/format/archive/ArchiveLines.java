package org.sunwindow.imports.format.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.FileFaults;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.imports.format.sheet.SheetLines;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.kind.ListedFile;
import org.sunwindow.publication.FileIntake;
import org.sunwindow.publisher.Origin;

/**
 * The rows of a sheet in a ZIP, with the files that they name: a name becomes the hash of the file. A file is checked
 * with the row that names it, and stored only if the row is accepted.
 */
public final class ArchiveLines implements RecordLines {

    private final SpooledFile file;
    private final Archive archive;
    private final String sheet;
    private final RecordLines rows;
    private final SheetRecords records;

    /** What was found out about files that were checked, by path. */
    private final Map<String, Checked> checked = new HashMap<>();

    private final Set<String> named = new HashSet<>();
    private final Set<String> stored = new HashSet<>();

    /**
     * @param hash    {@code null} if the file is refused
     * @param problem {@code null} if it is accepted
     */
    private record Checked(String hash, ProblemException problem) {}

    private ArchiveLines(SpooledFile file, Archive archive, String sheet, RecordLines rows, SheetRecords records) {
        this.file = file;
        this.archive = archive;
        this.sheet = sheet;
        this.rows = rows;
        this.records = records;
    }

    /**
     * Opens a ZIP, and deletes it when it is closed or cannot be opened. A workbook, which is a ZIP, is opened as one.
     */
    public static RecordLines open(SpooledFile file, SheetRecords records, int maxRecord, SheetSpace space)
            throws IOException {
        Archive archive = null;
        try {
            archive = Archive.open(file.path(), file.length());
            if (isWorkbook(archive)) {
                archive.close();
                return SheetLines.open(FileFormat.XLSX, file, records, maxRecord);
            }
            String sheet = archive.sheet();
            SpooledFile own;
            try (InputStream in = archive.content(sheet)) {
                own = SpooledFile.of(in, space);
            }
            RecordLines rows = SheetLines.open(format(sheet), own, records, maxRecord);
            return new ArchiveLines(file, archive, sheet, rows, records);
        } catch (IOException | RuntimeException e) {
            try (file) {
                if (archive != null) {
                    archive.close();
                }
            }
            throw e;
        }
    }

    static boolean isWorkbook(Archive archive) {
        return archive.names().contains("xl/workbook.xml");
    }

    static FileFormat format(String sheet) {
        String name = sheet.toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") ? FileFormat.CSV : name.endsWith(".tsv") ? FileFormat.TSV : FileFormat.XLSX;
    }

    @Override
    public Line next() throws IOException {
        Line line = rows.next();
        if (line == null || line.text() == null || records.files().paths().isEmpty()) {
            return line;
        }
        var record = (ObjectNode) records.json().tree(line.text()).orElseThrow();
        var faults = new ArrayList<>(line.faults());
        var files = new ArrayList<String>();
        for (ListedFile listed : ListedFile.in(record, records.files().paths())) {
            ObjectNode item = listed.file();
            if (listed.isElement() && item.has("name") && !item.has("hash") && !item.has("url")) {
                String path = listed.path() + ".name";
                resolve(item, path, line.headings().get(path), faults, files);
            }
        }
        return new Line(line.number(), records.json().write(record), faults, line.headings(), files);
    }

    private void resolve(ObjectNode item, String at, String heading, List<Problem.Item> faults, List<String> files)
            throws IOException {
        List<String> found = archive.find(item.get("name").asText());
        found = found.stream().filter(path -> !path.equals(sheet)).toList();
        if (found.size() != 1) {
            faults.add(
                    found.isEmpty()
                            ? FileFaults.fault(at, "file.missing", "压缩包里没有这个文件；请核对文件名（含扩展名），或把文件放进压缩包", heading)
                            : FileFaults.fault(at, "file.ambiguous", "压缩包里有几个这个名称的文件；请连同文件夹写明，如 附件/名称", heading));
            return;
        }
        String path = found.getFirst();
        named.add(path);
        Checked result = check(path);
        ProblemException problem = result.problem();
        if (problem != null) {
            faults.addAll(FileFaults.of(problem, at, heading));
            return;
        }
        item.put("name", name(path));
        item.put("hash", result.hash());
        files.add(path);
    }

    private Checked check(String path) throws IOException {
        Checked known = checked.get(path);
        if (known != null) {
            return known;
        }
        FileIntake intake = records.files().intake();
        if (intake == null) {
            throw new IllegalStateException("files are not received here");
        }
        Checked result;
        try (InputStream in = archive.content(path)) {
            result = new Checked(intake.check(in, name(path)).hash(), null);
        } catch (ProblemException e) {
            if (!FileFaults.isLasting(e)) {
                throw e;
            }
            result = new Checked(null, e);
        }
        checked.put(path, result);
        return result;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public void keepFiles(Line line, Origin origin) throws IOException {
        for (String path : line.files()) {
            if (stored.add(path)) {
                try (InputStream in = archive.content(path)) {
                    records.files().intake().store(in, name(path), origin);
                }
            }
        }
    }

    @Override
    public List<Problem.Item> warnings() {
        return rows.warnings();
    }

    @Override
    public long headingLine() {
        return rows.headingLine();
    }

    @Override
    public int columns() {
        return rows.columns();
    }

    /** File names may contain names of people, so only the number of files is reported. */
    @Override
    public List<Problem.Item> lastWarnings() {
        long unused = archive.names().stream()
                .filter(path -> !path.equals(sheet) && !named.contains(path))
                .count();
        var warnings = new ArrayList<>(rows.lastWarnings());
        if (unused > 0) {
            warnings.add(new Problem.Item("", "file.unused", "压缩包里有 %d 个文件没有一行写到，没有收下；请核对附件列的文件名".formatted(unused)));
        }
        return warnings;
    }

    @Override
    public void close() {
        try (file;
                archive;
                rows) {
            checked.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
