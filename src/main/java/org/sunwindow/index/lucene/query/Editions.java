package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Kind;

/**
 * When the parts of an edition cease to be in force because a newer edition takes effect, see {@link Kind.Edition}.
 * Looked up once for each snapshot, in time proportional to the number of records that are parts of editions.
 */
final class Editions {

    /** Editions of one of these can only follow those of the same. */
    private record Series(String owner, String name) {}

    /** The parts of one edition about one area. */
    private static final class Part {

        final Kind.Edition edition;

        /** When its records take effect. Those of an edition should do so on one day, but what is sent may differ. */
        final TreeSet<Long> effects = new TreeSet<>();

        Part(Kind.Edition edition) {
            this.edition = edition;
        }

        boolean concerns(Part other) {
            return edition.area() == null
                    || other.edition.area() == null
                    || edition.area().equals(other.edition.area());
        }
    }

    private record Member(int document, Part part) {}

    /** By segment: the documents that are parts of editions, ascending. */
    private final List<List<Member>> members = new ArrayList<>();

    /** When those of an edition cease to be in force; absent for the newest. */
    private final Map<Part, Long> ends = new HashMap<>();

    private Editions() {}

    static Editions of(Snapshot snapshot) throws IOException {
        var editions = new Editions();
        var parts = new HashMap<Series, Map<Kind.Edition, Part>>();
        for (LeafReaderContext leaf : snapshot.getIndexReader().leaves()) {
            editions.members.add(members(leaf, parts));
        }
        parts.values().forEach(series -> editions.addEnds(List.copyOf(series.values())));
        return editions;
    }

    private static List<Member> members(LeafReaderContext leaf, Map<Series, Map<Kind.Edition, Part>> parts)
            throws IOException {
        SortedDocValues editions = DocValues.getSorted(leaf.reader(), IndexFields.EDITION);
        if (editions.getValueCount() == 0) {
            return List.of();
        }
        SortedDocValues owners = DocValues.getSorted(leaf.reader(), IndexFields.OWNER);
        SortedNumericDocValues effects = DocValues.getSortedNumeric(leaf.reader(), IndexFields.EFFECT_FROM);
        var live = leaf.reader().getLiveDocs();
        var members = new ArrayList<Member>();
        for (int document = editions.nextDoc();
                document != DocIdSetIterator.NO_MORE_DOCS;
                document = editions.nextDoc()) {
            if (live != null && !live.get(document)) {
                continue;
            }
            var edition = IndexFields.readEdition(
                    editions.lookupOrd(editions.ordValue()).utf8ToString());
            String owner = owners.advanceExact(document)
                    ? owners.lookupOrd(owners.ordValue()).utf8ToString()
                    : "";
            Part part = parts.computeIfAbsent(new Series(owner, edition.series()), series -> new HashMap<>())
                    .computeIfAbsent(edition, Part::new);
            part.effects.add(effects.advanceExact(document) ? effects.nextValue() : Long.MIN_VALUE);
            members.add(new Member(document, part));
        }
        return members;
    }

    private void addEnds(List<Part> series) {
        for (Part part : series) {
            List<Part> concerned = series.stream().filter(part::concerns).toList();
            Map<String, Long> last = new HashMap<>();
            concerned.forEach(other -> last.merge(other.edition.edition(), other.effects.last(), Math::max));
            String edition = part.edition.edition();
            // what a newer edition contains from an earlier time on does not end this one
            concerned.stream()
                    .map(other -> other.edition.edition().compareTo(edition) > 0
                            ? other.effects.ceiling(last.get(edition))
                            : other.effects.higher(last.get(edition)))
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .ifPresent(end -> ends.put(part, end));
        }
    }

    @FunctionalInterface
    interface Visitor {

        /**
         * @param document within its segment
         * @param end      when it ceases to be in force, in milliseconds
         */
        void visit(int document, long end);
    }

    /** Calls a visitor with the documents of a segment for which there is a newer edition, ascending. */
    void each(LeafReaderContext leaf, Visitor visitor) {
        for (Member member : members.get(leaf.ord)) {
            Long end = ends.get(member.part());
            if (end != null) {
                visitor.visit(member.document(), end);
            }
        }
    }
}
