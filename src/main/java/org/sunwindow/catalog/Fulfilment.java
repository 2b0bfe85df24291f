package org.sunwindow.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiConsumer;
import org.sunwindow.index.Records;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/**
 * A record that states that it fulfils a row.
 *
 * @param key     canonical
 * @param row     canonical key of the row
 * @param byOther whether neither of the two publishers may write the record of the other
 * @param formed  {@code null} if not known
 * @param lapses  first day on which it is no longer in force, {@code null} for none
 */
record Fulfilment(String key, String row, boolean byOther, LocalDate formed, LocalDate published, LocalDate lapses) {

    private static final List<String> TIMES = List.of("publishedAt", "issuedOn");

    boolean isInForceOn(LocalDate day) {
        return lapses == null || lapses.isAfter(day);
    }

    /** Calls a visitor with everything that fulfils any row, and when it was published. */
    static void each(Kinds kinds, Records records, ZoneId zone, BiConsumer<Fulfilment, Instant> visitor) {
        Kind<?> disclosures = kinds.get(CatalogItemKind.DISCLOSURE);
        if (disclosures == null) {
            return;
        }
        var filter = disclosures.fields().filters().stream()
                .filter(each -> each.name().equals(CatalogItemKind.FULFILS))
                .findFirst()
                .orElseThrow();
        records.references(disclosures, filter, TIMES, reference -> {
            Long published = reference.numbers().get(0);
            visitor.accept(
                    new Fulfilment(
                            reference.key(),
                            reference.target(),
                            reference.byOther(),
                            CatalogRow.day(reference.numbers().get(1), zone),
                            CatalogRow.day(published, zone),
                            CatalogRow.day(reference.lapses(), zone)),
                    Instant.ofEpochMilli(published));
        });
    }
}
