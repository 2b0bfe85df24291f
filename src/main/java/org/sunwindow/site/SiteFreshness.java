package org.sunwindow.site;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.Identifier;
import org.sunwindow.index.Records.Tally;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.Selection;

/** The number of records and the date of the newest one, from the index, without reading records. */
final class SiteFreshness {

    private static final int MAX_COLUMNS = 2000;

    private final PublicData data;
    private final Kinds kinds;

    SiteFreshness(PublicData data, Kinds kinds) {
        this.data = data;
        this.kinds = kinds;
    }

    List<SitePage.OfKind> kinds() {
        return kinds.all().stream().map(this::ofKind).toList();
    }

    private SitePage.OfKind ofKind(Kind<?> kind) {
        Selection all = data.all(kind);
        Tally changes = all.latest();
        String date = mainDate(kind);
        Long latest = date == null
                ? null
                : all.tally(date).stream().findFirst().map(Tally::most).orElse(null);
        return new SitePage.OfKind(
                kind.name(),
                kind.label(),
                changes == null ? 0 : changes.count(),
                day(latest),
                changes == null || changes.most() == null
                        ? null
                        : Instant.ofEpochMilli(changes.most())
                                .atZone(data.zone())
                                .toOffsetDateTime());
    }

    /** Returns these for every public column, columns without records included. */
    List<SitePage.OfColumn> columns() {
        Map<String, Long> own = newestByColumn();
        List<Reference> columns = data.references(Filter.COLUMN, MAX_COLUMNS);
        var newest = new HashMap<String, Long>();
        for (Reference column : columns) {
            Long latest = own.get(Identifier.canonical(column.id()));
            if (latest != null) {
                for (Reference above : data.related().path(Filter.COLUMN, column.id())) {
                    newest.merge(Identifier.canonical(above.id()), latest, Math::max);
                }
            }
        }
        var answers = new ArrayList<SitePage.OfColumn>();
        for (Reference column : columns) {
            answers.add(new SitePage.OfColumn(
                    column.id(),
                    column.name(),
                    data.related().published(Filter.COLUMN, column.id()),
                    day(newest.get(Identifier.canonical(column.id())))));
        }
        return answers;
    }

    /** The date of the newest record directly in each column, in milliseconds. */
    private Map<String, Long> newestByColumn() {
        var newest = new HashMap<String, Long>();
        for (Kind<?> kind : kinds.all()) {
            String date = mainDate(kind);
            for (Filter filter : kind.fields().filters()) {
                if (date != null && Filter.COLUMN.equals(filter.labelKind()) && filter.mode() == FilterMode.TREE) {
                    for (Tally tally : data.all(kind).tally(date, filter.name())) {
                        if (tally.most() != null) {
                            newest.merge(tally.values().getFirst(), tally.most(), Math::max);
                        }
                    }
                }
            }
        }
        return newest;
    }

    private static String mainDate(Kind<?> kind) {
        return kind.fields().times().isEmpty()
                ? null
                : kind.fields().times().getFirst().name();
    }

    private LocalDate day(Long time) {
        return time == null ? null : LocalDate.ofInstant(Instant.ofEpochMilli(time), data.zone());
    }
}
