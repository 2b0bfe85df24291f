package org.sunwindow.imports.publication;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.ListedFile;
import org.sunwindow.publication.StoredFile;

/** Removes from records that were read from this service what it has added to their uploaded files. */
public final class AnsweredFiles {

    private static final List<String> ADDED = List.of("mediaType", "size", "url");

    /** An address at this service; slashes may be escaped. */
    private static final Pattern ADDRESS = Pattern.compile("\"\\\\?/api\\\\?/v1\\\\?/attachments\\\\?/");

    private AnsweredFiles() {}

    /**
     * Returns a line without what was added. A line that is not valid JSON is returned as it is.
     *
     * @param paths where the record lists files
     */
    static String without(String line, Set<String> paths, StrictJson json) {
        return !paths.isEmpty() && ADDRESS.matcher(line).find()
                ? json.tree(line)
                        .filter(ObjectNode.class::isInstance)
                        .map(record -> json.write(remove((ObjectNode) record, paths)))
                        .orElse(line)
                : line;
    }

    /** Removes what was added from a record, and returns it. */
    public static ObjectNode remove(ObjectNode record, Set<String> paths) {
        ListedFile.in(record, paths).forEach(listed -> remove(listed.file()));
        return record;
    }

    private static void remove(ObjectNode listed) {
        if (listed.path("url")
                .asText()
                .startsWith(StoredFile.address(listed.path("hash").asText()))) {
            listed.remove(ADDED);
        }
    }
}
