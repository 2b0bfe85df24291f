package org.sunwindow.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The paths of the contract: the methods of each, for {@code Allow}, and the templates below a path. Thread-safe. */
@ApplicationScoped
public class ContractPaths {

    /** The name that Quarkus gives to the only document. */
    private static final String DOCUMENT = "<default>";

    private static final String BASE = "/api/v1";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    private final OpenApiDocumentService documents;
    private final ObjectMapper json;

    /** Read on first use, because the contract is not complete before. */
    private volatile List<Path> paths;

    private record Path(String template, Pattern pattern, Set<String> methods) {}

    ContractPaths(OpenApiDocumentService documents, ObjectMapper json) {
        this.documents = documents;
        this.json = json;
    }

    /** Returns the methods of a path, empty if the contract does not have it. */
    Set<String> methods(String path) {
        var methods = new LinkedHashSet<String>();
        if (path != null) {
            for (Path each : all()) {
                if (each.pattern().matcher(path).matches()) {
                    methods.addAll(each.methods());
                }
            }
        }
        return methods;
    }

    /** The value of {@code Allow} for a path, empty if the contract does not have it. */
    Optional<String> allowed(String path) {
        Set<String> methods = methods(path);
        return methods.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", methods));
    }

    /**
     * Returns the templates below a path, without it: {@code summary}, <code>{id}</code> and <code>{id}/guide</code> of
     * /services.
     *
     * @param path below the base path of the API
     */
    public List<String> below(String path) {
        String start = BASE + path + "/";
        return all().stream()
                .map(Path::template)
                .filter(template -> template.startsWith(start))
                .map(template -> template.substring(start.length()))
                .toList();
    }

    /**
     * Whether the contract has a path.
     *
     * @param template below the base path of the API
     */
    public boolean has(String template) {
        return all().stream().map(Path::template).anyMatch((BASE + template)::equals);
    }

    private List<Path> all() {
        if (paths == null) {
            paths = read();
        }
        return paths;
    }

    private List<Path> read() {
        try {
            JsonNode contract = json.readTree(documents.getDocument(DOCUMENT, Format.JSON));
            var read = new ArrayList<Path>();
            contract.path("paths").properties().forEach(path -> {
                var methods = new LinkedHashSet<String>();
                path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        methods.add(method.toUpperCase(Locale.ROOT));
                    }
                });
                if (methods.contains("GET")) {
                    methods.add("HEAD");
                }
                methods.add("OPTIONS");
                read.add(new Path(path.getKey(), pattern(path.getKey(), patterns(path.getValue())), methods));
            });
            return List.copyOf(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The patterns of variables that have one, by name; such a variable may have slashes. */
    private static Map<String, String> patterns(JsonNode path) {
        var patterns = new HashMap<String, String>();
        Stream.concat(Stream.of(path), path.valueStream())
                .flatMap(node -> node.path("parameters").valueStream())
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .filter(parameter -> parameter.path("schema").hasNonNull("pattern"))
                .forEach(parameter -> patterns.put(
                        parameter.path("name").asText(),
                        parameter.path("schema").path("pattern").asText()));
        return patterns;
    }

    private static Pattern pattern(String template, Map<String, String> patterns) {
        var pattern = new StringBuilder();
        Matcher variable = VARIABLE.matcher(template);
        int literal = 0;
        while (variable.find()) {
            pattern.append(Pattern.quote(template.substring(literal, variable.start())))
                    .append(patterns.getOrDefault(variable.group(1), "[^/]+"));
            literal = variable.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(template.substring(literal))).toString());
    }
}
