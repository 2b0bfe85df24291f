package org.sunwindow.catalog;

import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.StrictParameters;

/**
 * What coverage is requested.
 *
 * @param from          first instant of the period
 * @param to            last millisecond of the period
 * @param organizations canonical keys, empty for all
 * @param catalog       name of a catalogue, {@code null} for all
 * @param status        of the rows listed, {@code null} for all
 * @param days          the calendar, which the report depends on
 */
record CoverageRequest(
        Instant from,
        Instant to,
        Set<String> organizations,
        String catalog,
        Timeliness.Status status,
        int page,
        int size,
        WorkingDays days) {

    static final int DEFAULT_SIZE = 20;
    static final int MAX_SIZE = 100;
    static final int MAX_PAGE = 10_000;

    private static final int MAX_TEXT = 200;
    private static final List<String> STATUSES =
            Stream.of(Timeliness.Status.values()).map(Enum::name).toList();

    /**
     * @throws ProblemException if a parameter is missing or wrong
     */
    static CoverageRequest of(UriInfo uri, ZoneId zone, WorkingDays days) {
        var parameters = StrictParameters.of(uri);
        Optional<Instant> from = parameters.from("from", zone);
        Optional<Instant> to = parameters.to("to", zone, false);
        require(parameters, "from", from);
        require(parameters, "to", to);
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            parameters.wrong("to", "range", "不能早于 from");
        }
        Set<String> organizations = parameters.texts("organization", MAX_TEXT).stream()
                .map(Identifier::canonical)
                .collect(Collectors.toUnmodifiableSet());
        Optional<String> catalog = parameters.text("catalog", MAX_TEXT);
        Optional<String> status = parameters.choiceInAnyCase("status", STATUSES);
        int page = parameters.number("page", 1, MAX_PAGE).orElse(1);
        int size = parameters.number("size", 1, MAX_SIZE).orElse(DEFAULT_SIZE);
        parameters.end();
        return new CoverageRequest(
                from.orElseThrow(),
                to.orElseThrow(),
                organizations,
                catalog.orElse(null),
                status.map(Timeliness.Status::valueOf).orElse(null),
                page,
                size,
                days);
    }

    private static void require(StrictParameters parameters, String name, Optional<Instant> value) {
        if (value.isEmpty() && !parameters.isWrong(name)) {
            parameters.wrong(name, "required", "须写明，例如 2026-01-01");
        }
    }

    boolean includes(CatalogRow row) {
        return (catalog == null || catalog.equals(row.catalog()))
                && (organizations.isEmpty()
                        || row.organization() != null && organizations.contains(row.organization()));
    }

    LocalDate lastDay(ZoneId zone) {
        return to.atZone(zone).toLocalDate();
    }
}
