package org.sunwindow.imports.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.LinkedFiles.Linked;
import org.sunwindow.imports.format.LinkedFiles.NotFetchedException;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.kind.ListedFile;
import org.sunwindow.publisher.Origin;

/**
 * The records of a file, with the files that they name by addresses of {@linkplain LinkedFiles#isListed listed} hosts:
 * an address becomes the hash of the file. A file is fetched and checked with the record that names it, and stored only
 * if the record is accepted.
 */
final class LinkedLines implements RecordLines {

    private static final String ADDRESS = "url";

    /** Failures of a host in a row, after which nothing more is fetched from it: each may last until the time-out. */
    private static final int MAX_FAILURES = 3;

    /** Files that are remembered, so that they are not fetched for each record that names them. */
    private static final int MAX_KNOWN = 10_000;

    private final RecordLines lines;
    private final SheetRecords records;
    private final LinkedFiles linked;
    private long skipped;

    /** Hashes of files that are stored. */
    private final Map<Named, String> stored = new HashMap<>();

    private final Map<Named, ProblemException> refused = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** Files of the last line. */
    private final List<Received> received = new ArrayList<>();

    private List<String> ofSheet = List.of();

    private record Named(String address, String name) {}

    private record Received(Named named, String hash, Linked file) {}

    private LinkedLines(RecordLines lines, SheetRecords records) {
        this.lines = lines;
        this.records = records;
        this.linked = records.files().linked();
    }

    /**
     * @param records {@code null} if they are of no kind
     */
    static RecordLines of(RecordLines lines, SheetRecords records) {
        return records == null
                        || records.files().paths().isEmpty()
                        || records.files().linked() == LinkedFiles.NONE
                ? lines
                : new LinkedLines(lines, records);
    }

    @Override
    public Line next() throws IOException {
        forget();
        Line line = lines.next();
        if (line == null) {
            return null;
        }
        ofSheet = line.files();
        if (line.text() == null || --skipped >= 0 || !line.text().contains('"' + ADDRESS + '"')) {
            return line;
        }
        // of a field that is written twice, the node is an array
        Optional<JsonNode> sent = records.json().asSent(line.text());
        if (sent.isEmpty()) {
            return line;
        }
        var faults = new ArrayList<>(line.faults());
        boolean isChanged = false;
        for (ListedFile listed : ListedFile.in(sent.get(), records.files().paths())) {
            if (listed.isElement() && isLinked(listed.file())) {
                isChanged |= resolve(listed.file(), listed.path(), line, faults);
            }
        }
        var files = new ArrayList<>(line.files());
        received.forEach(file -> files.add(file.named().address()));
        // a line with other faults keeps its text, in which they are found again
        String text = isChanged ? records.json().write(sent.get()) : line.text();
        return new Line(line.number(), text, faults, line.headings(), files);
    }

    private boolean isLinked(ObjectNode item) {
        return item.path(ADDRESS).isTextual()
                && item.path("name").isTextual()
                && !item.has("hash")
                && linked.isListed(item.get(ADDRESS).textValue());
    }

    private boolean resolve(ObjectNode item, String path, Line line, List<Problem.Item> faults) throws IOException {
        String at = path + "." + ADDRESS;
        String heading = line.headings().get(at);
        // addresses may be written with ideographs
        URI address = URI.create(URI.create(item.get(ADDRESS).textValue()).toASCIIString());
        var named = new Named(address.toString(), name(item.get("name").textValue(), address));
        try {
            String hash = hash(named, address);
            item.put("hash", hash);
            item.remove(ADDRESS);
            return true;
        } catch (ProblemException e) {
            if (!FileFaults.isLasting(e)) {
                throw e;
            }
            faults.addAll(FileFaults.of(e, at, heading));
        } catch (NotFetchedException e) {
            faults.add(FileFaults.fault(at, "file.not-fetched", "没有取到文件：" + e.getMessage(), heading));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        return false;
    }

    /** Returns the name with the extension of the address, if it has none of its own. */
    private static String name(String name, URI address) {
        String path = address.getPath() == null ? "" : address.getPath();
        int dot = path.lastIndexOf('.');
        return name.lastIndexOf('.') > 0 || dot <= path.lastIndexOf('/') ? name : name + path.substring(dot);
    }

    private String hash(Named named, URI address) throws NotFetchedException, IOException, InterruptedException {
        String known = stored.get(named);
        if (known != null) {
            return known;
        }
        if (refused.containsKey(named)) {
            throw refused.get(named);
        }
        if (failures.getOrDefault(address.getHost(), 0) >= MAX_FAILURES) {
            throw new NotFetchedException("该主机接连 %d 次没有取到，这次导入不再连接。".formatted(MAX_FAILURES), true);
        }
        Linked file = fetch(address);
        String hash = null;
        try (InputStream in = file.content()) {
            hash = records.files().intake().check(in, named.name()).hash();
            received.add(new Received(named, hash, file));
            return hash;
        } catch (ProblemException e) {
            if (FileFaults.isLasting(e) && refused.size() < MAX_KNOWN) {
                refused.put(named, e);
            }
            throw e;
        } catch (GzippedLines.Invalid | EOFException e) {
            throw new NotFetchedException("对方传来的压缩内容已损坏。", false);
        } finally {
            if (hash == null) {
                file.close();
            }
        }
    }

    private Linked fetch(URI address) throws NotFetchedException, IOException, InterruptedException {
        try {
            Linked file = linked.fetch(address);
            failures.remove(address.getHost());
            return file;
        } catch (NotFetchedException e) {
            if (e.isOfHost()) {
                failures.merge(address.getHost(), 1, Integer::sum);
            }
            throw e;
        }
    }

    @Override
    public void keepFiles(Line line, Origin origin) throws IOException {
        if (!ofSheet.isEmpty()) {
            lines.keepFiles(new Line(line.number(), line.text(), line.faults(), line.headings(), ofSheet), origin);
        }
        for (Received each : received) {
            try (InputStream in = each.file().content()) {
                records.files().intake().store(in, each.named().name(), origin);
            }
            if (stored.size() < MAX_KNOWN) {
                stored.put(each.named(), each.hash());
            }
        }
        forget();
    }

    private void forget() throws IOException {
        ofSheet = List.of();
        for (Received each : received) {
            each.file().close();
        }
        received.clear();
    }

    @Override
    public void skipFiles(long count) {
        skipped = count;
    }

    @Override
    public List<Problem.Item> warnings() {
        return lines.warnings();
    }

    @Override
    public long headingLine() {
        return lines.headingLine();
    }

    @Override
    public List<Problem.Item> lastWarnings() {
        return lines.lastWarnings();
    }

    @Override
    public int columns() {
        return lines.columns();
    }

    @Override
    public void close() {
        try (lines) {
            forget();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
