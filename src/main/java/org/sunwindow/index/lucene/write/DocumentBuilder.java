package org.sunwindow.index.lucene.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.lucene.suggest.SuggestField;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.DeclaredValues;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.IndexDocument;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.Phase;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.StatedAmounts;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.SpellingCorrector;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.Past;
import org.sunwindow.publication.StoredFiles;

/** Builds Lucene documents from changes of the log. Thread-safe. */
public final class DocumentBuilder {

    /** Part of the version of the index. Change it whenever documents are built differently. */
    public static final String VERSION = "19";

    /** Characters of a title in {@link IndexFields#NAME}; Lucene limits the length of terms. */
    private static final int MAX_NAME = 1000;

    private final Kinds kinds;
    private final StrictJson json;
    private final RecordReader reader;
    private final TermWeights weights;
    private final Map<Kind<?>, DeclaredValues> values = new ConcurrentHashMap<>();

    public DocumentBuilder(Kinds kinds, StrictJson json, TermWeights weights) {
        this.kinds = kinds;
        this.weights = weights;
        this.json = json;
        this.reader = new RecordReader(json);
    }

    /** Whether this instance knows the kind of a change. A newer instance may have stored others. */
    boolean knows(Change change) {
        return kinds.get(change.kind()) != null;
    }

    /** Whether lists of a kind show the whole record, so that the JSON of items is that of records. */
    public static boolean itemIsRecord(Kind<?> kind) {
        return kind.fields().detailOnly().isEmpty();
    }

    public Document document(Change change) {
        return change.isWithdrawal() ? tombstone(change) : live(change, kinds.get(change.kind()));
    }

    /** Returns the document of an earlier state, which belongs to the index of these. */
    Document superseded(Past.Superseded earlier) {
        Document document = document(earlier.state());
        document.add(new StringField(IndexFields.STATE, state(earlier), Field.Store.NO));
        addTime(document, IndexFields.UNTIL, earlier.until());
        return document;
    }

    /** Identifies a superseded state in the index. */
    static String state(Past.Superseded earlier) {
        return IndexFields.id(earlier.state().kind(), earlier.state().key()) + '#' + earlier.slot();
    }

    private static Document identity(Change change) {
        var document = new Document();
        String id = IndexFields.id(change.kind(), change.key());
        document.add(new StringField(IndexFields.ID, id, Field.Store.NO));
        document.add(new SortedDocValuesField(IndexFields.ID, new BytesRef(id)));
        document.add(new StringField(IndexFields.LOGGED, change.kind(), Field.Store.NO));
        document.add(new NumericDocValuesField(IndexFields.REVISION, change.revision()));
        document.add(new LongPoint(IndexFields.REVISION, change.revision()));
        addTime(document, IndexFields.firstPublic(change.kind()), change.firstPublic());
        return document;
    }

    private static Document tombstone(Change change) {
        var document = identity(change);
        document.add(new NumericDocValuesField(
                IndexFields.WITHDRAWN_AT, change.withdrawnAt().toEpochMilli()));
        // only an erased record has it
        addTime(document, IndexFields.VISIBLE_UNTIL, change.visibleUntil());
        return document;
    }

    private <R> Document live(Change change, Kind<R> kind) {
        R record = reader.read(kind, change.json(), RecordReader.STANDARD);
        var files = new RecordFiles(kind.fields().files(), kind.fields().hashes(record), change.files());
        IndexDocument source = kinds.document(kind, record).withFileTexts(files.texts());
        var document = identity(change);
        String id = IndexFields.id(change.kind(), change.key());
        document.add(new StringField(IndexFields.KIND, change.kind(), Field.Store.NO));
        document.add(new StringField(IndexFields.value(IndexFields.KIND), change.kind(), Field.Store.NO));
        document.add(new SortedSetDocValuesField(IndexFields.value(IndexFields.KIND), new BytesRef(change.kind())));
        // most records have no bounds, so excluding those that are not public now touches few documents
        addTime(document, IndexFields.VISIBLE_FROM, change.visibleFrom());
        addTime(document, IndexFields.VISIBLE_UNTIL, change.visibleUntil());
        addTime(document, IndexFields.SINCE, change.past().since());
        addUnknown(document, change.past());
        addTime(document, IndexFields.UPDATED, later(change.changedAt(), change.visibleFrom()));
        addOwner(document, change.owner());
        addPublisher(document, id, kind, source);
        if (source.values().containsKey(RelatedRecords.SUCCESSOR)) {
            document.add(new StringField(IndexFields.SUCCEEDED, id, Field.Store.NO));
        }
        TokenizedRecord terms = weights.tokenize(source);
        addText(document, id, source, terms);
        String title = ChineseText.letters(source.title());
        if (source.askedByName() && title.length() <= SpellingCorrector.MAX_WORD) {
            document.add(new StringField(IndexFields.NAMED, title, Field.Store.NO));
        }
        for (Filter filter : kind.fields().filters()) {
            addValues(document, filter, source);
            if (filter.labelled()) {
                addValues(document, filter.sentLabels(), source);
            }
            if (filter.mode() == FilterMode.PHASED) {
                for (Phase phase : Phase.values()) {
                    addValues(document, filter.at(phase), source);
                }
            }
            addRelation(document, id, filter, source);
        }
        Kind.Edition edition = kind.edition(record);
        if (edition != null) {
            document.add(new SortedDocValuesField(IndexFields.EDITION, new BytesRef(IndexFields.edition(edition))));
        }
        if (edition != null || document.getField(IndexFields.REPLACES) != null) {
            addTime(document, IndexFields.EFFECT_FROM, later(change.visibleFrom(), source.effectFrom()));
        }
        addTime(document, IndexFields.IN_EFFECT_FROM, source.effectFrom());
        source.citations()
                .forEach(citation -> document.add(new SortedSetDocValuesField(
                        citation.byNumber() ? IndexFields.CITED_NUMBERS : IndexFields.CITED_TITLES,
                        new BytesRef(citation.text()))));
        source.times().forEach((name, time) -> addTime(document, IndexFields.sorted(name), time));
        source.numbers()
                .forEach((name, number) ->
                        document.add(new LongField(IndexFields.sorted(name), number, Field.Store.NO)));
        Instant date = kind.fields().times().isEmpty()
                ? null
                : source.times().get(kind.fields().times().getFirst().name());
        if (date != null) {
            document.add(new NumericDocValuesField(IndexFields.DATE, date.toEpochMilli()));
        }
        boolean abolished = Instant.EPOCH.equals(source.lapsedFrom());
        int flags = weights.flags(source.title()) | (abolished ? 0 : 1 << StaticRank.IN_FORCE);
        document.add(StaticRank.field(kinds.number(change.kind()), flags, date));
        document.add(weights.field(source, terms));
        addTime(document, IndexFields.LAPSED_FROM, source.lapsedFrom());
        if (source.location() != null) {
            double latitude = source.location().coordinates().latitude();
            double longitude = source.location().coordinates().longitude();
            document.add(new LatLonPoint(IndexFields.PLACE, latitude, longitude));
            document.add(new LatLonDocValuesField(IndexFields.PLACE, latitude, longitude));
        }
        if (source.hours() != null) {
            OpeningHoursField.add(document, source.hours());
        }
        ObjectNode whole = files.completed(json.toTree(record));
        files.addTo(document, id);
        addLinks(document, id, kind, whole);
        if (kind.fields().validity().isPresent()) {
            StatedAmounts.fixedBy(source.title(), source.body())
                    .forEach(amount ->
                            document.add(new StringField(IndexFields.STANDARD, amount.subject(), Field.Store.NO)));
        }
        byte[] bytes = json.writeBytes(whole);
        document.add(new BinaryDocValuesField(IndexFields.DIGEST, RecordDigest.of(change.key(), bytes)));
        if (!itemIsRecord(kind)) {
            document.add(new StoredField(IndexFields.RECORD_JSON, Sealed.seal(id, bytes)));
        }
        JsonNode item = whole.remove(kind.fields().detailOnly());
        String key = item.path("id").asText(change.key());
        addTextValues(document, id, IndexFields.KEY, key);
        addJson(document, id, IndexFields.ITEM_JSON, item);
        addJson(document, id, IndexFields.CARD_JSON, card(change.kind(), key, source));
        return document;
    }

    private static void addUnknown(Document document, Past past) {
        if (past.knownSince() != null) {
            addTime(document, IndexFields.KNOWN_SINCE, past.knownSince());
            Instant since = past.unknownSince();
            addTime(document, IndexFields.UNKNOWN_SINCE, since == null ? Instant.ofEpochMilli(Long.MIN_VALUE) : since);
        }
    }

    private static void addTime(Document document, String field, Instant time) {
        if (time != null) {
            document.add(new LongField(field, time.toEpochMilli(), Field.Store.NO));
        }
    }

    private static void addOwner(Document document, Change.Owner owner) {
        String publisher = Objects.requireNonNullElse(owner.publisher(), "");
        document.add(new StringField(IndexFields.OWNER, publisher, Field.Store.NO));
        document.add(new SortedDocValuesField(IndexFields.OWNER, new BytesRef(publisher)));
        if (owner.division() != null) {
            document.add(new SortedDocValuesField(IndexFields.OWNED_IN, new BytesRef(owner.division())));
        }
    }

    /** Adds the name of the publishing body or, without one, the organization that the record belongs to. */
    private static void addPublisher(Document document, String id, Kind<?> kind, IndexDocument source) {
        if (source.publisher() != null) {
            addTextValues(document, id, IndexFields.PUBLISHER, source.publisher());
            return;
        }
        kind.fields().filters().stream()
                .filter(filter -> filter.tree() != null)
                .flatMap(filter -> source.values().getOrDefault(filter.name(), List.of()).stream()
                        .map(value -> IndexFields.id(filter.labelKind(), filter.canonical(value))))
                .findFirst()
                .ifPresent(organization -> addTextValues(document, id, IndexFields.ORGANIZATION, organization));
    }

    private static void addText(Document document, String id, IndexDocument source, TokenizedRecord terms) {
        document.add(TermsField.text(IndexFields.TITLE, terms, terms.title));
        // texts to highlight are doc values: reading stored fields of twenty hits took a fifth of a search
        addTextValues(document, id, IndexFields.TITLE, source.title());
        addTextValues(document, id, IndexFields.SUMMARY, source.summary());
        addTextValues(document, id, IndexFields.BODY, source.body());
        terms.all().forEach(text -> document.add(TermsField.text(IndexFields.TEXT, terms, text)));
        document.add(new StringField(IndexFields.NAME, name(source.title()), Field.Store.NO));
        document.add(new TextField(IndexFields.SUGGEST, SuggestField.tokens(source.title())));
        source.fileNames().stream()
                .flatMap(name -> FileName.spellings(name).stream())
                .distinct()
                .forEach(name -> document.add(new StringField(IndexFields.FILE, name, Field.Store.NO)));
        for (String number : source.identifiers()) {
            document.add(new StringField(IndexFields.IDENTIFIER, ChineseText.identifier(number), Field.Store.NO));
        }
    }

    private static void addTextValues(Document document, String id, String field, String text) {
        if (!text.isEmpty()) {
            document.add(new BinaryDocValuesField(field, Sealed.seal(id, text.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static String name(String title) {
        String letters = ChineseText.letters(title);
        return letters.substring(0, Math.min(letters.length(), MAX_NAME));
    }

    private static void addValues(Document document, Filter filter, IndexDocument source) {
        var terms = new LinkedHashSet<String>();
        source.values().getOrDefault(filter.name(), List.of()).forEach(value -> terms.addAll(filter.terms(value)));
        for (String term : terms) {
            if (term.isEmpty()) {
                continue;
            }
            String field = IndexFields.value(filter.name());
            document.add(new StringField(field, term, Field.Store.NO));
            if (filter.hasFacet()) {
                document.add(new SortedSetDocValuesField(field, new BytesRef(term)));
            }
        }
    }

    private void addLinks(Document document, String id, Kind<?> kind, JsonNode record) {
        DeclaredValues declared = values.computeIfAbsent(kind, DeclaredValues::new);
        Stream<String> records = declared.references(record).stream()
                .filter(DeclaredValues.Reference::isLink)
                .map(link -> IndexFields.id(link.kind(), link.key()));
        // no document has such an identity, so the link is dead
        Stream<String> files =
                declared.absentFiles(record).stream().map(hash -> IndexFields.id(StoredFiles.KIND, hash));
        Stream.concat(records, files)
                .filter(other -> !other.equals(id))
                .distinct()
                .forEach(other -> document.add(new SortedSetDocValuesField(IndexFields.LINKS, new BytesRef(other))));
    }

    private static void addRelation(Document document, String id, Filter filter, IndexDocument source) {
        if (filter.relation() == ReferenceMeaning.NONE) {
            return;
        }
        var others = new LinkedHashSet<String>();
        source.values()
                .getOrDefault(filter.name(), List.of())
                .forEach(value -> others.add(IndexFields.id(filter.labelKind(), filter.canonical(value))));
        others.remove(id);
        for (String other : others) {
            document.add(
                    switch (filter.relation()) {
                        case REPLACES -> new SortedSetDocValuesField(IndexFields.REPLACES, new BytesRef(other));
                        case REPLACED_BY -> new SortedSetDocValuesField(IndexFields.REPLACED_BY, new BytesRef(other));
                        case BASED_ON -> new SortedSetDocValuesField(IndexFields.BASED_ON, new BytesRef(other));
                        case BASIS_OF -> new StringField(IndexFields.BASIS_OF, other, Field.Store.NO);
                        case NONE -> throw new IllegalStateException();
                    });
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    private static LinkedHashMap<String, String> card(String kind, String key, IndexDocument source) {
        var card = new LinkedHashMap<String, String>();
        card.put("kind", kind);
        card.put("id", key);
        card.put("title", source.title());
        if (!source.summary().isEmpty()) {
            card.put("summary", source.summary());
        }
        return card;
    }

    private void addJson(Document document, String id, String field, Object record) {
        document.add(new BinaryDocValuesField(field, Sealed.seal(id, json.writeBytes(record))));
    }
}
