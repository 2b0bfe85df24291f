package org.sunwindow.index.lucene.highlight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.uhighlight.FieldOffsetStrategy;
import org.apache.lucene.search.uhighlight.LabelledCharArrayMatcher;
import org.apache.lucene.search.uhighlight.OffsetsEnum;
import org.apache.lucene.search.uhighlight.PhraseHelper;
import org.apache.lucene.search.uhighlight.UHComponents;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter.OffsetSource;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.language.ChineseText;

/** Finds where wordings stand in a text. Its normalised spelling has as many characters, so places are the same. */
final class SurfaceFormOffsets extends FieldOffsetStrategy {

    private final List<SurfaceForm> wordings;

    SurfaceFormOffsets(String field, List<SurfaceForm> wordings) {
        super(new UHComponents(
                field,
                name -> true,
                new MatchAllDocsQuery(),
                new BytesRef[0],
                PhraseHelper.NONE,
                new LabelledCharArrayMatcher[0],
                false,
                Set.of()));
        this.wordings = wordings;
    }

    @Override
    public OffsetSource getOffsetSource() {
        return OffsetSource.ANALYSIS;
    }

    @Override
    public OffsetsEnum getOffsetsEnum(LeafReader reader, int document, String content) throws IOException {
        String text = ChineseText.normalize(content);
        var found = new ArrayList<OffsetsEnum>();
        for (SurfaceForm wording : wordings) {
            List<SurfaceForm.Place> places = wording.in(text);
            if (!places.isEmpty()) {
                found.add(new Places(wording, places));
            }
        }
        return switch (found.size()) {
            case 0 -> OffsetsEnum.EMPTY;
            case 1 -> found.getFirst();
            default -> new OffsetsEnum.MultiOffsetsEnum(found);
        };
    }

    private static final class Places extends OffsetsEnum {

        private final BytesRef term;
        private final List<SurfaceForm.Place> places;
        private int at = -1;

        Places(SurfaceForm wording, List<SurfaceForm.Place> places) {
            this.term = new BytesRef(wording.text());
            this.places = places;
        }

        @Override
        public boolean nextPosition() {
            return ++at < places.size();
        }

        @Override
        public int freq() {
            return places.size();
        }

        @Override
        public BytesRef getTerm() {
            return term;
        }

        @Override
        public int startOffset() {
            return places.get(at).start();
        }

        @Override
        public int endOffset() {
            return places.get(at).end();
        }
    }
}
