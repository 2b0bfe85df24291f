package org.sunwindow.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.Settings;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.OpeningHours.Period;
import org.sunwindow.publication.Admission;
import org.sunwindow.publication.Envelope;
import org.sunwindow.search.Coordinates;
import org.sunwindow.search.Filter;
import org.sunwindow.search.IndexDocument;
import org.sunwindow.search.IndexedKind;
import org.sunwindow.web.Problem;

/** Rules and mapping of {@link Office}. */
@ApplicationScoped
class OfficeKind implements IndexedKind<Office> {

    private final ZoneId zone;

    OfficeKind(Settings settings) {
        this.zone = settings.zone();
    }

    /** By their first three letters. */
    private static final Map<String, DayOfWeek> DAYS = Stream.of(DayOfWeek.values())
            .collect(Collectors.toMap(day -> day.name().substring(0, 3), day -> day));

    @Override
    public String name() {
        return "office";
    }

    @Override
    public String label() {
        return "办事场所";
    }

    @Override
    public Class<Office> type() {
        return Office.class;
    }

    @Override
    public Admission<Office> admit(Office office) {
        if ((office.latitude() == null) != (office.longitude() == null)) {
            return refused("latitude", "place.incomplete", "纬度和经度应同时填写");
        }
        if (office.latitude() != null && office.crs() == null) {
            return refused("crs", "crs.required", "坐标须注明坐标系：GCJ02、WGS84、CGCS2000 或 BD09");
        }
        return new Admission.Admitted<>(office, Envelope.lasting(office.id(), office.name(), null, office.division()));
    }

    private static Admission<Office> refused(String field, String code, String message) {
        return new Admission.Refused<>(List.of(new Problem.Item(field, code, message)));
    }

    @Override
    public IndexDocument index(Office office) {
        var phones = office.phones() == null ? List.<String>of() : office.phones();
        return new IndexDocument()
                .title(office.name())
                .keyword(office.type(), office.address())
                .keywords(phones)
                .keywords(office.accessibility())
                .identifier(office.id())
                .identifier(phones.toArray(String[]::new))
                .value("type", office.type())
                .value("organization", office.organization())
                .value("division", office.division())
                .values("service", office.services())
                .values("serves", office.serves() != null ? office.serves() : divisions(office))
                .keywords(office.formerNames())
                .lapsedFrom(closed(office.closedOn(), zone))
                .place(office.latitude(), office.longitude())
                .hours(hours(office));
    }

    private static List<String> divisions(Office office) {
        return office.division() == null ? List.of() : List.of(office.division());
    }

    /** The first moment at which it is no more. */
    static Instant closed(LocalDate last, ZoneId zone) {
        return last == null ? null : last.plusDays(1).atStartOfDay(zone).toInstant();
    }

    @Override
    public Office placed(Office office, Coordinates.System system) {
        if (office.latitude() == null || office.crs().equals(system.name())) {
            return office;
        }
        var place = new Coordinates(office.latitude(), office.longitude());
        return office.at(place.convert(Coordinates.System.valueOf(office.crs()), system), system);
    }

    @Override
    public boolean hasHours() {
        return true;
    }

    @Override
    public OpeningHours hours(Office office) {
        if (office.hours() == null && office.specialDays() == null) {
            return null;
        }
        var week = new EnumMap<DayOfWeek, List<Period>>(DayOfWeek.class);
        for (Office.Hours hours : Objects.requireNonNullElse(office.hours(), List.<Office.Hours>of())) {
            for (String day : hours.days()) {
                week.computeIfAbsent(DAYS.get(day), d -> new ArrayList<>()).add(Period.of(hours.from(), hours.to()));
            }
        }
        var exceptions = new HashMap<LocalDate, List<Period>>();
        for (Office.SpecialDay day : Objects.requireNonNullElse(office.specialDays(), List.<Office.SpecialDay>of())) {
            exceptions.put(
                    day.date(),
                    Objects.requireNonNullElse(day.times(), List.<Office.Time>of()).stream()
                            .map(time -> Period.of(time.from(), time.to()))
                            .toList());
        }
        return new OpeningHours(week, exceptions, Boolean.TRUE.equals(office.openOnHolidays()));
    }

    @Override
    public List<Filter> filters() {
        return List.of(
                Filter.exact("type"),
                Filter.reference("organization", "organization"),
                Filter.division("division"),
                Filter.served("serves"),
                Filter.reference("service", "service"));
    }

    @Override
    public boolean hasPlaces() {
        return true;
    }

    /** A list is a first screen: it shows an office whole. */
    @Override
    public Set<String> detailFields() {
        return Set.of();
    }
}
