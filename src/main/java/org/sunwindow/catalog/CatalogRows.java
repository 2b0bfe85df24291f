package org.sunwindow.catalog;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sunwindow.catalog.CatalogRow.Catalogue;
import org.sunwindow.catalog.CatalogRow.Identity;
import org.sunwindow.index.Records;

/**
 * The public rows of all catalogues, and which of them are valid on a day: those of the newest version of their
 * catalogue that is in effect. A row that is missing in the newest version is dropped implicitly.
 */
record CatalogRows(Map<String, CatalogRow> byKey) {

    private static final Comparator<CatalogRow> AGE =
            Comparator.comparing(CatalogRow::effectiveOn).thenComparing(CatalogRow::version);

    static CatalogRows of(CatalogItemKind kind, Records records, ZoneId zone) {
        var rows = new HashMap<String, CatalogRow>();
        records.values(
                kind,
                CatalogRow.filters(kind),
                CatalogRow.NUMBERS,
                row -> rows.put(row.key(), CatalogRow.of(row, zone)));
        return new CatalogRows(rows);
    }

    /**
     * Returns the rows that are valid on a day, in the order of their keys. Of several rows with the same code, the
     * last one is returned.
     */
    Collection<CatalogRow> on(LocalDate day) {
        var versions = new HashMap<Catalogue, CatalogRow>();
        for (CatalogRow row : byKey.values()) {
            if (!row.effectiveOn().isAfter(day)) {
                versions.merge(row.catalogue(), row, (one, other) -> AGE.compare(one, other) < 0 ? other : one);
            }
        }
        var holding = new HashMap<Identity, CatalogRow>();
        for (CatalogRow row : byKey.values()) {
            CatalogRow version = versions.get(row.catalogue());
            if (version != null && row.version().equals(version.version()) && row.holdsOn(day)) {
                holding.merge(row.identity(), row, (one, other) -> one.key().compareTo(other.key()) < 0 ? other : one);
            }
        }
        var sorted = new LinkedHashMap<String, CatalogRow>();
        holding.values().stream()
                .sorted(Comparator.comparing(CatalogRow::key))
                .forEach(row -> sorted.put(row.key(), row));
        return sorted.values();
    }
}
