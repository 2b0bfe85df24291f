package org.sunwindow.index.lucene.write;

import java.util.List;
import org.sunwindow.index.lucene.suggest.SuggestField;
import org.sunwindow.language.ChineseText;

/** Names of the fields in the index. */
public final class IndexFields {

    /** Kind and key; the identity of a document, and the end of every order. */
    public static final String ID = "id";

    /** Present on what can be found; a tombstone has only its identity. */
    public static final String KIND = "kind";

    /** The identity once more of what has a successor: of hundreds of thousands of divisions, in how few to look. */
    public static final String SUCCEEDED = "succeeded";

    public static final String IDENTIFIER = "identifier";
    public static final String PLACE = "place";
    public static final String VISIBLE_FROM = "visibleFrom";
    public static final String VISIBLE_UNTIL = "visibleUntil";
    public static final String WITHDRAWN_AT = "withdrawnAt";

    /** What each word is worth in a record, see {@link TermWeights}. */
    public static final String WORDS = "words";

    /** What a record is worth whatever is asked, see {@link StaticRank}. */
    public static final String STANDING = "standing";

    /** All that is read of a record, with positions: where phrases are looked up. */
    public static final String TEXT = "text";

    public static final String TITLE = "title";

    /** Searched by {@link #WORDS}; summary and body are columns to be highlighted. */
    static final String KEYWORDS = "keywords";

    public static final String SUMMARY = "summary";
    public static final String BODY = "body";

    /** The title as one term, by {@link ChineseText#letters}. */
    public static final String NAME = "name";

    /** The same of what people ask for by name, where it is short: services, bodies, places. */
    public static final String NAMED = "named";

    /** The title for suggestions, see {@link SuggestField}. */
    public static final String SUGGEST = "suggest";

    /** From when on it is no longer in force, present only where that is known. */
    public static final String LAPSED_FROM = "lapsedFrom";

    /** Ready-made JSON: in a list of its kind, in a list of all kinds, on its own where that shows more than the list. */
    public static final String ITEM_JSON = "itemJson";

    public static final String CARD_JSON = "cardJson";
    public static final String RECORD_JSON = "recordJson";

    private static final String VALUE_PREFIX = "value.";
    private static final String TIME_PREFIX = "time.";

    /**
     * Where a hit weighs more than somewhere in the text: a title says what a record is about, a body only what it
     * mentions.
     */
    static final List<Emphasis> EMPHASES =
            List.of(new Emphasis(TITLE, 8), new Emphasis(KEYWORDS, 4), new Emphasis(SUMMARY, 2));

    record Emphasis(String field, float weight) {}

    private IndexFields() {}

    /** Usual number of characters; a field that is longer says less with each word. */
    static float usualLength(String field) {
        return switch (field) {
            case TITLE, SUGGEST -> 20;
            case KEYWORDS -> 30;
            case SUMMARY -> 100;
            default -> 800;
        };
    }

    public static String value(String filter) {
        return VALUE_PREFIX + filter;
    }

    public static String time(String name) {
        return TIME_PREFIX + name;
    }

    public static String id(String kind, String key) {
        return kind + '/' + key;
    }
}
