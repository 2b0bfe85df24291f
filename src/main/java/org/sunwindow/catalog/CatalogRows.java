package org.sunwindow.catalog;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sunwindow.calendar.WorkingDayTable;
import org.sunwindow.catalog.CatalogRow.Identity;
import org.sunwindow.index.Records;

/**
 * The public rows of all catalogues, and which of them are in force on a day: those of the newest version of their
 * catalogue that is in effect. A row that is missing in the newest version is dropped implicitly. The index decides it,
 * so lists of rows in force and reports agree.
 *
 * @param versions of each row, from the oldest
 */
record CatalogRows(Map<String, CatalogRow> byKey, Map<Identity, List<CatalogRow>> versions) {

    /** From the oldest version. */
    private static final Comparator<CatalogRow> ORDER = Comparator.comparing(CatalogRow::effectiveOn)
            .thenComparing(CatalogRow::version)
            .thenComparing(CatalogRow::key);

    static CatalogRows of(CatalogItemKind kind, Records records, ZoneId zone) {
        var rows = new HashMap<String, CatalogRow>();
        records.values(
                kind,
                CatalogRow.filters(kind),
                CatalogRow.NUMBERS,
                row -> rows.put(row.key(), CatalogRow.of(row, zone)));
        Map<Identity, List<CatalogRow>> versions =
                rows.values().stream().sorted(ORDER).collect(Collectors.groupingBy(CatalogRow::identity));
        return new CatalogRows(rows, versions);
    }

    /**
     * Returns whether information was published within the limit that was in effect when it was formed. A later
     * version must not change what was on time.
     */
    Timeliness timeliness(Fulfilment fulfilment, CatalogRow row, WorkingDayTable days) {
        LocalDate formed = fulfilment.formed();
        List<CatalogRow> all =
                versions.get(row.identity()).stream().filter(row::isOfAreaOf).toList();
        // information that is older than all versions is measured by the first one
        CatalogRow then = all.getFirst();
        for (CatalogRow version : all) {
            if (formed != null && !version.effectiveOn().isAfter(formed)) {
                then = version;
            }
        }
        return Timeliness.of(formed, fulfilment.published(), then.workingDays(), days);
    }

    private record InArea(Identity row, String division) {}

    /**
     * Returns the rows that are in force on a day, in the order of their keys. Of several rows with the same code about
     * the same division, the last one is returned.
     */
    Collection<CatalogRow> on(LocalDate day) {
        var holding = new HashMap<InArea, CatalogRow>();
        for (CatalogRow row : byKey.values()) {
            if (row.holdsOn(day)) {
                holding.merge(
                        new InArea(row.identity(), row.division()),
                        row,
                        (one, other) -> ORDER.compare(one, other) < 0 ? other : one);
            }
        }
        var sorted = new LinkedHashMap<String, CatalogRow>();
        holding.values().stream()
                .sorted(Comparator.comparing(CatalogRow::key))
                .forEach(row -> sorted.put(row.key(), row));
        return sorted.values();
    }
}
