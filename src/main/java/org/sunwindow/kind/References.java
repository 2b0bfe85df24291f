package org.sunwindow.kind;

/**
 * Records that the values of a {@link Filter} refer to.
 *
 * @param kind     kind whose records have the values as keys and label them by their titles, {@code null} for none
 * @param mirror   filter of the referenced kind that refers back to this one; a record matches if either refers to the
 *     other; may be {@code null}
 * @param relation what it means for the records that one refers to each other
 * @param tree     filter by which the referenced records form a tree, so that a value can include those below it;
 *     {@code null} for none
 */
record References(String kind, String mirror, ReferenceMeaning relation, String tree) {

    static References to(String kind) {
        return new References(kind, null, ReferenceMeaning.NONE, null);
    }
}
