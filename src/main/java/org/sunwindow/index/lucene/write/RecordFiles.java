package org.sunwindow.index.lucene.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.sunwindow.kind.ListedFile;
import org.sunwindow.publication.StoredFile;

/**
 * The stored files that come with one record, in the index. Only files that its kind declares count. Each is offered
 * under the name that the record gives it: several records, or one record twice, may list the same content.
 */
public final class RecordFiles {

    /** Characters of the files of one record that are searched. */
    private static final int MAX_TEXT = 500_000;

    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private final Set<StoredFile> offered = new LinkedHashSet<>();
    private final Set<String> paths;

    /**
     * @param paths  where the record lists files
     * @param hashes that it names there
     * @param stored files by their hashes
     */
    RecordFiles(Set<String> paths, Set<String> hashes, Map<String, StoredFile> stored) {
        this.paths = paths;
        hashes.stream().map(stored::get).filter(Objects::nonNull).forEach(file -> files.put(file.hash(), file));
    }

    /** Returns the texts of the files, cut to {@link #MAX_TEXT} characters in total. */
    List<String> texts() {
        int[] room = {MAX_TEXT};
        return files.values().stream()
                .map(file -> {
                    String text = file.text()
                            .substring(0, Math.min(room[0], file.text().length()));
                    room[0] -= text.length();
                    return text;
                })
                .toList();
    }

    /**
     * Adds the files as {@link #completed} has offered them, by which downloads find the record, and their metadata. Each
     * is also found by the name of its first upload, as the answer to the upload gives it.
     */
    void addTo(Document document, String id) {
        if (files.isEmpty()) {
            return;
        }
        offered.addAll(files.values());
        offered.forEach(file -> document.add(
                new StringField(IndexFields.DOWNLOAD, download(file.hash(), file.name()), Field.Store.NO)));
        // a name has no control characters
        String lines = offered.stream()
                .map(file -> String.join("\t", file.hash(), Long.toString(file.size()), file.mediaType(), file.name()))
                .collect(Collectors.joining("\n"));
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        document.add(new BinaryDocValuesField(IndexFields.DOWNLOAD, Sealed.seal(id, bytes)));
    }

    /** Returns the term of a file under one of its names. */
    public static String download(String hash, String name) {
        return hash + '/' + name;
    }

    /** Returns a file from what {@link #addTo} has written. */
    public static Optional<StoredFile> read(byte[] lines, String hash, String name) {
        return new String(lines, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\t", 4))
                .filter(file -> file[0].equals(hash) && file[3].equals(name))
                .map(file -> new StoredFile(file[0], file[3], file[2], Long.parseLong(file[1]), ""))
                .findFirst();
    }

    /** Completes the JSON of a record: stored metadata of a file replaces that of the sender, except for its name. */
    <N extends JsonNode> N completed(N record) {
        if (!files.isEmpty()) {
            ListedFile.in(record, paths).forEach(listed -> complete(listed.file()));
        }
        return record;
    }

    private void complete(ObjectNode listed) {
        StoredFile file = files.get(listed.path("hash").asText());
        if (file != null) {
            listed.put("mediaType", file.mediaType());
            listed.put("size", file.size());
            StoredFile named = file.listedAs(listed.path("name").asText());
            offered.add(named);
            listed.put("url", named.url());
        }
    }
}
