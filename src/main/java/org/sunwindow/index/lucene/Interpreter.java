package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.lucene.search.Query;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.SearchResult.Match;
import org.sunwindow.index.lucene.query.ServiceAreaResolver;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.rank.QueryBuilder;
import org.sunwindow.index.lucene.rank.WordQueries;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.QueryParser;
import org.sunwindow.language.QuerySyntax;
import org.sunwindow.language.Vocabulary;

/**
 * Decides how the text of a request is read: by all of its clauses or most, as typed or corrected, and at which levels
 * a service area is resolved. The readings of a text are ordered, and the first one that has hits is chosen. Their
 * order does not depend on filters with facets, so a facet value that is shown with a count is read in the same way
 * once it is selected, and finds as many.
 */
final class Interpreter {

    /**
     * With fewer hits for all clauses of a text, most of them suffice, because so few would not fill the first page.
     */
    private static final int FEW_HITS = 10;

    /** Digits that a text must have to be looked up as an identifier. */
    private static final int MIN_DIGITS = 4;

    /** A shorter text is looked up, too, if a word of Chinese alone could not be it. */
    private static final Pattern NUMBER_LIKE = Pattern.compile(".*[0-9a-z].*");

    private final Snapshot snapshot;
    private final QueryBuilder queries;
    private final Vocabulary vocabulary;
    private final WordQueries words;
    private final CorrectorCache correctors;
    private final Instant now;

    Interpreter(
            Snapshot snapshot,
            QueryBuilder queries,
            Vocabulary vocabulary,
            WordQueries words,
            CorrectorCache correctors,
            Instant now) {
        this.snapshot = snapshot;
        this.queries = queries;
        this.vocabulary = vocabulary;
        this.words = words;
        this.correctors = correctors;
        this.now = now;
    }

    /**
     * One way to read a text.
     *
     * @param parsed    {@code null} without a text, like {@code match} and {@code query}
     * @param corrected the correction that is searched instead of the text, may be {@code null}
     */
    record Reading(ParsedQuery parsed, Match match, String corrected, Query query) {

        static final Reading NONE = new Reading(null, null, null, null);
    }

    /**
     * @param request with service areas resolved
     */
    record Chosen(SearchRequest request, Reading reading) {}

    /** Counts the hits of a request. */
    @FunctionalInterface
    interface HitCount {

        /**
         * @param query for the text, {@code null} without a text
         * @param most  number from which a count may be less than the number of hits
         */
        long of(SearchRequest request, Query query, int most) throws IOException;
    }

    /** Returns the first reading that has hits, or the first of all if none has. */
    Chosen choose(SearchRequest request, HitCount hits) throws IOException {
        if (request.text() == null) {
            return resolved(request, Reading.NONE, hits).orElse(new Chosen(request, Reading.NONE));
        }
        var readings = new Readings(request, hits);
        Reading first = readings.next();
        for (Reading reading = first; reading != null; reading = readings.next()) {
            Optional<Chosen> chosen = resolved(request, reading, hits);
            if (chosen.isPresent()) {
                return chosen.get();
            }
        }
        return new Chosen(request, first);
    }

    /** Returns a reading with the levels of service areas that have hits, empty if there are no hits. */
    Optional<Chosen> resolved(SearchRequest request, Reading reading, HitCount hits) throws IOException {
        if (!ServiceAreaResolver.isNeeded(request)) {
            boolean found = hits.of(request, reading.query(), 1) > 0;
            return found ? Optional.of(new Chosen(request, reading)) : Optional.empty();
        }
        Instant moment = request.moment() == null ? now : request.moment().instant();
        return new ServiceAreaResolver(snapshot, moment)
                .resolve(request, at -> hits.of(at, reading.query(), 1) > 0)
                .map(at -> new Chosen(at, reading));
    }

    /** Returns the reading that a cursor records. */
    Reading recorded(SearchRequest request, Cursor cursor) throws IOException {
        if (request.text() == null) {
            return Reading.NONE;
        }
        ParsedQuery parsed = parse(cursor.corrected() == null ? request.text() : cursor.corrected());
        return reading(request, parsed, cursor.match(), cursor.corrected());
    }

    private Reading reading(SearchRequest request, ParsedQuery parsed, Match match, String corrected)
            throws IOException {
        return new Reading(parsed, match, corrected, queries.text(parsed, match, request.isOfAllKinds(), words, now));
    }

    /**
     * The readings of a text in order: as typed, by all clauses or, if few records have all of them, by most; the same
     * for each correction for which records have all clauses; then by most clauses as typed; then so for the likeliest
     * correction.
     */
    private final class Readings {

        private final SearchRequest request;

        /** The request without the filters that have facets. Its hits decide between all clauses and most. */
        private final SearchRequest base;

        private final HitCount hits;
        private final ParsedQuery typed;
        private boolean started;
        private List<String> corrections;
        private int correction;
        private boolean relaxed;
        private boolean relaxedCorrection;

        Readings(SearchRequest request, HitCount hits) throws IOException {
            this.request = request;
            this.base = base(request);
            this.hits = hits;
            this.typed = parse(request.text());
        }

        /** Returns {@code null} at the end. */
        Reading next() throws IOException {
            if (!started) {
                started = true;
                return decided(typed, null);
            }
            boolean numbered = typed.has(ParsedQuery.Type.NUMBER);
            if (corrections == null) {
                corrections = numbered
                        ? List.of()
                        : correctors.get(snapshot, vocabulary).correct(request.text());
            }
            while (correction < corrections.size()) {
                String corrected = corrections.get(correction++);
                Reading reading = decided(parse(corrected), corrected);
                if (reading != null) {
                    return reading;
                }
            }
            if (!relaxed) {
                relaxed = true;
                if (typed.mayRelax()) {
                    return reading(request, typed, Match.MOST, null);
                }
            }
            if (!relaxedCorrection && !corrections.isEmpty()) {
                relaxedCorrection = true;
                ParsedQuery likeliest = parse(corrections.getFirst());
                if (likeliest.mayRelax()) {
                    return reading(request, likeliest, Match.MOST, corrections.getFirst());
                }
            }
            return null;
        }

        /** Returns {@code null} for a correction that no record has all clauses of. */
        private Reading decided(ParsedQuery parsed, String corrected) throws IOException {
            Reading all = reading(request, parsed, Match.ALL, corrected);
            long found = hits.of(base, all.query(), FEW_HITS);
            if (found == 0) {
                return corrected == null ? all : null;
            }
            if (found < FEW_HITS && parsed.mayRelax()) {
                Reading most = reading(request, parsed, Match.MOST, corrected);
                return hits.of(base, most.query(), (int) found + 1) > found ? most : all;
            }
            return all;
        }
    }

    private static SearchRequest base(SearchRequest request) {
        var kept = request.criteria().filters().stream()
                .filter(selected -> !selected.filter().hasFacet())
                .filter(selected -> selected.filter().mode() != FilterMode.SERVED)
                .toList();
        List<SelectedFilter> excluded = request.criteria().narrowed().excluded();
        var keptOut = excluded.stream()
                .filter(without -> !without.filter().hasFacet())
                .toList();
        return kept.size() == request.criteria().filters().size() && keptOut.size() == excluded.size()
                ? request
                : request.withFilters(kept, keptOut);
    }

    /**
     * Parses a text. One that as a whole is the identifier of a record is not split into words. A short identifier may
     * also be a word, so that either matches.
     */
    private ParsedQuery parse(String text) throws IOException {
        String shortNumber = null;
        String normal = ChineseText.normalize(text);
        QuerySyntax syntax = QuerySyntax.of(normal);
        boolean oneText = syntax.quoted().isEmpty() && syntax.excluded().isEmpty();
        for (String written : oneText ? List.of(normal, syntax.text()) : List.of(normal)) {
            String number = ChineseText.identifier(written);
            boolean enoughDigits = number.chars().filter(Character::isDigit).count() >= MIN_DIGITS;
            boolean mayBeNumber = enoughDigits || NUMBER_LIKE.matcher(number).matches();
            if (mayBeNumber && snapshot.hasIdentifier(number)) {
                if (enoughDigits) {
                    return ParsedQuery.ofNumber(written, number);
                }
                shortNumber = number;
                break;
            }
        }
        ParsedQuery parsed = new QueryParser(vocabulary, queries.year(now)).parse(text);
        var clauses = new ArrayList<ParsedQuery.Clause>();
        for (ParsedQuery.Clause clause : parsed.clauses()) {
            clauses.add(
                    clause.type() == ParsedQuery.Type.WORD
                            ? clause.withDivisions(snapshot.names().divisions(clause.text()))
                            : clause);
        }
        return shortNumber == null || clauses.isEmpty()
                ? parsed.withClauses(clauses)
                : parsed.withClauses(List.of(ParsedQuery.Clause.ofNumberOr(shortNumber, text, clauses)));
    }
}
