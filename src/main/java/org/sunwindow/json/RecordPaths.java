package org.sunwindow.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Paths of values in a record, such as {@code leaders[0].phone}. */
public final class RecordPaths {

    /** A name that is sent may have any length. */
    private static final int MAX_LENGTH = 100;

    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

    private RecordPaths() {}

    static String member(String path, String name) {
        String shown = name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH) + "…";
        return path.isEmpty() ? shown : path + "." + shown;
    }

    static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    static String of(JsonPointer pointer) {
        String path = "";
        for (JsonPointer at = pointer; at != null && !at.matches(); at = at.tail()) {
            path = at.mayMatchElement() && !path.isEmpty()
                    ? element(path, at.getMatchingIndex())
                    : member(path, at.getMatchingProperty());
        }
        return path;
    }

    /** Returns the value at a path, a missing node for none. */
    static JsonNode value(JsonNode record, String path) {
        String pointer = "/" + INDEX.matcher(path).replaceAll("/$1").replace('.', '/');
        return path.isEmpty() ? record.path("") : record.at(pointer);
    }

    /** Whether a path leads to a value or to a part of it. */
    static boolean isWithin(String path, String of) {
        return path.startsWith(of)
                && (path.length() == of.length() || path.charAt(of.length()) == '.' || path.charAt(of.length()) == '[');
    }
}
