package org.sunwindow.disclosure;

import java.util.List;
import java.util.stream.Stream;
import org.sunwindow.kind.Attachment;
import org.sunwindow.kind.LinkedThing;
import org.sunwindow.kind.Representation.Shown;

/** A disclosure as a Legislation of schema.org if it is a rule or normative document, otherwise as a DigitalDocument. */
final class DisclosureJsonLd {

    private static final String IN_FORCE = LinkedThing.CONTEXT + "/InForce";
    private static final String NOT_IN_FORCE = LinkedThing.CONTEXT + "/NotInForce";

    private DisclosureJsonLd() {}

    static LinkedThing of(Shown<Disclosure> shown) {
        Disclosure d = shown.record();
        boolean isLegislation = NormativeType.of(d) != null;
        LinkedThing thing = LinkedThing.of(isLegislation ? "Legislation" : "DigitalDocument", shown)
                .with("genre", d.genre())
                .with("keywords", d.keywords())
                .with("about", LinkedThing.named("DefinedTerm", d.topic()))
                .with("dateCreated", d.issuedOn())
                .with("expires", d.visibleUntil())
                .with("text", d.body())
                .with("associatedMedia", files(d.attachments()));
        return isLegislation
                ? thing.with("legislationIdentifier", d.docNo())
                        .with("legislationType", d.genre())
                        .with("legislationDate", d.issuedOn())
                        .with("legislationDateOfApplicability", d.effectiveOn())
                        .with("legislationPassedBy", LinkedThing.named(LinkedThing.ORGANIZATION, d.publisher()))
                        .with("legislationLegalForce", shown.inForce() ? force(d) : NOT_IN_FORCE)
                        .with("legislationRepeals", repealed(d))
                : thing.with("alternateName", d.docNo());
    }

    /** {@code null} if the record does not state that it is in force. */
    private static String force(Disclosure d) {
        return "有效".equals(d.validity()) ? IN_FORCE : "尚未生效".equals(d.validity()) ? NOT_IN_FORCE : null;
    }

    private static List<LinkedThing> files(List<Attachment> attachments) {
        return attachments == null
                ? List.of()
                : attachments.stream()
                        .map(file -> LinkedThing.of("MediaObject")
                                .with("name", file.name())
                                .with("encodingFormat", file.mediaType())
                                .with("contentSize", file.size() == null ? null : Long.toString(file.size()))
                                .with("sha256", file.hash())
                                .with("contentUrl", file.url()))
                        .toList();
    }

    private static List<LinkedThing> repealed(Disclosure d) {
        return Stream.ofNullable(d.related())
                .flatMap(List::stream)
                .filter(link -> link.relation() == Disclosure.Relation.REPLACES)
                .map(link -> LinkedThing.of("Legislation").with("identifier", link.key()))
                .toList();
    }
}
