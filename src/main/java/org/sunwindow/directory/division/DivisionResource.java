package org.sunwindow.directory.division;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 行政区划. */
@Path("/divisions")
@Tag(name = "Directory")
class DivisionResource extends PublicationResource<Division> {

    DivisionResource(PublicReads reads, DivisionKind kind) {
        super(reads, kind);
    }
}
