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
import java.util.stream.Collectors;
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

    /** The same by the first segment below the base, so that few are compared with the path of a request. */
    private volatile Map<String, List<Path>> bySegment;

    /**
     * @param operations identifiers of the operations, by method
     */
    private record Path(String template, Pattern pattern, Set<String> methods, Map<String, String> operations) {}

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

    /** Returns the identifier of the operation that a request asks for, empty if the contract does not have it. */
    Optional<String> operation(String method, String path) {
        if (path == null || !path.startsWith(BASE + "/")) {
            return Optional.empty();
        }
        all();
        for (Path each : bySegment.getOrDefault(segment(path), List.of())) {
            String operation = each.operations().get(method);
            if (operation != null && each.pattern().matcher(path).matches()) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    /** Returns a path as the contract has it, with the names of its variables; empty if the contract does not have it. */
    Optional<String> template(String path) {
        if (path == null || !path.startsWith(BASE + "/")) {
            return Optional.empty();
        }
        all();
        return bySegment.getOrDefault(segment(path), List.of()).stream()
                .filter(each -> each.pattern().matcher(path).matches())
                .map(Path::template)
                .findFirst();
    }

    private static String segment(String path) {
        int end = path.indexOf('/', BASE.length() + 1);
        return path.substring(BASE.length() + 1, end < 0 ? path.length() : end);
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
            complete();
        }
        return paths;
    }

    /** Reads the contract once, also when several threads ask at the same time. */
    private synchronized void complete() {
        if (paths == null) {
            List<Path> read = read();
            bySegment = read.stream()
                    .filter(path -> path.template().startsWith(BASE + "/"))
                    .collect(Collectors.groupingBy(path -> segment(path.template())));
            paths = read;
        }
    }

    private List<Path> read() {
        try {
            JsonNode contract = json.readTree(documents.getDocument(DOCUMENT, Format.JSON));
            var read = new ArrayList<Path>();
            contract.path("paths").properties().forEach(path -> {
                var methods = new LinkedHashSet<String>();
                var operations = new HashMap<String, String>();
                path.getValue().properties().forEach(each -> {
                    if (METHODS.contains(each.getKey())) {
                        String method = each.getKey().toUpperCase(Locale.ROOT);
                        methods.add(method);
                        operations.put(
                                method, each.getValue().path("operationId").asText("none"));
                    }
                });
                if (methods.contains("GET")) {
                    methods.add("HEAD");
                    operations.put("HEAD", operations.get("GET"));
                }
                methods.add("OPTIONS");
                read.add(new Path(
                        path.getKey(),
                        pattern(path.getKey(), patterns(path.getValue())),
                        methods,
                        Map.copyOf(operations)));
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
