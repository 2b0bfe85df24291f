package org.sunwindow.disclosure;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 政府信息公开目录. */
@Path("/disclosures")
@Tag(name = "信息公开目录")
class DisclosureResource extends PublicationResource<Disclosure> {

    DisclosureResource(PublicReads reads, DisclosureKind kind) {
        super(reads, kind);
    }

    /** A 索引号 contains slashes, which callers need not encode. */
    @Override
    @GET
    @Path("/{id:.+}")
    public CompletionStage<Response> get(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        return super.get(id, uri, ifNoneMatch);
    }
}
