package org.sunwindow.search;

import java.util.List;

/** Names of the fields in the index. */
final class Fields {

    /** Kind and key; the identity of a document, and the end of every order. */
    static final String ID = "id";

    /** Present on what can be found; a tombstone has only its identity. */
    static final String KIND = "kind";

    static final String IDENTIFIER = "identifier";
    static final String PLACE = "place";
    static final String VISIBLE_FROM = "visibleFrom";
    static final String VISIBLE_UNTIL = "visibleUntil";
    static final String WITHDRAWN_AT = "withdrawnAt";

    static final String TITLE = "title";
    static final String KEYWORDS = "keywords";
    static final String SUMMARY = "summary";
    static final String BODY = "body";

    /** Ready-made JSON: in a list of its kind, in a list of all kinds, on its own. */
    static final String ITEM_JSON = "itemJson";

    static final String CARD_JSON = "cardJson";
    static final String RECORD_JSON = "recordJson";

    private static final String VALUE_PREFIX = "value.";
    private static final String TIME_PREFIX = "time.";

    /**
     * Where text is looked for, and how much a hit there weighs: a title says what a record is about, a body only what
     * it mentions.
     */
    static final List<Text> TEXTS =
            List.of(new Text(TITLE, 8), new Text(KEYWORDS, 4), new Text(SUMMARY, 2), new Text(BODY, 1));

    record Text(String field, float boost) {}

    private Fields() {}

    static String value(String filter) {
        return VALUE_PREFIX + filter;
    }

    static String time(String name) {
        return TIME_PREFIX + name;
    }

    static String id(String kind, String key) {
        return kind + '/' + key;
    }
}
