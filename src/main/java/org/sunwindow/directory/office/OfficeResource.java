package org.sunwindow.directory.office;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 办事场所. */
@Path("/offices")
@Tag(name = "Directory")
class OfficeResource extends PublicationResource<Office> {

    OfficeResource(PublicReads reads, OfficeKind kind) {
        super(reads, kind);
    }
}
