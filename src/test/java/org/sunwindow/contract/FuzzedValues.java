package org.sunwindow.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.sunwindow.contract.PublishedContract.Operation;

/** Makes requests from a contract: valid and invalid values of parameters, mutated examples of bodies. */
final class FuzzedValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Texts that services stumble over. */
    private static final String[] ODD = {
        "",
        " ",
        "0",
        "-1",
        "１２",
        "1e9",
        "99999999999999999999",
        "NaN",
        "true",
        "null",
        "undefined",
        "a,b,,c",
        "低保",
        "'\"\\;--",
        "%",
        "*",
        "\u0000",
        "\t\n",
        "\u200b",
        "\ufeff",
        "\ud83d\ude00",
        "e\u0301",
        "../../etc/passwd",
        "/",
        "{id}",
        "2026-02-30",
        "2026-13-01T25:00:00+99:00",
        "now",
        "30.33,118.80",
        "91,181",
        "(((",
        "AND OR NOT",
        "“未闭合",
        "-",
        "x".repeat(300),
        "长".repeat(1100)
    };

    private final PublishedContract contract;
    private final Random random;

    FuzzedValues(PublishedContract contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    /** A request with some of the parameters of an operation, most of them valid. */
    Call call(Operation operation) {
        Call call = DemoService.call(operation);
        if (random.nextInt(40) == 0) {
            call.header("Authorization", random.nextBoolean() ? "Bearer nobody" : "Basic eDp5");
        }
        List<JsonNode> parameters = contract.parameters(operation);
        // with all of them most requests would be refused
        int optional = Math.max(1, (int) parameters.stream()
                .filter(parameter -> !parameter.path("required").asBoolean())
                .count());
        for (JsonNode parameter : parameters) {
            boolean required = parameter.path("required").asBoolean();
            boolean inPath = parameter.path("in").asText().equals("path");
            if (inPath || (required ? random.nextInt(20) > 0 : random.nextInt(optional) < 3)) {
                add(call, parameter);
            }
        }
        if (random.nextInt(30) == 0) {
            call.header(
                    "Accept",
                    pick("text/html", "application/json;q=0", "*/*", "text/plain", "application/atom+xml", "x"));
        }
        operation.contents().ifPresent(contents -> addBody(call, contents));
        return call;
    }

    private void add(Call call, JsonNode parameter) {
        boolean header = parameter.path("in").asText().equals("header");
        int times = !header && random.nextInt(15) == 0 ? 2 : 1;
        for (int i = 0; i < times; i++) {
            String value = value(parameter);
            boolean path = parameter.path("in").asText().equals("path");
            // no client can send these
            if (header && !value.matches("[\\x20-\\x7e]*")) {
                continue;
            }
            call.with(parameter, path && value.isEmpty() ? "-" : value);
        }
    }

    private String value(JsonNode parameter) {
        JsonNode schema = contract.resolved(parameter.path("schema"));
        JsonNode single = schema.has("items") ? contract.resolved(schema.get("items")) : schema;
        if (parameter.path("name").asText().equals("wait")) {
            // valid waits take as long as they say, because nothing changes
            return pick("0", "-1", "31", "");
        }
        int choice = random.nextInt(10);
        if (choice < 2) {
            return pick(ODD);
        }
        if (choice < 7 && parameter.has("example")) {
            JsonNode example = parameter.get("example");
            return example.isArray() ? example.path(0).asText() : example.asText();
        }
        if (single.has("enum")) {
            return single.get("enum")
                    .get(random.nextInt(single.get("enum").size()))
                    .asText();
        }
        return switch (single.path("type").asText()) {
            case "integer" -> number(single);
            case "boolean" -> String.valueOf(random.nextBoolean());
            default ->
                mutated(
                        parameter.path("example").isArray()
                                ? parameter.path("example").path(0).asText()
                                : parameter.path("example").asText());
        };
    }

    /** A number at the bounds or anywhere. */
    private String number(JsonNode schema) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(Integer.MAX_VALUE);
        return String.valueOf(
                switch (random.nextInt(5)) {
                    case 0 -> least;
                    case 1 -> most;
                    case 2 -> least - 1;
                    case 3 -> most + 1;
                    default -> least + random.nextInt(50);
                });
    }

    private String mutated(String text) {
        if (text.isEmpty()) {
            return pick(ODD);
        }
        int at = random.nextInt(text.length());
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
            case 1 -> text.substring(0, at) + pick(ODD) + text.substring(at);
            case 2 -> text + text;
            default -> text.substring(at);
        };
    }

    private void addBody(Call call, JsonNode contents) {
        var types = new ArrayList<String>();
        contents.fieldNames().forEachRemaining(types::add);
        String type = types.get(random.nextInt(types.size()));
        var examples = new ArrayList<JsonNode>();
        contents.path(type).path("examples").forEach(example -> examples.add(example.path("value")));
        byte[] content = examples.isEmpty() ? noise() : body(examples.get(random.nextInt(examples.size())));
        if (random.nextInt(20) == 0) {
            content = new byte[0];
        } else if (random.nextInt(20) == 0) {
            content = Arrays.copyOf(content, random.nextInt(content.length + 1));
        }
        call.body(random.nextInt(20) == 0 ? pick("text/html", "application/json", "x/y") : type, content);
    }

    private byte[] body(JsonNode example) {
        if (example.isTextual()) {
            return utf8(random.nextBoolean() ? example.asText() : lines(example.asText()));
        }
        return utf8((random.nextInt(4) == 0 ? example : mutated(example)).toString());
    }

    /** The lines of NDJSON, mutated one by one. */
    private String lines(String text) {
        var lines = new StringBuilder();
        for (String line : text.split("\n")) {
            try {
                lines.append(mutated(MAPPER.readTree(line)));
            } catch (IOException e) {
                lines.append(mutated(line));
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private JsonNode mutated(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            ObjectNode copy = object.deepCopy();
            var names = new ArrayList<String>();
            copy.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(5)) {
                case 0 -> copy.remove(name);
                case 1 -> copy.put("nosuch", pick(ODD));
                default -> copy.set(name, mutated(copy.get(name)));
            }
            return copy;
        }
        if (node instanceof ArrayNode array && !array.isEmpty() && random.nextInt(3) > 0) {
            ArrayNode copy = array.deepCopy();
            copy.set(random.nextInt(copy.size()), mutated(copy.get(random.nextInt(copy.size()))));
            return copy;
        }
        return switch (random.nextInt(8)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(random.nextInt());
            case 2 -> JSON.booleanNode(true);
            case 3 -> JSON.arrayNode().add(node);
            case 4 -> JSON.objectNode().set("value", node);
            case 5 -> JSON.textNode(mutated(node.asText()));
            default -> JSON.textNode(pick(ODD));
        };
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        if (bytes.length > 4 && random.nextBoolean()) {
            System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, bytes, 0, 4);
        }
        return bytes;
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
