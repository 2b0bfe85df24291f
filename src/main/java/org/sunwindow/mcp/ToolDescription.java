package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Describes a tool to assistants, its arguments as JSON Schema. Built while the tool is created. */
final class ToolDescription {

    private final ObjectNode tool = JsonNodeFactory.instance.objectNode();
    private final ObjectNode properties;
    private final Set<String> names = new LinkedHashSet<>();

    ToolDescription(String name, String title, String description) {
        tool.put("name", name).put("title", title).put("description", description);
        ObjectNode schema = tool.putObject("inputSchema");
        schema.put("type", "object");
        properties = schema.putObject("properties");
        schema.put("additionalProperties", false);
        tool.putObject("annotations")
                .put("title", title)
                .put("readOnlyHint", true)
                .put("idempotentHint", true)
                .put("openWorldHint", false);
    }

    /** Adds an argument and returns its schema. */
    ObjectNode argument(String name, String type, String description) {
        names.add(name);
        return properties.putObject(name).put("type", type).put("description", description);
    }

    /** Adds an argument of several texts and returns the schema of one. */
    ObjectNode texts(String name, String description) {
        return argument(name, "array", description).putObject("items").put("type", "string");
    }

    void require(String... required) {
        var array = ((ObjectNode) tool.get("inputSchema")).putArray("required");
        List.of(required).forEach(array::add);
    }

    String name() {
        return tool.get("name").textValue();
    }

    Set<String> names() {
        return names;
    }

    ObjectNode json() {
        return tool;
    }
}
