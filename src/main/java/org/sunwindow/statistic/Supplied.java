package org.sunwindow.statistic;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.Identifier;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.read.Selection;

/**
 * The tables of annual reports that an organization supplied. Of two tables for one year, the one published later
 * applies.
 */
final class Supplied {

    /** Of one organization: three tables a year. */
    private static final int MOST = 1000;

    private static final Comparator<Statistic> LATER = Comparator.comparing(
                    Statistic::publishedOn, Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(statistic -> Identifier.canonical(statistic.id()));

    private final Map<Key, Statistic> tables = new HashMap<>();

    private record Key(AnnualTable table, int year) {}

    /**
     * @param statistics of the organization
     */
    Supplied(Selection statistics, StatisticKind kind, List<AnnualTable> wanted) {
        for (AnnualTable table : wanted) {
            for (Statistic found :
                    statistics.having(StatisticKind.TABLE, table.name()).records(kind, MOST)) {
                tables.merge(
                        new Key(table, found.lastDay().getYear()),
                        found,
                        (one, other) -> LATER.compare(one, other) < 0 ? other : one);
            }
        }
    }

    Optional<Statistic> table(AnnualTable table, int year) {
        return Optional.ofNullable(tables.get(new Key(table, year)));
    }

    Optional<String> value(AnnualTable.Cell cell, int year) {
        return table(cell.table(), year).stream()
                .flatMap(found -> found.allCells().stream())
                .filter(supplied -> supplied.metric().equals(cell.metric()))
                .map(Statistic.Cell::value)
                .findFirst();
    }

    static Reference reference(Statistic statistic) {
        return new Reference(statistic.id(), statistic.title(), null);
    }
}
