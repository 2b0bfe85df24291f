package org.sunwindow.contract;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Adds examples of answers, which were recorded from the service with the sample data:
 * {@code contract/answers/<operation>.json}. {@code ContractExamplesTest} records and compares them.
 */
final class RecordedAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedAnswers() {}

    static void add(Operation operation) {
        String resource = "contract/answers/%s.json".formatted(operation.getOperationId());
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            MediaType answer = answer(operation);
            if (in != null && answer != null) {
                answer.setExample(JSON.readValue(in, new TypeReference<Map<String, Object>>() {}));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON of the first successful answer, {@code null} if there is none. */
    private static MediaType answer(Operation operation) {
        for (String status : new String[] {"200", "201"}) {
            APIResponse response = operation.getResponses().getAPIResponse(status);
            Content content = response == null ? null : response.getContent();
            if (content != null && content.getMediaType("application/json") != null) {
                return content.getMediaType("application/json");
            }
        }
        return null;
    }
}
