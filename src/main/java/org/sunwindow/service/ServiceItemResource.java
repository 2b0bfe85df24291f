package org.sunwindow.service;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 政务服务事项 and their guides. */
@Path("/services")
@Tag(name = "办事指南")
class ServiceItemResource extends PublicationResource<ServiceItem> {

    ServiceItemResource(PublicReads reads, ServiceItemKind kind) {
        super(reads, kind);
    }
}
