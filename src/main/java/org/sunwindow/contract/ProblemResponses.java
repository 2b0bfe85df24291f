package org.sunwindow.contract;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;

/**
 * Lists the failures of each operation by status, each with its codes. Responses that operations share are components, named
 * by status and codes.
 */
final class ProblemResponses {

    /** The codes of a response, for programs. */
    static final String CODES = "x-problem-codes";

    private static final Set<Integer> WITH_RETRY_AFTER = Set.of(429, 503);

    private final OpenAPI api;

    ProblemResponses(OpenAPI api) {
        this.api = api;
    }

    void add(Operation operation, Set<ProblemCode> codes) {
        var byStatus =
                codes.stream().collect(Collectors.groupingBy(ProblemCode::status, TreeMap::new, Collectors.toList()));
        operation.getResponses().removeAPIResponse("default");
        byStatus.forEach((status, problems) ->
                operation.getResponses().addAPIResponse(String.valueOf(status), reference(status, problems)));
    }

    /** Removes the placeholder for the failures, which this class replaces. */
    void removeGeneral() {
        api.getComponents().removeResponse(Problem.class.getSimpleName());
    }

    private APIResponse reference(int status, List<ProblemCode> problems) {
        String name = problems.stream().map(ProblemResponses::name).collect(Collectors.joining("Or"));
        if (api.getComponents().getResponses() == null
                || !api.getComponents().getResponses().containsKey(name)) {
            api.getComponents().addResponse(name, response(status, problems));
        }
        return OASFactory.createAPIResponse().ref("#/components/responses/" + name);
    }

    /** {@code CursorInvalid} for {@code CURSOR_INVALID}. */
    private static String name(ProblemCode code) {
        var name = new StringBuilder();
        for (String word : code.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static APIResponse response(int status, List<ProblemCode> problems) {
        APIResponse response = OASFactory.createAPIResponse()
                .description(problems.stream()
                        .map(problem -> "%s（%s）".formatted(problem.title(), problem.code()))
                        .collect(Collectors.joining("、")))
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
        response.addExtension(CODES, problems.stream().map(ProblemCode::code).toList());
        ResponseHeaders.add(response, ResponseHeaders.CACHE_CONTROL);
        if (WITH_RETRY_AFTER.contains(status)) {
            ResponseHeaders.add(response, ResponseHeaders.RETRY_AFTER);
        }
        ResponseHeaders.addGeneral(response);
        if (status == 401) {
            ResponseHeaders.add(response, ResponseHeaders.WWW_AUTHENTICATE);
        }
        return response;
    }
}
