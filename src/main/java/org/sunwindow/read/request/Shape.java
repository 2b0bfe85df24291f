package org.sunwindow.read.request;

import jakarta.ws.rs.core.MediaType;

/** What the answer of a list consists of. */
public enum Shape {
    /** Records, as JSON or in a format of their kind. */
    RECORDS(MediaType.APPLICATION_JSON),
    /** What is new, as Atom. */
    FEED(MediaType.APPLICATION_ATOM_XML),
    /** Titles and dates for electronic screens, as JSON. The type of its own tells clients that it is no list of records. */
    BOARD("application/vnd.sunwindow.board+json"),
    /** The same as text. */
    BOARD_TEXT(MediaType.TEXT_PLAIN);

    private final String mediaType;

    Shape(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * @param mediaType that {@code Accept} has chosen
     * @param board     whether {@code view=board} was requested
     */
    public static Shape of(String mediaType, boolean board) {
        if (board) {
            return mediaType.equals(BOARD_TEXT.mediaType) ? BOARD_TEXT : BOARD;
        }
        return mediaType.equals(FEED.mediaType) ? FEED : RECORDS;
    }

    /** Returns the media type, of records the standard one. */
    public String mediaType() {
        return mediaType;
    }

    public boolean isBoard() {
        return this == BOARD || this == BOARD_TEXT;
    }
}
