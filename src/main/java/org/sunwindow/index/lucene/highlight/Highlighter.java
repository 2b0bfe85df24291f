package org.sunwindow.index.lucene.highlight;

import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.uhighlight.CustomSeparatorBreakIterator;
import org.apache.lucene.search.uhighlight.FieldHighlighter;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.PassageScorer;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.SearchResult.Fragment;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.Sealed;

/** Highlights texts in hits: the whole title and the best passage of summary and body. */
public final class Highlighter extends UnifiedHighlighter {

    static final List<String> FIELDS = List.of(IndexFields.TITLE, IndexFields.SUMMARY, IndexFields.BODY);
    private static final Query ANY = new MatchAllDocsQuery();
    private static final int[] ONE_PASSAGE_EACH = {1, 1, 1};

    /** Characters of a text that are searched; matches after them are not highlighted. */
    private static final int MAX_TEXT = 50_000;

    /** Target length of a passage in characters. */
    private static final int PASSAGE = 80;

    private static final int MAX_PASSAGE = 200;

    private final Snapshot snapshot;
    private final List<SurfaceForm> forms;

    /**
     * @param texts to highlight, in normalized spelling
     */
    public Highlighter(Snapshot snapshot, ChineseAnalyzer analyzer, Collection<String> texts) {
        super(UnifiedHighlighter.builder(snapshot, analyzer).withMaxNoHighlightPassages(0));
        this.snapshot = snapshot;
        this.forms = texts.stream()
                .filter(text -> !text.isEmpty())
                .map(SurfaceForm::of)
                .toList();
    }

    /** Returns the fragments of each document by field, in the order of the documents. */
    public List<Map<String, List<Fragment>>> highlight(int[] documents) throws IOException {
        var highlights = new ArrayList<Map<String, List<Fragment>>>(documents.length);
        for (int i = 0; i < documents.length; i++) {
            highlights.add(new HashMap<>());
        }
        if (documents.length > 0) {
            highlightFieldsAsObjects(FIELDS.toArray(String[]::new), ANY, documents, ONE_PASSAGE_EACH)
                    .forEach((field, found) -> {
                        for (int i = 0; i < documents.length; i++) {
                            if (found[i] instanceof Fragments fragments) {
                                highlights.get(i).put(field, fragments.list());
                            }
                        }
                    });
        }
        return highlights;
    }

    /** Reads the texts from doc values. */
    @Override
    protected List<CharSequence[]> loadFieldValues(String[] fields, DocIdSetIterator documents, int maxLength)
            throws IOException {
        var texts = new ArrayList<CharSequence[]>();
        LeafReaderContext leaf = null;
        var docValues = new BinaryDocValues[fields.length];
        for (int document = documents.nextDoc();
                document != DocIdSetIterator.NO_MORE_DOCS;
                document = documents.nextDoc()) {
            LeafReaderContext next = snapshot.leaf(document);
            if (next != leaf) {
                leaf = next;
                for (int i = 0; i < fields.length; i++) {
                    docValues[i] = DocValues.getBinary(leaf.reader(), fields[i]);
                }
            }
            var ofDocument = new CharSequence[fields.length];
            for (int i = 0; i < fields.length; i++) {
                if (docValues[i].advanceExact(document - leaf.docBase)) {
                    String text = Sealed.open(docValues[i].binaryValue()).utf8ToString();
                    ofDocument[i] = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
                }
            }
            texts.add(ofDocument);
        }
        return texts;
    }

    /** Searches the texts for the surface forms, which is much faster than analysing them again. */
    @Override
    protected FieldHighlighter getFieldHighlighter(String field, Query query, Set<Term> terms, int passages) {
        return newFieldHighlighter(
                field,
                new SurfaceFormOffsets(field, forms),
                getBreakIterator(field),
                new Scorer(),
                passages,
                0,
                getFormatter(field),
                getPassageSortComparator(field));
    }

    @Override
    protected BreakIterator getBreakIterator(String field) {
        return field.equals(IndexFields.TITLE)
                ? new WholeBreakIterator()
                : LengthGoalBreakIterator.createClosestToLength(new CustomSeparatorBreakIterator('。'), PASSAGE, 0.5f);
    }

    @Override
    protected PassageFormatter getFormatter(String field) {
        boolean whole = field.equals(IndexFields.TITLE);
        return new PassageFormatter() {
            @Override
            public Fragments format(Passage[] passages, String content) {
                var fragments = new Fragments(new ArrayList<>());
                for (Passage passage : passages) {
                    fragments.add(passage, content, whole);
                }
                return fragments.list().isEmpty() ? null : fragments;
            }
        };
    }

    /**
     * Scores as {@code PassageScorer} of Lucene 10.6 does, but distinguishes terms by identity: they are the same
     * objects here, while Lucene's method allocates a {@code BytesRefHash} of 32 kB for each passage. Compare it with
     * Lucene's method on each upgrade.
     */
    private static final class Scorer extends PassageScorer {

        @Override
        public float score(Passage passage, int length) {
            var inPassage = new IdentityHashMap<BytesRef, Integer>();
            var inText = new IdentityHashMap<BytesRef, Integer>();
            for (int i = 0; i < passage.getNumMatches(); i++) {
                BytesRef term = passage.getMatchTerms()[i];
                inPassage.merge(term, 1, Integer::sum);
                inText.put(term, passage.getMatchTermFreqsInDoc()[i]);
            }
            float score = 0;
            for (var term : inPassage.entrySet()) {
                score += tf(term.getValue(), passage.getLength()) * weight(inText.get(term.getKey()), length);
            }
            return score * norm(passage.getStartOffset());
        }
    }

    private record Fragments(List<Fragment> list) {

        void add(Passage passage, String content, boolean whole) {
            if (passage.getNumMatches() == 0) {
                return;
            }
            int start = passage.getStartOffset();
            int end = passage.getEndOffset();
            if (!whole && end - start > MAX_PASSAGE) {
                start = Math.max(start, passage.getMatchStarts()[0] - PASSAGE / 2);
                end = Math.min(end, start + MAX_PASSAGE);
                start += Character.isLowSurrogate(content.charAt(start)) ? 1 : 0;
                end -= Character.isHighSurrogate(content.charAt(end - 1)) ? 1 : 0;
            }
            int position = start;
            for (int i = 0; i < passage.getNumMatches(); i++) {
                int hitStart = Math.max(position, passage.getMatchStarts()[i]);
                int hitEnd = Math.min(end, passage.getMatchEnds()[i]);
                if (hitStart < hitEnd) {
                    text(content, position, hitStart, false);
                    text(content, hitStart, hitEnd, true);
                    position = hitEnd;
                }
            }
            text(content, position, end, false);
        }

        private void text(String content, int start, int end, boolean hit) {
            if (start >= end) {
                return;
            }
            String text = content.substring(start, end);
            // joins adjacent matches, such as overlapping bigrams
            if (hit && !list.isEmpty() && list.getLast().hit()) {
                list.set(list.size() - 1, new Fragment(list.getLast().text() + text, true));
            } else {
                list.add(new Fragment(text, hit));
            }
        }
    }
}
