package org.sunwindow.imports.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.publication.PublishingBodies.Body;
import org.sunwindow.imports.quarantine.Quarantine;
import org.sunwindow.imports.target.LineReport;
import org.sunwindow.imports.target.OwnedTarget;
import org.sunwindow.json.CellText;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.json.TableText;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.DeclaredValues;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.privacy.RowsInRecord;
import org.sunwindow.publication.Envelope;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publication.PublicationId;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.Publications.Withdraw;
import org.sunwindow.publication.Publications.Write;
import org.sunwindow.publication.RecordIdentity;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.WriteAudit;

/** Imports records of one kind of publication: checks their shape, the rules of the kind, and privacy. */
public final class PublicationImport<R> implements OwnedTarget<PublicationImport.Operation> {

    /** Reason of a withdrawal because the sender declared the record not to be public. */
    private static final String CLOSED = "公开属性改为不予公开";

    private static final Problem.Item INVALID_KEY =
            new Problem.Item("", "key.invalid", "编号没有可见的字符，或超过 %d 个字符（全角半角、空格统一之后）".formatted(Identifier.MAX_LENGTH));

    private final Kind<R> kind;
    private final Kinds kinds;
    private final ReservedKeys reserved;
    private final Publications publications;
    private final Ownerships ownerships;
    private final Quarantine quarantine;
    private final StrictJson json;
    private final DeclaredValues values;
    private final LineReport report;
    private final PublicationWarnings warnings;
    private final WriteAudit audit;

    public PublicationImport(
            Kind<R> kind,
            Kinds kinds,
            ReservedKeys reserved,
            Publications publications,
            Ownerships ownerships,
            Quarantine quarantine,
            StrictJson json,
            PublicationWarnings warnings,
            WriteAudit audit) {
        this.kind = kind;
        this.kinds = kinds;
        this.reserved = reserved;
        this.publications = publications;
        this.ownerships = ownerships;
        this.quarantine = quarantine;
        this.json = json;
        this.warnings = warnings;
        this.audit = audit;
        this.values = new DeclaredValues(kind);
        var privacy = new PrivacyCheck(json, uses(kind.fields()), tables(kind.fields()));
        this.report = new LineReport(kind.type(), kind.keyFields(), json, privacy);
    }

    private static Map<String, FieldUse> uses(Fields<?> fields) {
        var uses = new HashMap<String, FieldUse>();
        fields.recordNumbers().forEach(path -> uses.put(path, FieldUse.RECORD_NUMBER));
        fields.publicNumbers().forEach(path -> uses.put(path, FieldUse.PUBLIC_NUMBER));
        // a hash may hold eleven or eighteen digits in a row
        fields.files().forEach(component -> uses.put(component + ".hash", FieldUse.PUBLIC_NUMBER));
        fields.publishedPhones().forEach(path -> uses.put(path, FieldUse.PUBLISHED_PHONE));
        return uses;
    }

    private static List<RowsInRecord> tables(Fields<?> fields) {
        return fields.tables().stream()
                .map(table -> new RowsInRecord(table.rows(), table.cells(), table.columns(), table.heading()))
                .toList();
    }

    /**
     * A write that has passed the checks of its line.
     *
     * @param type       of the record
     * @param hits       personal data in the record, which must have been released before
     * @param references to other records
     * @param statements records whose validity or basis it states
     * @param bodies     organizations in whose name it is published
     */
    public record Operation(
            Write write,
            Class<?> type,
            List<Hit> hits,
            List<DeclaredValues.Reference> references,
            Set<PublicationId> statements,
            List<Body> bodies) {

        private Operation(Write write, Class<?> type) {
            this(write, type, List.of(), List.of(), Set.of(), List.of());
        }

        public String key() {
            return write.identity().key();
        }

        /** Returns a write of the same record that takes back what was written since a revision. */
        public Operation restoring(long revision) {
            Write restoring = write instanceof Put put ? put.restoring(revision) : write;
            return new Operation(restoring, type, hits, references, statements, bodies);
        }
    }

    public Kind<R> kind() {
        return kind;
    }

    /** Returns a stored record as it could have been sent: without what is derived from other fields. */
    public ObjectNode asSent(String stored) {
        ObjectNode record = json.toTree(json.readStored(stored, kind.type()));
        RecordFields.of(kind.type()).all().stream()
                .filter(RecordFields.Component::readOnly)
                .forEach(component -> record.remove(component.name()));
        return record;
    }

    @Override
    public Class<?> lineType() {
        return kind.type();
    }

    @Override
    public Map<String, List<String>> headings() {
        return kind.fields().headings();
    }

    @Override
    public Map<String, CellText> written() {
        return kind.fields().written();
    }

    @Override
    public Set<String> files() {
        return kind.fields().files();
    }

    @Override
    public List<String> keys() {
        return kind.keyFields();
    }

    @Override
    public List<String> calledBy() {
        return Stream.concat(kind.keyFields().stream(), kind.fields().titles().stream())
                .toList();
    }

    @Override
    public TableText table() {
        return kind.fields().tableText();
    }

    @Override
    public NameReader names(Publisher sender) {
        return new WrittenNames(kind, values, kinds, publications, json, sender);
    }

    @Override
    public Verdict<Operation> check(String sentLine) {
        String line = AnsweredFiles.without(sentLine, kind.fields().files(), json);
        try {
            return checked(json.read(line, kind.type()), line);
        } catch (StrictJson.Invalid e) {
            return json.asSent(line)
                    .map(sent -> {
                        var search = report.search(sent);
                        Operation close = kind.closes(sent).map(this::close).orElse(null);
                        return rejected(close, sent, search, allFaults(e, sent, search));
                    })
                    .orElseGet(() -> Verdict.rejected(null, e.items()));
        }
    }

    /** The faults of a line that cannot be read, those of its other fields included. */
    private List<Problem.Item> allFaults(StrictJson.Invalid e, JsonNode sent, LineReport.Search search) {
        var faults = new ArrayList<>(e.items());
        e.rest(kind.type()).ifPresent(rest -> addNew(kind.faults(rest), faults));
        addNew(values.faults(sent), faults);
        addNew(search.items(), faults);
        return faults;
    }

    /** A field is reported once, with the first fault found in it. */
    private static void addNew(List<Problem.Item> found, List<Problem.Item> faults) {
        Set<String> reported = faults.stream().map(Problem.Item::name).collect(Collectors.toSet());
        found.stream()
                .filter(fault -> fault.name().isEmpty() || !reported.contains(fault.name()))
                .forEach(faults::add);
    }

    private Verdict<Operation> rejected(Operation operation, JsonNode sent, List<Problem.Item> faults) {
        return rejected(operation, sent, report.search(sent), faults);
    }

    private Verdict<Operation> rejected(
            Operation operation, JsonNode sent, LineReport.Search search, List<Problem.Item> faults) {
        boolean mayRepeat = kind.mayKeep(sent) && search.mayRepeat();
        return new Verdict<>(
                operation, report.key(sent, search.hits()), null, report.described(faults, sent, mayRepeat), List.of());
    }

    private Verdict<Operation> checked(R record, String line) {
        return switch (kind.admit(record)) {
            case Admission.Admitted<R> admitted -> checked(admitted, line);
            case Admission.Refused<R>(var violations) -> rejected(null, sent(line), violations);
            case Admission.Closed<R>(RecordIdentity identity, Problem.Item violation) ->
                rejected(close(identity), sent(line), List.of(violation));
        };
    }

    private Verdict<Operation> checked(Admission.Admitted<R> admitted, String line) {
        ObjectNode published = json.toTree(published(admitted));
        RecordIdentity identity = admitted.envelope().identity();
        var faults = new ArrayList<>(kind.faults(admitted.record()));
        if (!identity.isValid()) {
            faults.add(INVALID_KEY);
        }
        reserved.taken(kind, identity.key()).ifPresent(path -> faults.add(reserved(published, path)));
        addNew(values.faults(published), faults);
        List<Hit> hits = report.personalData(published);
        if (!faults.isEmpty()) {
            addNew(hits.stream().map(Hit::item).distinct().toList(), faults);
            return rejected(null, sent(line), faults);
        }
        // earlier states of a record that is erased when it expires may name people who have been removed since
        Envelope envelope = kind.isErasedOnceExpired() ? admitted.envelope().withoutPast() : admitted.envelope();
        var put = new Put(kind.name(), envelope.counting(kind.fields().counted()), json.write(published));
        var warned = new ArrayList<>(values.warnings(published));
        warned.addAll(kind.warnings(admitted.record()));
        return new Verdict<>(
                new Operation(
                        put,
                        kind.type(),
                        hits,
                        references(published, line),
                        statements(admitted.record()),
                        PublishingBodies.of(
                                kind,
                                admitted.record(),
                                identity.key(),
                                admitted.envelope().publisher())),
                report.key(published, hits),
                identity.key(),
                List.of(),
                report.described(warned, published, true));
    }

    private Problem.Item reserved(JsonNode published, String path) {
        return new Problem.Item(
                kind.keyFields().stream().filter(published::has).findFirst().orElse(""),
                "id.reserved",
                "这个编号的地址已用于接口 %s，取不到这条记录；请改用别的编号，例如 \"%s\""
                        .formatted(path, kind.contract().keyExample()));
    }

    /** The references in a record that its line contains. Others are derived, such as the parent of a division. */
    private List<DeclaredValues.Reference> references(ObjectNode published, String line) {
        return values.references(published).stream()
                .filter(reference -> line.contains('"' + reference.component() + '"'))
                .toList();
    }

    private Set<PublicationId> statements(R record) {
        return kind.fields().statements(record).entrySet().stream()
                .flatMap(of -> of.getValue().stream().map(key -> new PublicationId(of.getKey(), key)))
                .collect(Collectors.toSet());
    }

    private JsonNode sent(String line) {
        return json.asSent(line).orElseThrow();
    }

    private R published(Admission.Admitted<R> admitted) {
        return admitted.published() == null
                ? admitted.record()
                : json.only(admitted.published(), admitted.record(), kind.type());
    }

    private Operation close(RecordIdentity identity) {
        return new Operation(new Withdraw(kind.name(), identity, CLOSED), kind.type());
    }

    @Override
    public Operation withdrawal(String key, String reason) {
        return new Operation(new Withdraw(kind.name(), kind.key(key), reason), kind.type());
    }

    @Override
    public Applier<Operation> applier(Origin origin, boolean dryRun) {
        return new PublicationApplier(
                kind,
                publications,
                new PublishingBodies(ownerships, kinds, json, origin.publisher()),
                quarantine,
                warnings,
                audit,
                origin,
                dryRun);
    }

    @Override
    public int handOver(Origin origin, String from, String to, Set<String> keys) {
        var canonical = keys.stream().map(kind::key).collect(Collectors.toSet());
        return ownerships.handOver(origin, kind.name(), from, to, canonical);
    }
}
