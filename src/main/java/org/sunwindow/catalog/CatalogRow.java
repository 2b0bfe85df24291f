package org.sunwindow.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.sunwindow.index.Records;
import org.sunwindow.kind.Filter;

/**
 * What the reports know of a row, read from the index without its JSON.
 *
 * @param key          canonical
 * @param owner        name of the publisher that sent it
 * @param lapsesOn     first day on which it is no longer in force: it was abolished or replaced, or there is a newer
 *     version; {@code null} for none
 * @param organization canonical key, {@code null} for none
 * @param division     12-digit code, {@code null} for none
 * @param onRequest    whether it is disclosed on request only
 * @param limit        working days, as the row states; {@code null} if it states none
 */
record CatalogRow(
        String key,
        String owner,
        String catalog,
        String code,
        String version,
        LocalDate effectiveOn,
        LocalDate lapsesOn,
        String organization,
        String division,
        String body,
        boolean onRequest,
        Integer limit) {

    private static final List<String> FILTERS = List.of(
            CatalogItemKind.CATALOG,
            CatalogItemKind.CODE,
            CatalogItemKind.VERSION,
            CatalogItemKind.ORGANIZATION,
            CatalogItemKind.BODY_NAME,
            CatalogItemKind.METHOD,
            CatalogItemKind.DIVISION);

    static final List<String> NUMBERS = List.of(CatalogItemKind.EFFECTIVE, CatalogItemKind.LIMIT);

    static List<Filter> filters(CatalogItemKind kind) {
        return FILTERS.stream()
                .map(name -> kind.fields().filters().stream()
                        .filter(filter -> filter.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    static CatalogRow of(Records.Values row, ZoneId zone) {
        Long limit = row.numbers().get(1);
        return new CatalogRow(
                row.key(),
                row.owner(),
                text(row, 0),
                text(row, 1),
                text(row, 2),
                day(row.numbers().get(0), zone),
                day(row.lapses(), zone),
                text(row, 3),
                // after those that contain it
                row.values().get(6).isEmpty() ? null : row.values().get(6).getLast(),
                text(row, 4),
                CatalogItem.ON_REQUEST.equals(text(row, 5)),
                limit == null ? null : limit.intValue());
    }

    private static String text(Records.Values row, int filter) {
        List<String> values = row.values().get(filter);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Returns the day of a time in the index, {@code null} for {@code null}. */
    static LocalDate day(Long time, ZoneId zone) {
        return time == null ? null : Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
    }

    /** A catalogue is that of its publisher: no other can add a version to it. */
    record Catalogue(String owner, String name) {}

    Catalogue catalogue() {
        return new Catalogue(owner, catalog);
    }

    /** What is the same in all versions. */
    record Identity(Catalogue catalogue, String code) {}

    Identity identity() {
        return new Identity(catalogue(), code);
    }

    /** Whether it may be a version of another row with the same {@link #identity}. Not all publishers state a division. */
    boolean isOfAreaOf(CatalogRow other) {
        return division == null || other.division == null || division.equals(other.division);
    }

    boolean holdsOn(LocalDate day) {
        return !effectiveOn.isAfter(day) && (lapsesOn == null || lapsesOn.isAfter(day));
    }

    int workingDays() {
        return limit == null ? TimeLimit.REGULATION : limit;
    }

    /** {@code true} if the row states no limit that is understood, otherwise {@code null}. */
    Boolean byRegulation() {
        return limit == null ? true : null;
    }
}
