package org.sunwindow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checked-in contract matches the generated one and the behaviour of the service. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ContractTest {

    private static final Path CHECKED_IN = Path.of("openapi/openapi.yaml");

    /** With {@code -Dcontract.update} the files are written instead of compared. */
    @ParameterizedTest
    @CsvSource({"/q/openapi, openapi/openapi.yaml", "/q/openapi?lang=en, openapi/openapi.en.yaml"})
    void checkedInContractIsUpToDate(String address, Path checkedIn) throws IOException {
        String generated = given().get(address).then().statusCode(200).extract().asString();
        if (System.getProperty("contract.update") != null) {
            Files.createDirectories(checkedIn.getParent());
            Files.writeString(checkedIn, generated);
        }
        assertThat(Files.readString(checkedIn))
                .as("%s is out of date; update it with: script/test -Dcontract.update", checkedIn)
                .isEqualTo(generated);
    }

    @Test
    void everyOperationIsDescribedInChineseWithExamples() {
        operations().forEach(operation -> {
            assertThat(operation.getSummary()).as(operation.getOperationId()).matches("(?s).*\\p{IsHan}.*");
            assertThat(operation.getDescription())
                    .as(operation.getOperationId())
                    .matches("(?s).*\\p{IsHan}.*");
            parameters(operation)
                    .forEach(parameter -> assertThat(parameter.getDescription())
                            .as(operation.getOperationId() + " " + parameter.getName())
                            .matches("(?s).*\\p{IsHan}.*"));
        });
        assertThat(operations().stream().filter(operation -> operation.getRequestBody() != null))
                .allSatisfy(operation -> assertThat(
                                operation.getRequestBody().getContent().values())
                        // a workbook has no text
                        .filteredOn(
                                content -> !"binary".equals(content.getSchema().getFormat()))
                        .allSatisfy(content -> assertThat(content.getExamples()).isNotEmpty()));
    }

    /** The error for an unknown parameter lists the accepted ones, which must be those of the contract. */
    @Test
    void everyListAcceptsExactlyTheParametersOfTheContract() {
        OpenAPI contract = contract();
        contract.getPaths().forEach((path, item) -> {
            Operation get = item.getGet();
            if (get == null || path.contains("{")) {
                return;
            }
            boolean ofCallers = get.getSecurity() != null
                    && get.getSecurity().stream().anyMatch(requirement -> requirement.containsKey("caller"))
                    && get.getSecurity().stream().noneMatch(requirement -> requirement.containsKey("publisher"));
            String token = ofCallers ? "demo-caller-token-not-for-production" : Sunwindow.TOKEN;
            String message = given().header("Authorization", "Bearer " + token)
                    .get(path + "?q=x&nosuch=1")
                    .then()
                    .statusCode(400)
                    .extract()
                    .as(Json.class)
                    .get("errors[name=nosuch].message");
            Set<String> taken = message.contains("不带参数")
                    ? Set.of()
                    : new TreeSet<>(List.of(
                            message.substring(message.indexOf('：', 8) + 1).split("、")));
            Set<String> described = parameters(get).stream()
                    .filter(parameter -> parameter.getIn().equals("query"))
                    .map(Parameter::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(described).as(path).isEqualTo(taken);
        });
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static List<Operation> operations() {
        return contract().getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .toList();
    }

    private static OpenAPI contract() {
        var options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);
        var parsed = new OpenAPIV3Parser().readLocation(CHECKED_IN.toUri().toString(), null, options);
        return parsed.getOpenAPI();
    }
}
