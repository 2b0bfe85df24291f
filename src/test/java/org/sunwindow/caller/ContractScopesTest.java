package org.sunwindow.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The contract names the scope that each operation needs, and offers signatures where a caller may be required. */
class ContractScopesTest {

    private static final Path CONTRACT = Path.of("openapi/openapi.yaml");

    @Test
    void scopesAreThoseOfTheContract() throws IOException {
        JsonNode contract = new YAMLMapper().readTree(Files.readString(CONTRACT));
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    Scope needed = Access.scope(HttpMethod.valueOf(method), path.getKey());
                    JsonNode declared = operation.getValue();
                    boolean forPublishers = declared.path("security").toString().contains("publisher");
                    boolean forCallers = needed != null && (needed == Scope.RECEIPTS || !forPublishers);
                    assertThat(declared.path("x-caller-scope").asText())
                            .as(method + " " + path.getKey())
                            .isEqualTo(forCallers ? needed.name() : "");
                    assertThat(declared.path("security").toString().contains("sunwindow-sm3"))
                            .as("signatures of " + method + " " + path.getKey())
                            .isEqualTo(needed != null && needed != Scope.READ);
                }));
    }
}
