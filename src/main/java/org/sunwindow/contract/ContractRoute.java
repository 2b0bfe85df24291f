package org.sunwindow.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves the contract, as YAML or as JSON, in place of the route of the framework, whose YAML is misread by parsers of YAML
 * 1.1. {@code format=JSON}, {@code Accept: application/json} or the ending {@code .json} select JSON, and {@code lang=en}
 * English. Thread-safe.
 */
@ApplicationScoped
class ContractRoute {

    /** The name that Quarkus gives to the only document. */
    private static final String DOCUMENT = "<default>";

    private static final String JSON = "application/json";

    /** The types of the framework. */
    private static final Map<String, String> TYPES =
            Map.of(JSON, "application/json;charset=UTF-8", "", "application/yaml;charset=UTF-8");

    private record Form(String format, boolean english) {}

    private final OpenApiDocumentService documents;
    private final ObjectMapper mapper;
    private final String path;

    /** Written on first use, by format and language. */
    private final Map<Form, String> written = new ConcurrentHashMap<>();

    ContractRoute(
            OpenApiDocumentService documents,
            ObjectMapper mapper,
            @ConfigProperty(name = "quarkus.smallrye-openapi.path") String path) {
        this.documents = documents;
        this.mapper = mapper;
        this.path = path;
    }

    void register(@Observes Router router) {
        // before the route of the framework
        for (String ending : new String[] {"", ".yaml", ".yml", ".json"}) {
            router.get(path + ending).order(-1).handler(this::answer);
        }
    }

    private void answer(RoutingContext context) {
        var form = new Form(
                format(context.request()),
                "en".equalsIgnoreCase(context.request().getParam("lang")));
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(form.format()))
                .putHeader(HttpHeaders.VARY, "Accept")
                .end(written.computeIfAbsent(form, this::write));
    }

    private static String format(HttpServerRequest request) {
        String asked = request.getParam("format");
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        boolean json = request.path().endsWith(".json")
                || "JSON".equalsIgnoreCase(asked)
                || asked == null && accepted != null && accepted.contains(JSON);
        return json ? JSON : "";
    }

    private String write(Form form) {
        try {
            JsonNode contract = mapper.readTree(documents.getDocument(DOCUMENT, Format.JSON));
            JsonNode written = form.english() ? new EnglishContract().translated(contract) : contract;
            return form.format().equals(JSON) ? written.toPrettyString() : PlainYaml.write(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
