package org.sunwindow.bulletin;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 公告栏. */
@Path("/bulletins")
@Tag(name = "公告栏")
@IfBuildProperty(name = BulletinTest.ENABLED, stringValue = "true")
class BulletinResource extends PublicationResource<Bulletin> {

    BulletinResource(PublicReads reads, BulletinKind kind) {
        super(reads, kind);
    }
}
