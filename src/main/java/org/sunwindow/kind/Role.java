package org.sunwindow.kind;

/** Where the text of a field is searched; earlier constants weigh more. */
public enum Role {
    /** What the record is called. */
    TITLE,
    /** Words that describe the whole record: keywords, other names, a document number. */
    KEYWORDS,
    SUMMARY,
    /**
     * Names of the files that come with the record, such as attachments and forms. The whole name of one finds it
     * first.
     */
    FILE_NAME,
    /** Everything else that is read, as plain text. */
    BODY,
    /** Names by which the record is found, but which it is not about, such as its publisher. */
    MENTION
}
