package org.sunwindow.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A clerk who knows nothing but the messages, and does what each of them says, to the letter. */
final class Clerk {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SEGMENT = Pattern.compile("[^.\\[\\]]+|\\[\\d+]");
    private static final Pattern RENAMED = Pattern.compile("没有这个字段，应写作 (\\w+)");
    private static final Pattern CHOICES = Pattern.compile("应为(?:其中之一|代码)：(.+)");
    private static final Pattern CELLS = Pattern.compile("应有 (\\d+) 个单元格");
    private static final Pattern TAGS = Pattern.compile("请删去 ([^（]+)（段落");

    /** Messages that do not say what to do. */
    final List<String> unclear = new ArrayList<>();

    static ObjectNode row(String line) {
        try {
            return (ObjectNode) JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    /** Returns a row mended by the messages about it. */
    ObjectNode mended(ObjectNode sent, List<Map<String, Object>> faults) {
        ObjectNode row = sent.deepCopy();
        var removed = new ArrayList<String>();
        for (Map<String, Object> fault : faults) {
            String path = String.valueOf(fault.get("field"));
            String message = String.valueOf(fault.get("message"));
            Matcher renamed = RENAMED.matcher(message);
            Matcher tags = TAGS.matcher(message);
            Matcher cells = CELLS.matcher(message);
            Matcher choices = CHOICES.matcher(message);
            JsonNode value = value(message, "，应写作 ", "应写作 ", "，例如 ");
            if (renamed.find()) {
                rename(row, path, renamed.group(1));
            } else if (tags.find()) {
                String text = get(row, path).asText();
                for (String tag : tags.group(1).split("、")) {
                    text = text.replace(tag, "");
                }
                set(row, path, JSON.getNodeFactory().textNode(text));
            } else if (message.contains("请删去")) {
                removed.add(path);
            } else if (cells.find()) {
                resize((ArrayNode) get(row, path), Integer.parseInt(cells.group(1)));
            } else if (value != null) {
                set(row, path, value);
            } else if (choices.find()) {
                set(
                        row,
                        path,
                        JSON.getNodeFactory()
                                .textNode(
                                        chosen(choices.group(1), get(row, path).asText())));
            } else {
                unclear.add(path + ": " + message);
            }
        }
        removed.reversed().forEach(path -> remove(row, path));
        return row;
    }

    private static void resize(ArrayNode cells, int size) {
        while (cells.size() > size) {
            cells.remove(size);
        }
        while (cells.size() < size) {
            cells.add("");
        }
    }

    /** The choice whose name is most like what was written. */
    private static String chosen(String choices, String written) {
        String[] all = choices.split("、");
        String best = all[0];
        long most = 0;
        for (String choice : all) {
            long shared = written.chars().filter(c -> choice.indexOf(c) >= 0).count();
            if (shared > most) {
                most = shared;
                best = choice;
            }
        }
        return best.split(" ")[0];
    }

    private static JsonNode value(String message, String... markers) {
        for (String marker : markers) {
            int at = message.lastIndexOf(marker);
            if (at >= 0) {
                try (var parser = JSON.createParser(message.substring(at + marker.length()))) {
                    return parser.readValueAsTree();
                } catch (IOException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private static List<String> segments(String path) {
        return SEGMENT.matcher(path)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static JsonNode step(JsonNode node, String segment) {
        return segment.startsWith("[")
                ? node.path(Integer.parseInt(segment.substring(1, segment.length() - 1)))
                : node.path(segment);
    }

    private static JsonNode get(JsonNode row, String path) {
        JsonNode node = row;
        for (String segment : segments(path)) {
            node = step(node, segment);
        }
        return node;
    }

    private static JsonNode parent(JsonNode row, List<String> segments) {
        JsonNode node = row;
        for (String segment : segments.subList(0, segments.size() - 1)) {
            node = step(node, segment);
        }
        return node;
    }

    private static void set(ObjectNode row, String path, JsonNode value) {
        List<String> segments = segments(path);
        JsonNode parent = parent(row, segments);
        String last = segments.getLast();
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last.substring(1, last.length() - 1)), value);
        } else if (parent instanceof ObjectNode object) {
            object.set(last, value);
        }
    }

    static ObjectNode with(ObjectNode row, String path, String value) {
        ObjectNode changed = row.deepCopy();
        set(changed, path, JSON.getNodeFactory().textNode(value));
        return changed;
    }

    private static void rename(ObjectNode row, String path, String name) {
        if (parent(row, segments(path)) instanceof ObjectNode object) {
            JsonNode value = object.remove(segments(path).getLast());
            if (value != null) {
                object.set(name, value);
            }
        }
    }

    private static void remove(ObjectNode row, String path) {
        List<String> segments = segments(path);
        String last = segments.getLast();
        switch (parent(row, segments)) {
            case ArrayNode list -> list.remove(Integer.parseInt(last.substring(1, last.length() - 1)));
            case ObjectNode object -> object.remove(last);
            default -> {}
        }
    }
}
