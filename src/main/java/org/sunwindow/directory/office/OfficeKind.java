package org.sunwindow.directory.office;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Settings;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.directory.Closing;
import org.sunwindow.directory.OpeningTimes;
import org.sunwindow.directory.Phone;
import org.sunwindow.directory.SchemaOrg;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.IndexDocument;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation;
import org.sunwindow.place.Coordinates;
import org.sunwindow.place.Places;
import org.sunwindow.publication.Envelope;

/** Rules and mapping of {@link Office}. */
@ApplicationScoped
public class OfficeKind implements Kind<Office> {

    private static final String ORGANIZATION = "organization";
    private static final String SERVICE = "service";

    private final ZoneId zone;

    OfficeKind(Settings settings) {
        this.zone = settings.zone();
    }

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
        Optional<Problem.Item> fault = Places.fault(office.latitude(), office.longitude(), office.crs());
        if (fault.isPresent()) {
            return new Admission.Refused<>(List.of(fault.get()));
        }
        if (office.id().equals(office.successor())) {
            return new Admission.Refused<>(List.of(new Problem.Item("successor", "successor.self", "不能是自身的编号")));
        }
        return new Admission.Admitted<>(office, Envelope.lasting(office.id(), office.name(), null, office.division()));
    }

    @Override
    public IndexDocument index(Office office) {
        Stream<String> ofWindows = office.windows() == null
                ? Stream.of()
                : office.windows().stream()
                        .filter(window -> window.phones() != null)
                        .flatMap(window -> window.phones().stream());
        List<String> phones = Stream.concat(office.phones() == null ? Stream.of() : office.phones().stream(), ofWindows)
                .toList();
        return new IndexDocument()
                .title(office.name())
                .keyword(office.type(), office.address())
                .keywords(windows(office))
                .keywords(phones)
                .keywords(office.accessibility())
                .identifier(office.id())
                .identifier(Phone.written(phones))
                .value("type", office.type())
                .value("organization", office.organization())
                .value("division", office.division())
                .values("service", office.services())
                .value("successor", office.successor())
                .values("serves", served(office.serves(), office.division()))
                .keywords(office.formerNames())
                .lapsedFrom(Closing.from(office.closedOn(), office.successor(), zone))
                .place(office.latitude(), office.longitude())
                .hours(hours(office));
    }

    private static List<String> windows(Office office) {
        return office.windows() == null
                ? List.of()
                : office.windows().stream().map(Office.Window::name).toList();
    }

    /** Who names none serves where it is. */
    public static List<String> served(List<String> divisions, String own) {
        return divisions != null ? divisions : own == null ? List.of() : List.of(own);
    }

    @Override
    public Office placed(Office office, Coordinates.System system) {
        return Places.in(system, office, office.latitude(), office.longitude(), office.crs(), office::at);
    }

    @Override
    public boolean hasHours() {
        return true;
    }

    /** {@code null} where no hours are known. */
    private static OpeningHours hours(Office office) {
        return OpeningTimes.of(
                office.hours(),
                office.specialDays(),
                office.openOnHolidays(),
                Closing.lastDay(office.closedOn(), office.successor()));
    }

    @Override
    public List<Filter> filters() {
        return List.of(
                Filter.exact("type"),
                Filter.reference(ORGANIZATION, ORGANIZATION),
                Filter.division("division"),
                Filter.served("serves"),
                Filter.reference("service", SERVICE).mirrored("office"),
                Filter.reference("successor", name()));
    }

    /** What an office belongs to and does, and where it went. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "OfficeLinks", description = "相关的机构、事项和场所")
    record Links(
            @Schema(description = "所属机构") Reference organization,

            @Schema(description = "可办的现行事项：场所及其窗口所列的，和办事指南写明在此办理的；最多 200 个")
            List<Reference> services,

            @Schema(description = "撤销后最终并入或迁往的场所") Reference movedTo) {}

    @Override
    public Links links(Office office, RelatedRecords neighbours) {
        return new Links(
                neighbours.named(ORGANIZATION, office.organization()),
                neighbours.naming(SERVICE, "office", office.id()),
                neighbours.end(name(), office.id()));
    }

    @Override
    public List<Representation<Office>> representations() {
        return List.of(
                new Representation<>(GeoJson.MEDIA_TYPE, true, GeoJson::write),
                new Representation<>(VCards.MEDIA_TYPE, true, VCards::write),
                SchemaOrg.representation(SchemaOrg::of));
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
