package org.sunwindow.ingest;

import java.util.List;
import org.sunwindow.publication.Admission;
import org.sunwindow.publication.Kind;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.Publications.Withdraw;
import org.sunwindow.publication.Publications.Write;
import org.sunwindow.web.Problem;
import org.sunwindow.web.StrictJson;

/** Lines of one kind of publication: shape, then the kind's own rules, then privacy. */
final class PublicationTarget<R> implements Target {

    private static final int MAX_KEY = 200;

    private final Kind<R> kind;
    private final Publications publications;
    private final StrictJson json;

    PublicationTarget(Kind<R> kind, Publications publications, StrictJson json) {
        this.kind = kind;
        this.publications = publications;
        this.json = json;
    }

    private record Writing(Write write) implements Operation {}

    @Override
    public Verdict check(String line) throws StrictJson.Invalid {
        R record = json.read(line, kind.type());
        return switch (kind.admit(record)) {
            case Admission.Admitted<R> admitted -> {
                String text = json.write(admitted.record());
                List<Problem.Item> hits = json.tree(text).map(PersonalData::in).orElse(List.of());
                yield hits.isEmpty()
                        ? Verdict.accepted(new Writing(new Put(kind.name(), admitted.envelope(), text)))
                        : Verdict.rejected(hits);
            }
            case Admission.Refused<R> refused -> Verdict.rejected(refused.violations());
            case Admission.Closed<R> closed ->
                new Verdict(
                        new Writing(new Withdraw(kind.name(), closed.key(), "公开属性改为不予公开")),
                        List.of(closed.violation()));
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

    /** The line with personal data struck out; nothing of it where it is not to be public or may not be. */
    @Override
    public String keepable(String line, List<Problem.Item> faults) {
        boolean closed = line.contains("不予公开")
                || faults.stream().anyMatch(fault -> fault.code().startsWith("gate."));
        return closed
                ? null
                : json.tree(line).map(PersonalData::struckOut).map(json::write).orElse(null);
    }
}
