package org.sunwindow.index.lucene;

import java.io.IOException;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.suggest.SuggestedTerms;
import org.sunwindow.language.SpellingCorrector;
import org.sunwindow.language.Vocabulary;

/** What is made of a vocabulary and a snapshot once for many requests. Others wait while it is made. */
final class VocabularyCaches {

    private final Object suggesting = new Object();
    private final Object correcting = new Object();
    private volatile SuggestedTerms suggestWords;
    private volatile SpellingCorrector correction;

    SpellingCorrector corrector(Snapshot snapshot, Vocabulary current) throws IOException {
        SpellingCorrector known = correction;
        if (known == null || !known.isOf(current, snapshot.names())) {
            synchronized (correcting) {
                known = correction;
                if (known == null || !known.isOf(current, snapshot.names())) {
                    known = new SpellingCorrector(current, snapshot.names());
                    correction = known;
                }
            }
        }
        return known;
    }

    SuggestedTerms suggestedTerms(Snapshot snapshot, Vocabulary current) throws IOException {
        SuggestedTerms known = suggestWords;
        if (known == null || !known.isOf(current, snapshot.topics())) {
            synchronized (suggesting) {
                known = suggestWords;
                if (known == null || !known.isOf(current, snapshot.topics())) {
                    known = new SuggestedTerms(current, snapshot.topics());
                    suggestWords = known;
                }
            }
        }
        return known;
    }
}
