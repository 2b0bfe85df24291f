package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sunwindow.json.StrictJson;

/** The result of a tool: a text to read, and the same as data. Both name the sources. Built by one thread. */
final class Reply {

    private final StrictJson json;
    private final StringBuilder text = new StringBuilder();
    private final ObjectNode data = JsonNodeFactory.instance.objectNode();

    Reply(StrictJson json) {
        this.json = json;
    }

    /** Adds a line, unless a part of it is not known. */
    Reply line(String form, Object... parts) {
        for (Object part : parts) {
            if (part == null || part.equals("")) {
                return this;
            }
        }
        text.append(form.formatted(parts)).append('\n');
        return this;
    }

    /**
     * Adds a member to the data, unless the value is {@code null}.
     *
     * @param value a tree, or what is written as JSON
     */
    Reply with(String member, Object value) {
        if (value != null) {
            data.set(
                    member,
                    value instanceof JsonNode tree
                            ? tree
                            : json.tree(json.write(value)).orElseThrow());
        }
        return this;
    }

    /** Ends the reply with where it comes from. */
    byte[] from(List<Source> sources) {
        with("sources", sources);
        if (!sources.isEmpty()) {
            text.append("来源：\n");
            sources.forEach(source -> text.append("- ").append(source.line()).append('\n'));
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", text.toString().strip());
        result.set("structuredContent", data);
        return json.writeBytes(result.put("isError", false));
    }
}
