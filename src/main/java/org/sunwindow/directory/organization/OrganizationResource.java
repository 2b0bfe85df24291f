package org.sunwindow.directory.organization;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 机构名录. */
@Path("/organizations")
@Tag(name = "Directory")
class OrganizationResource extends PublicationResource<Organization> {

    OrganizationResource(PublicReads reads, OrganizationKind kind) {
        super(reads, kind);
    }
}
