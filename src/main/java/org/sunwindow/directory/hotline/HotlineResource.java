package org.sunwindow.directory.hotline;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 热线. */
@Path("/hotlines")
@Tag(name = "Directory")
class HotlineResource extends PublicationResource<Hotline> {

    HotlineResource(PublicReads reads, HotlineKind kind) {
        super(reads, kind);
    }
}
