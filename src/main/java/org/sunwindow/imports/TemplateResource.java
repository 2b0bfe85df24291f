package org.sunwindow.imports;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.publisher.Publishers;

/** Empty sheets to fill in. */
@Path("/imports/template")
@Tag(name = "Publishing")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class TemplateResource {

    private static final String CSV = "csv";
    private static final String XLSX = "xlsx";

    private final Publishers publishers;
    private final ImportTargets targets;

    TemplateResource(Publishers publishers, ImportTargets targets) {
        this.publishers = publishers;
        this.targets = targets;
    }

    @GET
    @Operation(
            operationId = "getImportTemplate",
            summary = "取填报模板",
            description = "一张空表：列名、一行示例；XLSX 另有可选值的下拉列表和每列的填写说明。示例行应删去后再报送。列可以增减、调换，多项的列按同样的列名续编号（材料3名称）。")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            required = true,
            description = "种类",
            example = "disclosure",
            // ContractFilter lists all kinds
            schema = @Schema(type = SchemaType.STRING, enumeration = "disclosure"))
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "格式",
            example = XLSX,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {CSV, XLSX},
                            defaultValue = XLSX))
    @APIResponse(
            responseCode = "200",
            description = "模板",
            content = {
                @Content(
                        mediaType = FileFormat.XLSX_TYPE,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = FileFormat.CSV_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Response template(@Context UriInfo uri, @Context HttpServerRequest request) throws IOException {
        publishers.of(request);
        var parameters = StrictParameters.of(uri);
        var kind = parameters.choice("kind", targets.labels());
        if (kind.isEmpty() && !parameters.isWrong("kind")) {
            parameters.wrong("kind", "required", "请指明种类：" + String.join("、", targets.kinds()));
        }
        boolean csv =
                parameters.choice("format", Set.of(CSV, XLSX)).orElse(XLSX).equals(CSV);
        parameters.end();
        var template = targets.template(kind.get());
        return Response.ok(csv ? template.csv() : template.xlsx())
                .type(csv ? FileFormat.CSV_TYPE + ";charset=UTF-8" : FileFormat.XLSX_TYPE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s.%s\"".formatted(kind.get(), csv ? CSV : XLSX))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
