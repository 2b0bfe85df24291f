package org.sunwindow.disclosure;

import java.util.List;
import java.util.Objects;
import org.sunwindow.disclosure.Disclosure.Relation;
import org.sunwindow.kind.Field;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.ReferenceMeaning;

/** Filters by the two sides of each relation. A record matches, whichever side states the relation. */
final class RelationFilter {

    private RelationFilter() {}

    /**
     * @param name        of the filter
     * @param mirror      the filter of the other side
     * @param description of what it lists
     */
    static Field<Disclosure> of(Relation relation, String name, String mirror, String description) {
        ReferenceMeaning meaning = switch (relation) {
            case REPLACES -> ReferenceMeaning.REPLACES;
            case INTERPRETS, RESPONDS_TO, FORWARDS -> ReferenceMeaning.BASED_ON;
            case INTERPRETATION, RESPONSE, FORWARDED_BY -> ReferenceMeaning.BASIS_OF;
            case REPLACED_BY -> ReferenceMeaning.REPLACED_BY;
        };
        return Field.derived(name, (Disclosure d) -> keys(d, relation))
                .filter(
                        Filter.reference(DisclosureKind.NAME).mirrored(mirror).meaning(meaning),
                        "信息的编号，列出" + description + "信息；由哪一方注明都算",
                        "990100001/202406-00004");
    }

    /** The keys to which a record itself states a relation. */
    static List<String> keys(Disclosure d, Relation relation) {
        return Objects.requireNonNullElse(d.related(), List.<Disclosure.Link>of()).stream()
                .filter(link -> link.relation() == relation)
                .map(Disclosure.Link::key)
                .toList();
    }
}
