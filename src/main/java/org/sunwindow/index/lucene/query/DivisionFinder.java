package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
import org.sunwindow.kind.FilterMode;
import org.sunwindow.language.ChineseText;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.place.DivisionName;

/**
 * Finds divisions by name, preceded by the names of divisions they are part of, as in an address: 云川市东湖区湖滨街道. Levels
 * and the last words of names may be omitted (云川东湖). Text after the last name, such as a street, is ignored.
 *
 * <p>Where a level has no division of its own, lists of regions fill it with the name above it (北京市北京市东城区, as in the
 * region picker of WeChat) or with a word for the kind of divisions in it (重庆市县城口县). Both are skipped, see
 * {@link DivisionName#filler}.
 */
final class DivisionFinder {

    /** Filter by the divisions that a division is part of, itself included. */
    private static final String PART_OF = "division";

    /** Characters of a name. */
    private static final int MIN_LENGTH = 2;

    private static final int MAX_LENGTH = 20;

    /** Maximum number of divisions of one name, more than there are in the whole country. */
    private static final int MAX_HOMONYMS = 3_000;

    private final Snapshot snapshot;
    private final String field;

    /**
     * @param filter of {@link FilterMode#NAMES}
     */
    DivisionFinder(Snapshot snapshot, Filter filter) {
        this.snapshot = snapshot;
        this.field = IndexFields.value(filter.name());
    }

    /**
     * @param ids     of the divisions; empty if the text does not begin with the name of one
     * @param matched the part of the text that names them, {@code null} if there are none
     * @param whole   whether that is the whole text
     */
    record Found(List<String> ids, String matched, boolean whole) {}

    /**
     * @param text letters only, see {@link Filter#canonical}
     */
    Found find(String text) throws IOException {
        var steps = new ArrayList<>(List.of(new Step(List.of(), Set.of(), 0, true)));
        while (steps.getLast().end() < text.length()) {
            Step next = next(text, steps.getLast());
            if (next == null) {
                break;
            }
            steps.add(next);
        }
        // 湖滨北路 is a street, not 湖滨街道
        if (steps.getLast().end() < text.length() && !steps.getLast().withLastWord()) {
            steps.removeLast();
        }
        Step last = steps.getLast();
        List<String> ids = last.codes().stream().map(DivisionFinder::id).toList();
        String matched = last.end() == 0 ? null : text.substring(0, last.end());
        return new Found(ids, matched, last.end() == text.length());
    }

    /**
     * One name of the text.
     *
     * @param codes        of the divisions of this name that are part of those of the step before
     * @param names        of these divisions
     * @param end          of the name in the text
     * @param withLastWord whether the name is complete for one of them
     */
    private record Step(List<String> codes, Set<String> names, int end, boolean withLastWord) {}

    /** Returns the step with the next name, which fillers may precede; {@code null} if there is none. */
    private Step next(String text, Step step) throws IOException {
        Step name = named(text, step);
        int filled = step.codes().isEmpty() ? -1 : DivisionName.filler(text, step.end(), step.names());
        // the second name of 吉林省吉林省吉林市 is the province, although a city is called 吉林
        if (name == null && filled < 0 || name != null && name.end() >= filled) {
            return name;
        }
        var after = new Step(step.codes(), step.names(), filled, true);
        Step next = filled == text.length() ? after : next(text, after);
        return next == null ? name : next;
    }

    /** Returns the step with the longest name right after another step, {@code null} if there is none. */
    private Step named(String text, Step step) throws IOException {
        int begin = step.end();
        for (int end = Math.min(text.length(), begin + MAX_LENGTH); end - begin >= MIN_LENGTH; end--) {
            String name = text.substring(begin, end);
            List<Integer> documents = named(name, step.codes());
            if (!documents.isEmpty()) {
                var codes = new ArrayList<String>();
                var names = new LinkedHashSet<String>();
                for (int document : documents) {
                    codes.add(snapshot.documents().id(document).substring(DivisionCode.KIND.length() + 1));
                    names.add(ChineseText.letters(snapshot.documents().title(document)));
                }
                boolean withLastWord = names.stream().anyMatch(title -> DivisionName.isWhole(name, title));
                return new Step(codes, names, end, withLastWord);
            }
        }
        return null;
    }

    private static String id(String code) {
        return IndexFields.id(DivisionCode.KIND, code);
    }

    /**
     * Returns the divisions of a name.
     *
     * @param within codes of divisions, one of which they are part of; empty for any
     */
    private List<Integer> named(String name, List<String> within) throws IOException {
        Query named = snapshot.term(field, name);
        if (named == Snapshot.NOTHING) {
            return List.of();
        }
        var query = new BooleanQuery.Builder().add(named, Occur.FILTER);
        if (!within.isEmpty()) {
            query.add(snapshot.anyOf(IndexFields.value(PART_OF), within), Occur.FILTER);
            // no division is part of itself; but 吉林 may be the province, which has a city of the same name
            Set<String> all = Set.copyOf(within);
            Stream<String> highest = within.stream().filter(code -> isHighest(code, all));
            List<String> ids = highest.map(DivisionFinder::id).toList();
            query.add(snapshot.anyOf(IndexFields.ID, ids), Occur.MUST_NOT);
        }
        var documents = new ArrayList<Integer>();
        for (ScoreDoc hit : snapshot.search(query.build(), MAX_HOMONYMS, new Sort(StaticRank.BY_ID)).scoreDocs) {
            documents.add(hit.doc);
        }
        return documents;
    }

    private static boolean isHighest(String code, Set<String> among) {
        return DivisionCode.path(code).stream().noneMatch(above -> !above.equals(code) && among.contains(above));
    }
}
