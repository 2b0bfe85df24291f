package org.sunwindow.json;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Paths of values in a record, such as {@code leaders[0].phone}. */
public final class RecordPaths {

    /**
     * Names like those of components. Anything else that a sender writes for a name may be the name of a person, or a
     * number.
     */
    private static final Pattern NAME = Pattern.compile("(?!.*[0-9]{7})[A-Za-z][A-Za-z0-9_-]{0,39}");

    /** No record is nested so deeply. The paths of many values below it would be many times as long as the text. */
    private static final int MAX_PATH = 1_000;

    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

    private RecordPaths() {}

    /**
     * Returns the path of a member. A name that no component could have is not repeated. Below a path that is too long,
     * that path itself is returned.
     *
     * @param position of the member in its object, from 0
     */
    public static String member(String path, String name, int position) {
        return path.length() > MAX_PATH
                ? path
                : within(path, NAME.matcher(name).matches() ? name : "第 %d 个字段".formatted(position + 1));
    }

    static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    /** Whether a path leads to an element of a list. */
    public static boolean isElement(String path) {
        return path.endsWith("]");
    }

    /** Returns the path of what a parser is reading. */
    static String of(JsonStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String path = of(context.getParent());
        if (context.inArray()) {
            return path.isEmpty() || !context.hasCurrentIndex() ? path : element(path, context.getCurrentIndex());
        }
        String name = context.getCurrentName();
        return name == null ? path : member(path, name, context.getCurrentIndex());
    }

    /** Returns the value at a path, a missing node for none. */
    static JsonNode value(JsonNode record, String path) {
        String pointer = "/" + INDEX.matcher(path).replaceAll("/$1").replace('.', '/');
        return path.isEmpty() ? record.path("") : record.at(pointer);
    }

    /** Whether a path leads to a value or to a part of it. */
    public static boolean isWithin(String path, String of) {
        return path.startsWith(of)
                && (path.length() == of.length() || path.charAt(of.length()) == '.' || path.charAt(of.length()) == '[');
    }
}
