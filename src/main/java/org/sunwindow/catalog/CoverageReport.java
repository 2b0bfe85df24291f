package org.sunwindow.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sunwindow.catalog.CatalogCoverage.Counts;
import org.sunwindow.catalog.CatalogCoverage.Item;
import org.sunwindow.catalog.CatalogCoverage.OfOrganization;
import org.sunwindow.catalog.CatalogCoverage.Page;
import org.sunwindow.catalog.CatalogRow.Identity;
import org.sunwindow.catalog.Timeliness.Status;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Summary;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** Computes a {@link CatalogCoverage} from one state of the index. */
final class CoverageReport {

    private final CatalogItemKind kind;
    private final Kinds kinds;
    private final ZoneId zone;
    private final Calendars calendars;

    CoverageReport(CatalogItemKind kind, Kinds kinds, ZoneId zone, Calendars calendars) {
        this.kind = kind;
        this.kinds = kinds;
        this.zone = zone;
        this.calendars = calendars;
    }

    /** What fulfils one row. */
    private static final class Tally {

        /** A record that names the row in two of its versions counts once. */
        final Set<String> disclosures = new HashSet<>();

        int late;
        int undated;

        /** Whether something that was published before the period is in force at its end. */
        boolean earlier;

        Status status() {
            if (disclosures.isEmpty()) {
                return earlier ? Status.EARLIER : Status.MISSING;
            }
            return late > 0 ? Status.LATE : undated > 0 ? Status.UNDATED : Status.ON_TIME;
        }
    }

    CatalogCoverage of(CoverageRequest request, Records records) {
        CatalogRows all = CatalogRows.of(kind, records, zone);
        requireKnown(request, records, all);
        var tallies = new LinkedHashMap<CatalogRow, Tally>();
        Map<Identity, List<CatalogRow>> current = new HashMap<>();
        for (CatalogRow row : all.on(request.lastDay(zone))) {
            if (!row.onRequest() && request.includes(row)) {
                tallies.put(row, new Tally());
                current.computeIfAbsent(row.identity(), identity -> new ArrayList<>())
                        .add(row);
            }
        }
        boolean provisional = count(request, records, all, current, tallies);
        return answer(request, records, tallies, provisional);
    }

    /**
     * A misspelt key or name must not look like a body that has no duties.
     *
     * @throws ProblemException if neither a record nor a row has what is requested
     */
    private void requireKnown(CoverageRequest request, Records records, CatalogRows all) {
        Collection<CatalogRow> rows = all.byKey().values();
        if (request.catalog() != null
                && rows.stream().noneMatch(row -> row.catalog().equals(request.catalog()))) {
            throw new ProblemException(
                    ProblemCode.RECORD_NOT_FOUND, "没有找到该目录，请核对名称；各目录见 /catalog-items?facets=catalog。");
        }
        for (String organization : request.organizations()) {
            if (find(organization, records).isEmpty()
                    && rows.stream().noneMatch(row -> organization.equals(row.organization()))) {
                throw new ProblemException(ProblemCode.RECORD_NOT_FOUND, "没有找到该机构，请核对编号。");
            }
        }
    }

    /** Returns whether the result depends on a year whose holidays are not announced. */
    private boolean count(
            CoverageRequest request,
            Records records,
            CatalogRows all,
            Map<Identity, List<CatalogRow>> current,
            Map<CatalogRow, Tally> tallies) {
        var table = calendars.table(request.days());
        var provisional = new boolean[1];
        Fulfilment.each(kinds, records, zone, (fulfilment, published) -> {
            CatalogRow named = all.byKey().get(fulfilment.row());
            if (named == null || fulfilment.byOther() || published.isAfter(request.to())) {
                return;
            }
            for (CatalogRow row : current.getOrDefault(named.identity(), List.of())) {
                Tally tally = tallies.get(row);
                if (!row.isOfAreaOf(named)) {
                    continue;
                }
                if (published.isBefore(request.from())) {
                    tally.earlier |= fulfilment.isInForceOn(request.lastDay(zone));
                } else if (tally.disclosures.add(fulfilment.key())) {
                    Timeliness timeliness = all.timeliness(fulfilment, row, table);
                    tally.late += timeliness.status() == Status.LATE ? 1 : 0;
                    tally.undated += timeliness.status() == Status.UNDATED ? 1 : 0;
                    provisional[0] |= isProvisional(timeliness.deadline(), request);
                }
            }
        });
        return provisional[0];
    }

    private static boolean isProvisional(LocalDate deadline, CoverageRequest request) {
        return deadline != null && !request.days().isAnnounced(deadline.getYear());
    }

    private CatalogCoverage answer(
            CoverageRequest request, Records records, Map<CatalogRow, Tally> tallies, boolean provisional) {
        var ofAll = new int[Status.values().length];
        var byBody = new TreeMap<String, int[]>();
        var bodies = new HashMap<String, CatalogRow>();
        var listed = new ArrayList<CatalogRow>();
        tallies.forEach((row, tally) -> {
            String body = row.organization() == null ? '\uFFFF' + row.body() : row.organization();
            bodies.putIfAbsent(body, row);
            Status status = tally.status();
            ofAll[status.ordinal()]++;
            byBody.computeIfAbsent(body, key -> new int[ofAll.length])[status.ordinal()]++;
            if (request.status() == null || request.status() == status) {
                listed.add(row);
            }
        });
        var page = new Page(request.page(), request.size(), listed.size());
        return new CatalogCoverage(
                time(request.from()),
                time(request.to()),
                counts(ofAll),
                byBody.entrySet().stream()
                        .limit(CatalogCoverage.MAX_ORGANIZATIONS)
                        .map(body -> body(bodies.get(body.getKey()), counts(body.getValue()), records))
                        .toList(),
                byBody.size(),
                provisional,
                page.of(listed).stream()
                        .map(row -> item(row, tallies.get(row), records))
                        .toList(),
                page);
    }

    private OffsetDateTime time(Instant instant) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    private static Counts counts(int[] of) {
        int fulfilled = of[Status.ON_TIME.ordinal()] + of[Status.LATE.ordinal()] + of[Status.UNDATED.ordinal()];
        int earlier = of[Status.EARLIER.ordinal()];
        int missing = of[Status.MISSING.ordinal()];
        return new Counts(
                fulfilled + earlier + missing,
                fulfilled,
                of[Status.ON_TIME.ordinal()],
                of[Status.LATE.ordinal()],
                of[Status.UNDATED.ordinal()],
                earlier,
                missing);
    }

    private OfOrganization body(CatalogRow row, Counts counts, Records records) {
        Optional<Summary> organization = organization(row, records);
        return new OfOrganization(
                organization.map(Summary::key).orElse(row.organization()),
                organization.map(Summary::title).orElse(row.body()),
                counts);
    }

    /** The organization of a row, empty if it states none or if that is not public. */
    private Optional<Summary> organization(CatalogRow row, Records records) {
        return row.organization() == null ? Optional.empty() : find(row.organization(), records);
    }

    private Optional<Summary> find(String organization, Records records) {
        Kind<?> organizations = kinds.get(CatalogItemKind.ORGANIZATION);
        return organizations == null ? Optional.empty() : records.find(organizations, organization, null);
    }

    private Item item(CatalogRow row, Tally tally, Records records) {
        Summary summary = records.find(kind, row.key(), null).orElseThrow();
        return new Item(
                summary.key(),
                summary.title(),
                row.code(),
                row.catalog(),
                row.version(),
                organization(row, records).map(Summary::key).orElse(row.organization()),
                row.body(),
                row.workingDays(),
                row.byRegulation(),
                tally.status(),
                tally.disclosures.size(),
                tally.late,
                tally.undated);
    }
}
