package org.sunwindow.site;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** The records of websites. */
@Path("/sites")
@Tag(name = "Sites")
class SitesResource extends PublicationResource<Site> {

    SitesResource(PublicReads reads, SiteKind kind) {
        super(reads, kind);
    }
}
