package org.sunwindow.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.publication.Admission;
import org.sunwindow.publication.Envelope;
import org.sunwindow.search.Filter;
import org.sunwindow.search.IndexDocument;
import org.sunwindow.search.IndexedKind;

/** Mapping of {@link Division}. */
@ApplicationScoped
class DivisionKind implements IndexedKind<Division> {

    private static final int VILLAGE = 5;
    private static final Map<String, String> LEVELS = Map.of("1", "省级", "2", "市级", "3", "县级", "4", "乡级", "5", "村级");

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
        return new Admission.Admitted<>(
                division, Envelope.lasting(division.code(), division.name(), null, division.code()));
    }

    @Override
    public IndexDocument index(Division division) {
        String code = division.code();
        return new IndexDocument()
                .title(division.name())
                // villages are hundreds of thousands, and most are called like others
                .askedByName(division.level() < VILLAGE)
                .keyword(division.fullName())
                .identifier(code, code.endsWith("000000") ? code.substring(0, 6) : null)
                .value("level", division.level().toString())
                .value("parent", division.parent())
                .value("within", code);
    }

    @Override
    public List<Filter> filters() {
        return List.of(Filter.coded("level", LEVELS), Filter.reference("parent", name()), Filter.division("within"));
    }

    @Override
    public Set<String> detailFields() {
        return Set.of();
    }
}
