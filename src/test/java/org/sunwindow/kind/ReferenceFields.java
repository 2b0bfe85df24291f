package org.sunwindow.kind;

import java.util.List;
import java.util.stream.Stream;
import org.sunwindow.place.DivisionCode;

/** The values of records that are keys of other records, as the kinds declare them. */
public final class ReferenceFields {

    private ReferenceFields() {}

    /**
     * @param path   names of components, such as {@code related.key}
     * @param target kind of the other record
     */
    public record ReferenceField(String kind, String path, String target) {

        @Override
        public String toString() {
            return kind + "." + path;
        }
    }

    /** Returns all of them but codes of divisions, which are valid without a record. */
    public static List<ReferenceField> all() {
        return InstalledKinds.all().stream()
                .flatMap(kind -> of(kind.name(), kind.fields()))
                .filter(field -> !field.target().equals(DivisionCode.KIND))
                .toList();
    }

    private static Stream<ReferenceField> of(String kind, Fields<?> fields) {
        return Stream.concat(
                fields.filters().stream()
                        .filter(filter -> filter.referencedKind() != null && fields.componentOf(filter) != null)
                        .map(filter -> new ReferenceField(kind, fields.componentOf(filter), filter.referencedKind())),
                fields.references().stream().map(member -> new ReferenceField(kind, member.path(), member.kind())));
    }
}
