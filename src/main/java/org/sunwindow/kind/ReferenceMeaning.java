package org.sunwindow.kind;

/** The meaning of a reference. Statements of a record about itself always count; statements about others may not. */
public enum ReferenceMeaning {
    NONE,
    /**
     * It takes the place of the others. They are not in force once it is public and in effect, until it is withdrawn,
     * if its owner may write them.
     */
    REPLACES,
    /** One of the others has taken its place. When it ceases to be in force is stated by {@link Kind#lapsesOn}. */
    REPLACED_BY,
    /** It explains or answers the others. It is marked while one of them is not in force. */
    BASED_ON,
    /** The others are {@link #BASED_ON} it. */
    BASIS_OF;

    /**
     * Whether it is a statement about the others, not about the record itself: that they are replaced, or what they are
     * based on. It counts only if the owner of the record may write the others.
     */
    public boolean isAboutOther() {
        return this == REPLACES || this == BASIS_OF;
    }

    /**
     * Whether the others show the record only if they state the relation themselves, or the owner of the record may
     * write them: it is {@link #isAboutOther}, or makes them the successor of another. Any other reference is shown
     * with them and marked, see {@link RelatedRecords.Reference#byOther}.
     */
    public boolean isShownWithConsentOnly() {
        return isAboutOther() || this == REPLACED_BY;
    }
}
