package org.sunwindow.directory.division;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Settings;
import org.sunwindow.directory.Closing;
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
import org.sunwindow.place.DivisionCode;
import org.sunwindow.place.Places;
import org.sunwindow.publication.Envelope;

/** Mapping of {@link Division}. */
@ApplicationScoped
class DivisionKind implements Kind<Division> {

    private static final int VILLAGE = 5;
    private static final Map<String, String> LEVELS = Map.of("1", "省级", "2", "市级", "3", "县级", "4", "乡级", "5", "村级");

    private final ZoneId zone;

    DivisionKind(Settings settings) {
        this.zone = settings.zone();
    }

    @Override
    public String name() {
        return "division";
    }

    @Override
    public String label() {
        return "行政区划";
    }

    @Override
    public Class<Division> type() {
        return Division.class;
    }

    @Override
    public Admission<Division> admit(Division division) {
        Optional<Problem.Item> fault = Places.fault(division.latitude(), division.longitude(), division.crs());
        if (fault.isPresent()) {
            return new Admission.Refused<>(List.of(fault.get()));
        }
        if (division.code().equals(division.successor())) {
            return new Admission.Refused<>(List.of(new Problem.Item("successor", "successor.self", "不能是自身的代码")));
        }
        int level = DivisionCode.level(division.code());
        if (division.level() != level) {
            return new Admission.Refused<>(
                    List.of(new Problem.Item("level", "level.mismatch", "与代码不符：该代码为第 %d 级".formatted(level))));
        }
        return new Admission.Admitted<>(
                division, Envelope.lasting(division.code(), division.name(), null, division.code()));
    }

    /** Codes of any width. */
    @Override
    public String key(String written) {
        return DivisionCode.padded(written);
    }

    @Override
    public IndexDocument index(Division division) {
        String code = division.code();
        return new IndexDocument()
                .title(division.name())
                // villages are hundreds of thousands, and most are called like others
                .askedByName(division.level() < VILLAGE)
                .keyword(division.fullName())
                .identifier(DivisionCode.written(code).toArray(String[]::new))
                .lapsedFrom(Closing.from(division.validTo(), division.successor(), zone))
                .place(division.latitude(), division.longitude())
                .value("level", division.level().toString())
                .value("parent", division.parent())
                .value("division", code)
                .value("successor", division.successor())
                .value("path", division.name());
    }

    @Override
    public boolean hasPlaces() {
        return true;
    }

    @Override
    public Division placed(Division division, Coordinates.System system) {
        return Places.in(system, division, division.latitude(), division.longitude(), division.crs(), division::at);
    }

    @Override
    public List<Filter> filters() {
        return List.of(
                Filter.coded("level", LEVELS),
                Filter.reference("parent", name()),
                Filter.division("division"),
                Filter.reference("successor", name()),
                Filter.names("path"));
    }

    /** Where a division belongs, and what has become of it. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "DivisionLinks", description = "相关的区划")
    record Links(
            @Schema(description = "从省级起的各级上级") List<Reference> path,
            @Schema(description = "撤销后最终并入或改设的区划") Reference movedTo) {}

    @Override
    public Links links(Division division, RelatedRecords neighbours) {
        // a level that has no record of its own, as counties of 直辖市 have no city, is passed over
        return new Links(
                neighbours.path(name(), division.code(), division.parent(), DivisionCode::parent),
                neighbours.end(name(), division.code()));
    }

    @Override
    public List<Representation<Division>> representations() {
        return List.of(SchemaOrg.representation(SchemaOrg::of));
    }

    @Override
    public Set<String> detailFields() {
        return Set.of();
    }
}
