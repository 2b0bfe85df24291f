package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.sunwindow.index.Records.Referred;
import org.sunwindow.index.Records.Values;
import org.sunwindow.index.lucene.query.Lapses;
import org.sunwindow.index.lucene.query.LiveDocuments;
import org.sunwindow.index.lucene.query.Owners;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;

/**
 * Reads values of all public records of a kind from doc values, segment by segment, without their JSON: 100,000 records
 * take a fraction of a second. Serves one request; not thread-safe.
 */
final class RecordValues {

    private final Snapshot snapshot;
    private final RecordVisibility visibility;

    RecordValues(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.visibility = new RecordVisibility(snapshot, now);
    }

    void values(Kind<?> kind, List<Filter> filters, List<String> numbers, Consumer<Values> visitor) throws IOException {
        each(kind, new BooleanQuery.Builder(), filters, numbers, (segment, document) -> {
            var values = new ArrayList<List<String>>();
            for (Texts texts : segment.texts()) {
                values.add(texts.of(document));
            }
            visitor.accept(new Values(
                    key(segment.ids(), document, kind),
                    segment.owner(document),
                    values,
                    segment.numbers(document),
                    segment.lapses().end(document)));
        });
    }

    void references(Kind<?> kind, Filter filter, List<String> numbers, Consumer<Referred> visitor) throws IOException {
        var referring =
                new BooleanQuery.Builder().add(new FieldExistsQuery(IndexFields.value(filter.name())), Occur.FILTER);
        var owners = new Owners(snapshot);
        Map<String, Target> targets = new HashMap<>();
        each(kind, referring, List.of(filter), numbers, (segment, document) -> {
            Long lapses = segment.lapses().end(document);
            for (String target : segment.texts().getFirst().of(document)) {
                Target found = targets.get(target);
                if (found == null) {
                    found = publicRecord(filter.labelKind(), target);
                    targets.put(target, found);
                }
                if (found != Target.NONE) {
                    boolean byOther = !segment.owner(document).equals(found.owner())
                            && isOther(owners, segment.leaf().docBase + document, found.document());
                    visitor.accept(new Referred(
                            key(segment.ids(), document, kind), target, byOther, segment.numbers(document), lapses));
                }
            }
        });
    }

    /** A record that others refer to. Its owner is read once, because going back in doc values takes longest. */
    private record Target(int document, String owner) {

        static final Target NONE = new Target(-1, "");
    }

    private static boolean isOther(Owners owners, int referrer, int target) throws IOException {
        return !owners.mayWrite(referrer, target) && !owners.mayWrite(target, referrer);
    }

    /** Returns a record, {@link Target#NONE} unless it is public now. */
    private Target publicRecord(String kind, String key) throws IOException {
        int document = snapshot.find(IndexFields.id(kind, key));
        if (document < 0 || visibility.reasonHidden(document).isPresent()) {
            return Target.NONE;
        }
        LeafReaderContext leaf = snapshot.leaf(document);
        return new Target(
                document, owner(DocValues.getSorted(leaf.reader(), IndexFields.OWNER), document - leaf.docBase));
    }

    private static String owner(SortedDocValues owners, int document) throws IOException {
        return owners.advanceExact(document)
                ? owners.lookupOrd(owners.ordValue()).utf8ToString()
                : "";
    }

    private static String key(SortedDocValues ids, int document, Kind<?> kind) throws IOException {
        ids.advanceExact(document);
        return ids.lookupOrd(ids.ordValue())
                .utf8ToString()
                .substring(kind.name().length() + 1);
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(Segment segment, int document) throws IOException;
    }

    private void each(
            Kind<?> kind, BooleanQuery.Builder query, List<Filter> filters, List<String> numbers, Visitor visitor)
            throws IOException {
        query.add(snapshot.term(IndexFields.KIND, kind.name()), Occur.FILTER);
        visibility.addTo(query);
        LiveDocuments.each(snapshot, query.build(), leaf -> {
            Segment segment = Segment.of(leaf, snapshot.lapses().in(leaf), filters, numbers);
            return document -> visitor.visit(segment, document);
        });
    }

    /** The doc values of one segment, read in the order of its documents. */
    private record Segment(
            LeafReaderContext leaf,
            SortedDocValues ids,
            SortedDocValues owners,
            Lapses.InLeaf lapses,
            List<Texts> texts,
            List<SortedNumericDocValues> columns) {

        static Segment of(LeafReaderContext leaf, Lapses.InLeaf lapses, List<Filter> filters, List<String> numbers)
                throws IOException {
            LeafReader reader = leaf.reader();
            var texts = new ArrayList<Texts>();
            for (Filter filter : filters) {
                texts.add(new Texts(DocValues.getSortedSet(reader, IndexFields.value(filter.name())), new HashMap<>()));
            }
            var columns = new ArrayList<SortedNumericDocValues>();
            for (String number : numbers) {
                columns.add(DocValues.getSortedNumeric(reader, IndexFields.sorted(number)));
            }
            return new Segment(
                    leaf,
                    DocValues.getSorted(reader, IndexFields.ID),
                    DocValues.getSorted(reader, IndexFields.OWNER),
                    lapses,
                    texts,
                    columns);
        }

        String owner(int document) throws IOException {
            return RecordValues.owner(owners, document);
        }

        List<Long> numbers(int document) throws IOException {
            var numbers = new ArrayList<Long>();
            for (SortedNumericDocValues column : columns) {
                numbers.add(column.advanceExact(document) ? column.nextValue() : null);
            }
            return numbers;
        }
    }

    /** The values of one filter. Many records share a value, which is decoded once. */
    private record Texts(SortedSetDocValues ordinals, Map<Long, String> decoded) {

        List<String> of(int document) throws IOException {
            if (!ordinals.advanceExact(document)) {
                return List.of();
            }
            var texts = new ArrayList<String>();
            for (int i = 0; i < ordinals.docValueCount(); i++) {
                long ordinal = ordinals.nextOrd();
                String text = decoded.get(ordinal);
                if (text == null) {
                    text = ordinals.lookupOrd(ordinal).utf8ToString();
                    decoded.put(ordinal, text);
                }
                texts.add(text);
            }
            return texts;
        }
    }
}
