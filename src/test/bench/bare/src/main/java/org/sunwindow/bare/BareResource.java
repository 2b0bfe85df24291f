package org.sunwindow.bare;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A minimal endpoint: returns bytes from memory, or 304 for any {@code If-None-Match}. The baseline of script/bench.
 */
@Path("/")
@Singleton
public class BareResource {

    private static final String ETAG = "\"bare\"";

    private final Map<String, byte[]> answers = new HashMap<>();

    /** Reads the response bodies from the files of a directory, which are served by name. */
    BareResource(@ConfigProperty(name = "bare.directory") java.nio.file.Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (java.nio.file.Path file : files.toList()) {
                answers.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }

    @GET
    @Path("/{name}")
    @NonBlocking
    public Response get(@PathParam("name") String name, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        if (ifNoneMatch != null) {
            return Response.notModified(ETAG).build();
        }
        byte[] answer = answers.get(name);
        if (answer == null) {
            throw new NotFoundException();
        }
        return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.ETAG, ETAG)
                .build();
    }
}
