package org.sunwindow.search;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.publication.Change;
import org.sunwindow.web.StrictJson;

/** Turns changes of the log into Lucene documents. */
final class LuceneDocuments {

    /** Part of the index's version beside that of the analysis: change it whenever documents are built differently. */
    static final String VERSION = "10";

    private static final int MAX_NAME = 1000;

    private final Kinds kinds;
    private final StrictJson json;
    private final Words words;

    LuceneDocuments(Kinds kinds, StrictJson json, Words words) {
        this.kinds = kinds;
        this.words = words;
        this.json = json;
    }

    /** A newer instance may have stored kinds that this one does not serve. */
    boolean knows(Change change) {
        return kinds.get(change.kind()) != null;
    }

    /** Whether lists show records of a kind whole, so that there is no other JSON of one on its own. */
    static boolean areWhole(IndexedKind<?> kind) {
        return kind.detailFields().isEmpty();
    }

    Document document(Change change) {
        return change.isWithdrawal() ? tombstone(change) : live(change, kinds.get(change.kind()));
    }

    private static Document identity(Change change) {
        var document = new Document();
        String id = Fields.id(change.kind(), change.key());
        document.add(new StringField(Fields.ID, id, Field.Store.NO));
        document.add(new SortedDocValuesField(Fields.ID, new BytesRef(id)));
        return document;
    }

    private static Document tombstone(Change change) {
        var document = identity(change);
        document.add(new NumericDocValuesField(
                Fields.WITHDRAWN_AT, change.withdrawnAt().toEpochMilli()));
        return document;
    }

    private <R> Document live(Change change, IndexedKind<R> kind) {
        R record = kind.placed(json.readStored(change.json(), kind.type()), Coordinates.System.GCJ02);
        IndexDocument source = kind.index(record);
        var document = identity(change);
        document.add(new StringField(Fields.KIND, change.kind(), Field.Store.NO));
        document.add(new StringField(Fields.value(Fields.KIND), change.kind(), Field.Store.NO));
        document.add(new SortedSetDocValuesField(Fields.value(Fields.KIND), new BytesRef(change.kind())));
        // only bounds that exist are indexed, so asking for those that lie on the wrong side of now touches few records
        addTime(document, Fields.VISIBLE_FROM, change.visibleFrom());
        addTime(document, Fields.VISIBLE_UNTIL, change.visibleUntil());
        if (source.values.containsKey(Neighbours.SUCCESSOR)) {
            document.add(new StringField(Fields.SUCCEEDED, Fields.id(change.kind(), change.key()), Field.Store.NO));
        }
        RecordTerms terms = words.terms(source);
        addText(document, source, terms);
        String title = ChineseText.letters(source.title);
        if (source.askedByName && title.length() <= Correction.MAX_WORD) {
            document.add(new StringField(Fields.NAMED, title, Field.Store.NO));
        }
        for (Filter filter : kind.filters()) {
            addValues(document, filter, source);
        }
        source.times.forEach((name, time) -> addTime(document, Fields.time(name), time));
        Instant date = kind.times().isEmpty()
                ? null
                : source.times.get(kind.times().getFirst().name());
        boolean abolished = Instant.EPOCH.equals(source.lapsedFrom);
        int parts = words.first(source.title) | (abolished ? 0 : 1 << Standing.IN_FORCE);
        document.add(Standing.field(kinds.number(change.kind()), parts, date));
        document.add(words.field(source, terms));
        addTime(document, Fields.LAPSED_FROM, source.lapsedFrom);
        if (source.place != null) {
            double latitude = source.place.latitude();
            double longitude = source.place.longitude();
            document.add(new LatLonPoint(Fields.PLACE, latitude, longitude));
            document.add(new LatLonDocValuesField(Fields.PLACE, latitude, longitude));
        }
        if (source.hours != null) {
            OpenField.add(document, source.hours);
        }
        document.add(bytes(Fields.ITEM_JSON, json.writeBytes(json.without(kind.detailFields(), record))));
        document.add(bytes(Fields.CARD_JSON, json.writeBytes(card(change, source))));
        if (!areWhole(kind)) {
            document.add(new StoredField(Fields.RECORD_JSON, json.writeBytes(record)));
        }
        return document;
    }

    private static void addTime(Document document, String field, Instant time) {
        if (time != null) {
            document.add(new LongField(field, time.toEpochMilli(), Field.Store.NO));
        }
    }

    private static void addText(Document document, IndexDocument source, RecordTerms terms) {
        document.add(TermsField.text(Fields.TITLE, terms, terms.title));
        // what is shown of a text is read from columns: to unpack twenty records took a fifth of a search with
        // highlights
        addColumn(document, Fields.TITLE, source.title);
        addColumn(document, Fields.SUMMARY, source.summary);
        addColumn(document, Fields.BODY, source.body);
        terms.all().forEach(text -> document.add(TermsField.text(Fields.TEXT, terms, text)));
        document.add(new StringField(Fields.NAME, name(source.title), Field.Store.NO));
        document.add(new TextField(Fields.SUGGEST, SuggestField.tokens(source.title)));
        for (String number : source.identifiers) {
            document.add(new StringField(Fields.IDENTIFIER, ChineseText.identifier(number), Field.Store.NO));
        }
    }

    private static void addColumn(Document document, String field, String text) {
        if (!text.isEmpty()) {
            document.add(new BinaryDocValuesField(field, new BytesRef(text)));
        }
    }

    /** A title longer than Lucene's longest term is never typed whole. */
    private static String name(String title) {
        String letters = ChineseText.letters(title);
        return letters.substring(0, Math.min(letters.length(), MAX_NAME));
    }

    private static void addValues(Document document, Filter filter, IndexDocument source) {
        var terms = new LinkedHashSet<String>();
        source.values.getOrDefault(filter.name(), List.of()).forEach(value -> terms.addAll(filter.terms(value)));
        for (String term : terms) {
            String field = Fields.value(filter.name());
            document.add(new StringField(field, term, Field.Store.NO));
            if (filter.hasFacet()) {
                document.add(new SortedSetDocValuesField(field, new BytesRef(term)));
            }
        }
    }

    private static LinkedHashMap<String, String> card(Change change, IndexDocument source) {
        var card = new LinkedHashMap<String, String>();
        card.put("kind", change.kind());
        card.put("id", change.key());
        card.put("title", source.title);
        if (!source.summary.isEmpty()) {
            card.put("summary", source.summary);
        }
        return card;
    }

    private static BinaryDocValuesField bytes(String field, byte[] json) {
        return new BinaryDocValuesField(field, new BytesRef(json));
    }
}
