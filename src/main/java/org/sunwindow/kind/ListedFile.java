package org.sunwindow.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * An object of a record that names a file by its hash or its address.
 *
 * @param path its path, such as {@code attachments[0]}
 * @param file a part of the record
 */
public record ListedFile(String path, ObjectNode file) {

    /** Whether it is an element of a list. Another object may have other content than a file. */
    public boolean isElement() {
        return path.endsWith("]");
    }

    /**
     * Returns the objects that name files.
     *
     * @param record may have any shape
     * @param paths  where its kind declares files, see {@link Fields#files}
     */
    public static List<ListedFile> in(JsonNode record, Collection<String> paths) {
        var files = new ArrayList<ListedFile>();
        for (String path : paths) {
            add("", record, path.split("\\."), 0, files);
        }
        return files;
    }

    private static void add(String at, JsonNode node, String[] names, int depth, List<ListedFile> files) {
        if (node.isArray() && depth > 0) {
            for (int i = 0; i < node.size(); i++) {
                add("%s[%d]".formatted(at, i), node.get(i), names, depth, files);
            }
        } else if (node instanceof ObjectNode object) {
            if (depth == names.length) {
                files.add(new ListedFile(at, object));
            } else {
                String path = at.isEmpty() ? names[depth] : at + "." + names[depth];
                add(path, object.path(names[depth]), names, depth + 1, files);
            }
        }
    }

    /** Whether it is an uploaded file that has no address: it has not arrived, or was withdrawn. */
    private static boolean isWithoutAddress(JsonNode file) {
        return file.hasNonNull("hash") && !file.hasNonNull("url");
    }

    /** Returns the hashes of the files at some paths that have no address. */
    static List<String> withoutAddress(JsonNode record, Collection<String> paths) {
        return in(record, paths).stream()
                .map(ListedFile::file)
                .filter(ListedFile::isWithoutAddress)
                .map(file -> file.get("hash").asText())
                .toList();
    }

    /** Removes the files at a path that have no address, and a list that becomes empty. */
    static void removeWithoutAddress(JsonNode record, String path) {
        remove(record, path.split("\\."), 0);
    }

    private static void remove(JsonNode node, String[] names, int depth) {
        if (node.isArray()) {
            node.forEach(element -> remove(element, names, depth));
        } else if (node instanceof ObjectNode object) {
            JsonNode member = object.path(names[depth]);
            if (depth < names.length - 1) {
                remove(member, names, depth + 1);
            } else if (member instanceof ArrayNode files) {
                files.removeIf(ListedFile::isWithoutAddress);
                if (files.isEmpty()) {
                    object.remove(names[depth]);
                }
            }
        }
    }
}
