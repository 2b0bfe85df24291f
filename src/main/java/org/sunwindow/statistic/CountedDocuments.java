package org.sunwindow.statistic;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.index.Records.Tally;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.Selection;

/**
 * Counts the documents of a publisher that the annual report asks for, as far as they are published here: those made in
 * a year, those that ceased to be in force in it, and those in force at its end, or now if it has not ended. A document
 * ceases to be in force on its day of abolition or, without one, when a document that replaces it takes effect. A
 * document that ceased on an unknown day counts for neither of the latter two.
 */
final class CountedDocuments {

    private static final List<String> TYPES = List.of("REGULATION", "NORMATIVE_DOCUMENT");

    private final PublicData data;
    private final Selection documents;

    /** Numbers of documents in force by type and end of year, by the year in which they were made. */
    private final Map<String, Map<Integer, Long>> known = new HashMap<>();

    /**
     * @param publisher name of the body that published them
     */
    CountedDocuments(PublicData data, Kinds kinds, String publisher) {
        this.data = data;
        Kind<?> disclosures = kinds.get("disclosure");
        this.documents = disclosures == null ? null : data.all(disclosures).having("publisher", publisher);
    }

    /** Returns the number for a cell, empty if it cannot be counted. */
    Optional<Long> count(AnnualTable.Cell cell, int year) {
        String type = cell.row().code();
        if (documents == null || !TYPES.contains(type)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (cell.column().code()) {
                    case "MADE" -> made(type).getOrDefault(year, 0L);
                    case "ABOLISHED" -> inForce(type, year - 1, year) - inForce(type, year, year);
                    default -> inForce(type, year, year);
                });
    }

    private Map<Integer, Long> made(String type) {
        return known.computeIfAbsent(type, made -> byYear(of(type)));
    }

    /** The number of documents made by the end of a year and in force at the end of the same or an earlier one. */
    private long inForce(String type, int end, int madeBy) {
        return known.computeIfAbsent(type + end, inForce -> inForce(of(type), lastMoment(end))).entrySet().stream()
                .filter(made -> made.getKey() <= madeBy)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * Documents that are abolished later count, whatever validity they state: a document that is void now was not void
     * on that day.
     */
    private static Map<Integer, Long> inForce(Selection documents, Instant then) {
        Map<Integer, Long> counts = byYear(documents.inForceAt(then));
        Selection abolishedLater = documents.after("abolishedOn", then);
        byYear(abolishedLater).forEach((year, count) -> counts.merge(year, count, Long::sum));
        byYear(abolishedLater.inForceAt(then)).forEach((year, both) -> counts.merge(year, -both, Long::sum));
        return counts;
    }

    private Selection of(String type) {
        return documents.having("normativeType", type);
    }

    private Instant lastMoment(int year) {
        Instant end = LocalDate.of(year + 1, 1, 1)
                .atStartOfDay(data.zone())
                .toInstant()
                .minusMillis(1);
        return end.isBefore(data.now()) ? end : data.now();
    }

    private static Map<Integer, Long> byYear(Selection selection) {
        var counts = new HashMap<Integer, Long>();
        for (Tally tally : selection.tally(null, "year")) {
            counts.put(Integer.valueOf(tally.values().getFirst()), tally.count());
        }
        return counts;
    }
}
