package org.sunwindow.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The methods of each path, as the contract lists them, for {@code Allow}. Thread-safe. */
@ApplicationScoped
class AllowedMethods {

    /** The name that Quarkus gives to the only document. */
    private static final String DOCUMENT = "<default>";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    private final OpenApiDocumentService documents;
    private final ObjectMapper json;

    /** Read at the first need, when the contract is complete. */
    private volatile List<Path> paths;

    private record Path(Pattern pattern, Set<String> methods) {}

    AllowedMethods(OpenApiDocumentService documents, ObjectMapper json) {
        this.documents = documents;
        this.json = json;
    }

    /** The value of {@code Allow} for a path, empty if the contract does not have it. */
    Optional<String> of(String path) {
        if (path == null) {
            return Optional.empty();
        }
        if (paths == null) {
            paths = read();
        }
        var methods = new LinkedHashSet<String>();
        for (Path each : paths) {
            if (each.pattern().matcher(path).matches()) {
                methods.addAll(each.methods());
            }
        }
        return methods.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", methods));
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
                read.add(new Path(pattern(path.getKey()), methods));
            });
            return List.copyOf(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pattern pattern(String template) {
        var literals = VARIABLE.split(template, -1);
        var pattern = new StringBuilder();
        for (int i = 0; i < literals.length; i++) {
            pattern.append(i == 0 ? "" : "[^/]+").append(Pattern.quote(literals[i]));
        }
        return Pattern.compile(pattern.toString());
    }
}
