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

/** Finds surface forms in a text. Normalizing keeps the length of a text, so offsets are those of the original. */
final class SurfaceFormOffsets extends FieldOffsetStrategy {

    private final List<SurfaceForm> forms;

    SurfaceFormOffsets(String field, List<SurfaceForm> forms) {
        super(new UHComponents(
                field,
                name -> true,
                new MatchAllDocsQuery(),
                new BytesRef[0],
                PhraseHelper.NONE,
                new LabelledCharArrayMatcher[0],
                false,
                Set.of()));
        this.forms = forms;
    }

    @Override
    public OffsetSource getOffsetSource() {
        return OffsetSource.ANALYSIS;
    }

    @Override
    public OffsetsEnum getOffsetsEnum(LeafReader reader, int document, String content) throws IOException {
        String text = ChineseText.normalize(content);
        var found = new ArrayList<OffsetsEnum>();
        for (SurfaceForm form : forms) {
            List<SurfaceForm.Span> spans = form.findIn(text);
            if (!spans.isEmpty()) {
                found.add(new Occurrences(form, spans));
            }
        }
        return switch (found.size()) {
            case 0 -> OffsetsEnum.EMPTY;
            case 1 -> found.getFirst();
            default -> new OffsetsEnum.MultiOffsetsEnum(found);
        };
    }

    private static final class Occurrences extends OffsetsEnum {

        private final BytesRef term;
        private final List<SurfaceForm.Span> spans;
        private int at = -1;

        Occurrences(SurfaceForm form, List<SurfaceForm.Span> spans) {
            this.term = new BytesRef(form.text());
            this.spans = spans;
        }

        @Override
        public boolean nextPosition() {
            return ++at < spans.size();
        }

        @Override
        public int freq() {
            return spans.size();
        }

        @Override
        public BytesRef getTerm() {
            return term;
        }

        @Override
        public int startOffset() {
            return spans.get(at).start();
        }

        @Override
        public int endOffset() {
            return spans.get(at).end();
        }
    }
}
