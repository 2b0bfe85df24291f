package org.sunwindow.index.lucene;

import java.io.IOException;
import java.util.List;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.language.SpellingCorrector;
import org.sunwindow.language.Vocabulary;

/**
 * Holds the spelling corrector of the latest vocabulary and names. It is costly to build, so it is rebuilt on change
 * only.
 */
final class CorrectorCache {

    private volatile SpellingCorrector corrector;

    /** Returns the corrector for a snapshot; while it is being built, concurrent callers wait. */
    SpellingCorrector get(Snapshot snapshot, Vocabulary vocabulary) throws IOException {
        List<String> names = snapshot.names().titles();
        SpellingCorrector known = corrector;
        if (known == null || !known.isOf(vocabulary, names)) {
            synchronized (this) {
                known = corrector;
                if (known == null || !known.isOf(vocabulary, names)) {
                    known = new SpellingCorrector(vocabulary, names);
                    corrector = known;
                }
            }
        }
        return known;
    }
}
