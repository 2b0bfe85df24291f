package org.sunwindow.directory.hotline;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Settings;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.directory.Closing;
import org.sunwindow.directory.OpeningTimes;
import org.sunwindow.directory.Phone;
import org.sunwindow.directory.SchemaOrg;
import org.sunwindow.directory.office.OfficeKind;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.IndexDocument;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.kind.Representation;
import org.sunwindow.publication.Envelope;

/** Rules and mapping of {@link Hotline}. */
@ApplicationScoped
class HotlineKind implements Kind<Hotline> {

    private static final String ORGANIZATION = "organization";

    private final ZoneId zone;

    HotlineKind(Settings settings) {
        this.zone = settings.zone();
    }

    @Override
    public String name() {
        return "hotline";
    }

    @Override
    public String label() {
        return "热线";
    }

    @Override
    public Class<Hotline> type() {
        return Hotline.class;
    }

    @Override
    public Admission<Hotline> admit(Hotline hotline) {
        if (hotline.dial() == null) {
            return new Admission.Refused<>(List.of(new Problem.Item("number", "phone.invalid", "应为可拨打的电话号码")));
        }
        if (hotline.id().equals(hotline.successor())) {
            return new Admission.Refused<>(List.of(new Problem.Item("successor", "successor.self", "不能是自身的编号")));
        }
        return new Admission.Admitted<>(
                hotline, Envelope.lasting(hotline.id(), hotline.name(), null, hotline.division()));
    }

    @Override
    public IndexDocument index(Hotline hotline) {
        return new IndexDocument()
                .title(hotline.name())
                .keyword(hotline.number())
                .keywords(hotline.topics())
                .summary(hotline.summary())
                .identifier(hotline.id())
                .identifier(Phone.written(List.of(hotline.number())))
                .lapsedFrom(Closing.from(hotline.closedOn(), hotline.successor(), zone))
                .value("organization", hotline.organization())
                .value("division", hotline.division())
                .value("successor", hotline.successor())
                .values("topic", hotline.topics())
                .values("serves", OfficeKind.served(hotline.serves(), hotline.division()))
                .hours(hours(hotline));
    }

    @Override
    public boolean hasHours() {
        return true;
    }

    /** {@code null} where no hours are known. */
    private static OpeningHours hours(Hotline hotline) {
        return OpeningTimes.of(
                hotline.hours(),
                hotline.specialDays(),
                hotline.openOnHolidays(),
                Closing.lastDay(hotline.closedOn(), hotline.successor()));
    }

    @Override
    public List<Filter> filters() {
        return List.of(
                Filter.path("topic"),
                Filter.reference(ORGANIZATION, ORGANIZATION),
                Filter.division("division"),
                Filter.served("serves"),
                Filter.reference("successor", name()));
    }

    /** Whose hotline it is, and which one is there in its place. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HotlineLinks", description = "相关的机构和热线")
    record Links(
            @Schema(description = "所属机构") Reference organization,
            @Schema(description = "停用后改拨的热线") Reference movedTo) {}

    @Override
    public Links links(Hotline hotline, RelatedRecords neighbours) {
        return new Links(neighbours.named(ORGANIZATION, hotline.organization()), neighbours.end(name(), hotline.id()));
    }

    @Override
    public List<Representation<Hotline>> representations() {
        return List.of(SchemaOrg.representation(SchemaOrg::of));
    }

    @Override
    public Set<String> detailFields() {
        return Set.of();
    }
}
