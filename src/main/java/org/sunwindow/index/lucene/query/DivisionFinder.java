package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.kind.Filter;
import org.sunwindow.language.ChineseText;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.place.DivisionName;

/**
 * Finds a division by its name and the names of what it lies in, as they are written in an address: 云川市东湖区湖滨街道. Levels may
 * be left out, and so may the last word of a name (云川东湖). What follows that is no division, such as a street, is left over.
 */
public final class DivisionFinder {

    private static final String WITHIN = "division";

    private static final int SHORTEST = 2;
    private static final int LONGEST = 20;

    /** Divisions of one name that are looked into further, more than are called alike in the whole country. */
    private static final int MOST_ALIKE = 3_000;

    private final Snapshot snapshot;
    private final String field;

    /**
     * @param filter of {@link Filter.Mode#NAMES}
     */
    DivisionFinder(Snapshot snapshot, Filter filter) {
        this.snapshot = snapshot;
        this.field = IndexFields.value(filter.name());
    }

    /**
     * @param ids        of the divisions, none if not even the first name is one
     * @param understood what of the text names them, {@code null} for nothing
     */
    record Found(List<String> ids, String understood, boolean isWhole) {}

    /**
     * @param text letters only, see {@link Filter#canonical}
     */
    Found find(String text) throws IOException {
        var steps = new ArrayList<>(List.of(new Step(List.of(), 0, true)));
        while (steps.getLast().end() < text.length()) {
            Step next = next(text, steps.getLast());
            if (next == null) {
                break;
            }
            steps.add(next);
        }
        // 湖滨北路 is a street and not 湖滨街道
        if (steps.getLast().end() < text.length() && !steps.getLast().isWhole()) {
            steps.removeLast();
        }
        Step last = steps.getLast();
        List<String> ids = last.codes().stream().map(DivisionFinder::id).toList();
        String understood = last.end() == 0 ? null : text.substring(0, last.end());
        return new Found(ids, understood, last.end() == text.length());
    }

    /**
     * @param codes   of the divisions that are called so and lie in those of the step before
     * @param end     of their name in the text
     * @param isWhole whether one of them is written as it is, and not without its last word
     */
    private record Step(List<String> codes, int end, boolean isWhole) {}

    /** By the longest name, {@code null} where none goes on. */
    private Step next(String text, Step step) throws IOException {
        int begin = step.end();
        for (int end = Math.min(text.length(), begin + LONGEST); end - begin >= SHORTEST; end--) {
            String name = text.substring(begin, end);
            List<Integer> documents = called(name, step.codes());
            if (!documents.isEmpty()) {
                var codes = new ArrayList<String>();
                boolean whole = false;
                for (int document : documents) {
                    codes.add(snapshot.id(document).substring(DivisionCode.KIND.length() + 1));
                    whole = whole || DivisionName.isWhole(name, ChineseText.letters(snapshot.title(document)));
                }
                return new Step(codes, end, whole);
            }
        }
        return null;
    }

    private static String id(String code) {
        return IndexFields.id(DivisionCode.KIND, code);
    }

    /**
     * @param within divisions in one of which it lies, empty for anywhere
     */
    private List<Integer> called(String name, List<String> within) throws IOException {
        Query called = snapshot.term(field, name);
        if (called == Snapshot.NOTHING) {
            return List.of();
        }
        var query = new BooleanQuery.Builder().add(called, Occur.FILTER);
        if (!within.isEmpty()) {
            query.add(snapshot.anyOf(IndexFields.value(WITHIN), within), Occur.FILTER);
            // itself has been named already; but 吉林 may be the province, in which there is a city of the same name
            Set<String> all = Set.copyOf(within);
            Stream<String> themselves = within.stream().filter(code -> isHighest(code, all));
            List<String> ids = themselves.map(DivisionFinder::id).toList();
            query.add(snapshot.anyOf(IndexFields.ID, ids), Occur.MUST_NOT);
        }
        var documents = new ArrayList<Integer>();
        for (ScoreDoc hit : snapshot.search(query.build(), MOST_ALIKE, new Sort(StaticRank.LAST)).scoreDocs) {
            documents.add(hit.doc);
        }
        return documents;
    }

    private static boolean isHighest(String code, Set<String> among) {
        return DivisionCode.path(code).stream().noneMatch(above -> !above.equals(code) && among.contains(above));
    }
}
