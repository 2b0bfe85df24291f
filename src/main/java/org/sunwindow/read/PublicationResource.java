package org.sunwindow.read;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.Problems;
import org.sunwindow.kind.Kind;

/**
 * The list of a kind and its single records. Each kind has a subclass with its path and its own operations, if any.
 * {@link ContractFilter} describes both operations.
 */
@Produces(MediaType.WILDCARD)
public abstract class PublicationResource<R> {

    private final PublicReads reads;
    private final Kind<R> kind;

    protected PublicationResource(PublicReads reads, Kind<R> kind) {
        this.reads = reads;
        this.kind = kind;
    }

    @GET
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        return reads.list(kind, uri, ifNoneMatch);
    }

    @Problems({ProblemCode.RECORD_NOT_FOUND, ProblemCode.RECORD_WITHDRAWN, ProblemCode.RECORD_EXPIRED})
    @GET
    @Path("/{id}")
    public CompletionStage<Response> get(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        return reads.get(kind, id, uri, ifNoneMatch);
    }
}
