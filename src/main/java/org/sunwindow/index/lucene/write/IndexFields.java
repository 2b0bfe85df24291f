package org.sunwindow.index.lucene.write;

import java.util.List;
import org.sunwindow.Identifier;
import org.sunwindow.index.Entry;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.lucene.suggest.SuggestField;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.ReferenceMeaning;
import org.sunwindow.kind.StatedAmounts;
import org.sunwindow.language.ChineseText;
import org.sunwindow.publication.Change;

/**
 * Names of the fields in the index. The strings are part of the index format: change one only together with {@link
 * DocumentBuilder#VERSION}.
 */
public final class IndexFields {

    /** Between the parts of a term; no text of a record has it. */
    private static final String SEPARATOR = "\0";

    /** Kind and key, see {@link #id}. */
    public static final String ID = "id";

    /** The key as it was sent and is shown, absent from tombstones. */
    public static final String KEY = "key";

    /** Absent from tombstones, which thus match no search. */
    public static final String KIND = "kind";

    /**
     * The {@link #ID} of records with a successor. A field of its own, because few records have one and a small term
     * dictionary is fast to search.
     */
    public static final String SUCCEEDED = "succeeded";

    /** Revision of the state of the record that the document holds. */
    public static final String REVISION = "revision";

    /** The kind of every document; tombstones, which have no {@link #KIND}, have it, too. */
    public static final String LOGGED = "logged";

    /** Hashes of the key and of the record, see {@link PublicLog.Digest}; absent from tombstones. */
    public static final String DIGEST = "digest";

    public static final String IDENTIFIER = "identifier";
    public static final String PLACE = "place";
    public static final String VISIBLE_FROM = "visibleFrom";
    public static final String VISIBLE_UNTIL = "visibleUntil";
    public static final String WITHDRAWN_AT = "withdrawnAt";

    /** Time at which a record was published or last changed, see {@link Entry#updated}. */
    public static final String UPDATED = sorted(Order.NEWEST.field());

    /** When the state of the record began that the document holds, absent from tombstones. */
    public static final String SINCE = "since";

    /** All states of the record are known from then on, absent if that is all there were. */
    public static final String KNOWN_SINCE = "knownSince";

    /**
     * No state of the record was public before, in milliseconds; {@link Long#MIN_VALUE} if that is not known. Absent
     * without {@link #KNOWN_SINCE}.
     */
    public static final String UNKNOWN_SINCE = "unknownSince";

    /** When the next state began; superseded states only. */
    public static final String UNTIL = "until";

    /** The {@link #ID} of the record and the slot of a superseded state. */
    public static final String STATE = "state";

    /** Name of the publisher that owns a record, empty for nobody; absent from tombstones. */
    public static final String OWNER = "owner";

    /** 12-digit code of the division in which a record is written, absent where there is none. */
    public static final String OWNED_IN = "ownedIn";

    /** The main date of a record, absent where there is none. */
    public static final String DATE = "date";

    /** Name of the publishing body, absent where it is not known. */
    public static final String PUBLISHER = "publisher";

    /** The {@link #ID} of the organization that a record without {@link #PUBLISHER} belongs to. */
    public static final String ORGANIZATION = "organization";

    /** All terms of a record with their weights as frequencies, see {@link TermWeights}. */
    public static final String WORDS = "words";

    /** See {@link StaticRank}. */
    public static final String STATIC_RANK = "standing";

    /** All text of a record with positions, for phrases. */
    public static final String TEXT = "text";

    /**
     * The title with positions and, as doc values, for display; {@link #SUMMARY} and {@link #BODY} are doc values only.
     */
    public static final String TITLE = "title";

    /** Not fields: name the keywords and the names of files among {@link #EMPHASES}. */
    static final String KEYWORDS = "keywords";

    static final String FILE_NAMES = "fileNames";

    public static final String SUMMARY = "summary";
    public static final String BODY = "body";

    /** The title as one term, by {@link ChineseText#letters}. */
    public static final String NAME = "name";

    /** The spellings of the name of each file that comes with the record, as one term, see {@link FileName}. */
    public static final String FILE = "file";

    /**
     * Hashes and names of the stored files that come with the record, as terms, see {@link RecordFiles#download}; the
     * files without their texts as doc values.
     */
    public static final String DOWNLOAD = "download";

    /** Short titles of records that people search for by name, as one term; used by spelling correction. */
    public static final String NAMED = "named";

    /** The title for suggestions, see {@link SuggestField}. */
    public static final String SUGGEST = "suggest";

    /** Time from which a record is no longer in force, absent where there is none. */
    public static final String LAPSED_FROM = "lapsedFrom";

    /** Identities of the records that a record replaces, see {@link ReferenceMeaning#REPLACES}. */
    public static final String REPLACES = "replaces";

    /** The edition of which a record is a part, see {@link #edition}; doc values. */
    public static final String EDITION = "edition";

    /** Identities of the records that have replaced a record, stated by the record itself. */
    public static final String REPLACED_BY = "replacedBy";

    /**
     * Time from which the records that it {@link #REPLACES}, or those of earlier editions, are replaced; absent if they
     * are as soon as it is indexed.
     */
    public static final String EFFECT_FROM = "effectFrom";

    /** Time from which a record is in effect, absent if it is so as soon as it is public. */
    public static final String IN_EFFECT_FROM = "inEffectFrom";

    /** Identities of the records that a record links to, and of files that have not arrived; doc values. */
    public static final String LINKS = "links";

    /** Numbers of the documents that a record cites, as {@link #IDENTIFIER} has them; doc values. */
    public static final String CITED_NUMBERS = "citedNumbers";

    /** Titles of the documents that a record cites, as {@link #NAME} has them; doc values. */
    public static final String CITED_TITLES = "citedTitles";

    /** Subjects whose amounts a record fixes, see {@link StatedAmounts}. */
    public static final String STANDARD = "standard";

    /** Identities of the records that a record is based on, stated by the record itself; doc values. */
    public static final String BASED_ON = "basedOn";

    /** Identities of the records that are based on a record, stated by the latter; terms. */
    public static final String BASIS_OF = "basisOf";

    /** The record as JSON, as shown in a list of its kind. */
    public static final String ITEM_JSON = "itemJson";

    /** The record as JSON, as shown in a list of all kinds. */
    public static final String CARD_JSON = "cardJson";

    /** The whole record as JSON, absent where {@link #ITEM_JSON} is the whole. */
    public static final String RECORD_JSON = "recordJson";

    /** The fields that state what a record is about, with their weights. All other text has the weight 1. */
    static final List<Emphasis> EMPHASES = List.of(
            new Emphasis(TITLE, 8), new Emphasis(KEYWORDS, 4), new Emphasis(SUMMARY, 2), new Emphasis(FILE_NAMES, 2));

    record Emphasis(String field, float weight) {}

    private IndexFields() {}

    /** Returns the typical length of a field in characters. Terms of longer fields weigh less. */
    static float typicalLength(String field) {
        return switch (field) {
            case TITLE, SUGGEST -> 20;
            case KEYWORDS, FILE_NAMES -> 30;
            case SUMMARY -> 100;
            default -> 800;
        };
    }

    /** Returns the field with the values of a filter. */
    public static String value(String filter) {
        return "value." + filter;
    }

    /** Returns the field of a time or number that hits are sorted by. */
    public static String sorted(String name) {
        return "sorted." + name;
    }

    /**
     * Returns the field of the time at which a record of a kind first became public, or will; tombstones, which have no
     * {@link #KIND}, have it, too. See {@link Change#firstPublic}.
     */
    public static String firstPublic(String kind) {
        return "firstPublic." + kind;
    }

    /** Returns an edition as one text; {@link #readEdition} reads it. */
    public static String edition(Kind.Edition edition) {
        String area = edition.area() == null ? "" : edition.area();
        return String.join(SEPARATOR, area, edition.edition(), edition.series());
    }

    public static Kind.Edition readEdition(String text) {
        String[] parts = text.split(SEPARATOR, 3);
        return new Kind.Edition(parts[2], parts[0].isEmpty() ? null : parts[0], parts[1]);
    }

    /** Returns the identity of a record: kind, slash, canonical key. */
    public static String id(String kind, String key) {
        return kind + '/' + Identifier.canonical(key);
    }
}
