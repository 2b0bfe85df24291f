package org.sunwindow.search;

import java.io.IOException;

/** What is made of a vocabulary and a snapshot once for many requests. Others wait while it is made. */
final class MadeWords {

    private final Object suggesting = new Object();
    private final Object correcting = new Object();
    private volatile SuggestWords suggestWords;
    private volatile Correction correction;

    Correction correction(Snapshot snapshot, Vocabulary current) throws IOException {
        Correction known = correction;
        if (known == null || !known.isOf(current, snapshot.names())) {
            synchronized (correcting) {
                known = correction;
                if (known == null || !known.isOf(current, snapshot.names())) {
                    known = new Correction(current, snapshot.names());
                    correction = known;
                }
            }
        }
        return known;
    }

    SuggestWords suggestWords(Snapshot snapshot, Vocabulary current) throws IOException {
        SuggestWords known = suggestWords;
        if (known == null || !known.isOf(current, snapshot.topics())) {
            synchronized (suggesting) {
                known = suggestWords;
                if (known == null || !known.isOf(current, snapshot.topics())) {
                    known = new SuggestWords(current, snapshot.topics());
                    suggestWords = known;
                }
            }
        }
        return known;
    }
}
