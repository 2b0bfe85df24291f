package org.sunwindow.imports;

import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.PersonalData;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.Publications.Withdraw;
import org.sunwindow.publication.Publications.Write;

/** Lines of one kind of publication: shape, then the kind's own rules, then privacy. */
final class PublicationImport<R> implements ImportTarget {

    private static final String CLOSED = "公开属性改为不予公开";

    /** Characters of a rejected line that are kept. */
    private static final int MAX_KEPT = 2000;

    private final Kind<R> kind;
    private final Publications publications;
    private final StrictJson json;

    PublicationImport(Kind<R> kind, Publications publications, StrictJson json) {
        this.kind = kind;
        this.publications = publications;
        this.json = json;
    }

    private record Writing(Write write) implements Operation {}

    @Override
    public Verdict check(String line) throws StrictJson.Invalid {
        R record;
        try {
            record = json.read(line, kind.type());
        } catch (StrictJson.Invalid e) {
            String closed = json.tree(line).flatMap(kind::closes).orElseThrow(() -> e);
            return new Verdict(new Writing(new Withdraw(kind.name(), closed, CLOSED)), e.items());
        }
        return switch (kind.admit(record)) {
            case Admission.Admitted<R> admitted -> {
                String text = json.write(
                        admitted.published() == null
                                ? admitted.record()
                                : json.only(admitted.published(), admitted.record(), kind.type()));
                List<Problem.Item> hits = json.tree(text).map(PersonalData::in).orElse(List.of());
                yield hits.isEmpty()
                        ? Verdict.accepted(new Writing(new Put(kind.name(), admitted.envelope(), text)))
                        : Verdict.rejected(hits);
            }
            case Admission.Refused<R> refused -> Verdict.rejected(refused.violations());
            case Admission.Closed<R> closed ->
                new Verdict(new Writing(new Withdraw(kind.name(), closed.key(), CLOSED)), List.of(closed.violation()));
        };
    }

    @Override
    public Operation withdraw(String key, String reason) {
        return new Writing(new Withdraw(kind.name(), key.strip(), reason));
    }

    @Override
    public Applied apply(List<Operation> operations, boolean rehearsal) {
        List<Write> writes = operations.stream()
                .map(operation -> ((Writing) operation).write())
                .toList();
        var applied = rehearsal ? publications.rehearse(writes) : publications.apply(writes);
        var outcomes = applied.outcomes().stream()
                .map(outcome -> Outcome.valueOf(outcome.name()))
                .toList();
        return new Applied(outcomes, applied.revision());
    }

    /** The beginning of the line with long numbers struck out; nothing of what is not known to be public. */
    @Override
    public String keepable(String line, List<Problem.Item> faults) {
        return json.tree(line)
                .filter(kind::mayKeep)
                .map(PersonalData::struckOut)
                .map(json::write)
                .map(kept -> kept.length() <= MAX_KEPT ? kept : kept.substring(0, MAX_KEPT) + "…")
                .orElse(null);
    }
}
