package org.sunwindow.imports.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sunwindow.json.StrictJson;
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
     * @param components that list files
     */
    static String without(String line, Set<String> components, StrictJson json) {
        return !components.isEmpty() && ADDRESS.matcher(line).find()
                ? json.tree(line)
                        .filter(ObjectNode.class::isInstance)
                        .map(record -> json.write(remove((ObjectNode) record, components)))
                        .orElse(line)
                : line;
    }

    /** Removes what was added from a record, and returns it. */
    public static ObjectNode remove(ObjectNode record, Set<String> components) {
        for (String component : components) {
            remove(record.path(component));
            record.path(component).forEach(AnsweredFiles::remove);
        }
        return record;
    }

    private static void remove(JsonNode file) {
        if (file instanceof ObjectNode listed
                && file.path("url")
                        .asText()
                        .startsWith(StoredFile.address(file.path("hash").asText()))) {
            listed.remove(ADDED);
        }
    }
}
