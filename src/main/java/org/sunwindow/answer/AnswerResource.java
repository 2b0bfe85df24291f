package org.sunwindow.answer;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** Published replies and frequently asked questions. */
@Path("/answers")
@Tag(name = "Answers")
class AnswerResource extends PublicationResource<Answer> {

    AnswerResource(PublicReads reads, AnswerKind kind) {
        super(reads, kind);
    }
}
