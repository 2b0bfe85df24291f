package org.sunwindow.imports;

import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sunwindow.Settings;
import org.sunwindow.imports.format.FileColumns;
import org.sunwindow.imports.format.LinkedFiles;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.imports.format.sheet.SheetTemplate;
import org.sunwindow.imports.publication.PublicationImport;
import org.sunwindow.imports.publication.PublicationWarnings;
import org.sunwindow.imports.publication.ReservedKeys;
import org.sunwindow.imports.quarantine.Quarantine;
import org.sunwindow.imports.target.ImportKind;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.OwnedTarget;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.FileIntake;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.StoredFiles;
import org.sunwindow.publication.StoredRecords;
import org.sunwindow.publisher.OwnerRights;
import org.sunwindow.publisher.WriteAudit;

/** The targets of imports: each kind of publication, and what other features contribute. */
@ApplicationScoped
public class ImportTargets {

    private final Map<String, ImportTarget<?>> targets = new LinkedHashMap<>();
    private final Map<String, PublicationImport<?>> publications = new HashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final StrictJson json;
    private final Instance<FileIntake> intake;
    private final LinkedFiles linked;

    ImportTargets(
            Kinds kinds,
            ReservedKeys reserved,
            Publications store,
            StoredRecords records,
            Ownerships ownerships,
            StoredFiles files,
            Quarantine quarantine,
            @All List<InstanceHandle<ImportTarget<?>>> others,
            StrictJson json,
            Settings general,
            WriteAudit audit,
            Instance<FileIntake> intake,
            LinkedFiles linked,
            Clock clock) {
        this.json = json;
        this.intake = intake;
        this.linked = linked;
        var warnings =
                new PublicationWarnings(store, records, ownerships, files, json, kinds, OwnerRights.of(general), clock);
        for (Kind<?> kind : kinds.all()) {
            publications.put(
                    kind.name(),
                    new PublicationImport<>(
                            kind, kinds, reserved, store, ownerships, quarantine, json, warnings, audit));
            targets.put(kind.name(), publications.get(kind.name()));
            labels.put(kind.name(), kind.label());
        }
        var byName = new TreeMap<String, ImportTarget<?>>();
        var labelsByName = new TreeMap<String, String>();
        others.forEach(target -> {
            ImportKind kind = kind(target);
            byName.put(kind.value(), target.get());
            labelsByName.put(kind.value(), kind.label());
        });
        targets.putAll(byName);
        labels.putAll(labelsByName);
    }

    private static ImportKind kind(InstanceHandle<ImportTarget<?>> target) {
        return target.getBean().getQualifiers().stream()
                .filter(ImportKind.class::isInstance)
                .map(ImportKind.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(target.getBean() + " has no @ImportKind"));
    }

    /**
     * @param kind one of {@link #kinds()}
     */
    ImportTarget<?> get(String kind) {
        return targets.get(kind);
    }

    /** Names of all targets: kinds of publications first, then the others, each in alphabetical order. */
    Set<String> kinds() {
        return targets.keySet();
    }

    /** Returns the Chinese names of {@link #kinds()}, in their order. */
    Map<String, String> labels() {
        return labels;
    }

    /** Returns the empty sheet of a kind. */
    SheetTemplate template(String kind) {
        ImportTarget<?> target = targets.get(kind);
        return new SheetTemplate(target.lineType(), target.headings());
    }

    /** Returns the target of a kind of publication, empty if it is none. */
    public Optional<PublicationImport<?>> publication(String kind) {
        return Optional.ofNullable(publications.get(kind));
    }

    /** Returns the targets whose records belong to publishers, by name. */
    Map<String, OwnedTarget<?>> owned() {
        var owned = new LinkedHashMap<String, OwnedTarget<?>>();
        targets.forEach((kind, target) -> {
            if (target instanceof OwnedTarget<?> records) {
                owned.put(kind, records);
            }
        });
        return owned;
    }

    SheetRecords records(String kind) {
        return records(targets.get(kind));
    }

    SheetRecords records(ImportTarget<?> target) {
        return new SheetRecords(
                target.lineType(),
                target.headings(),
                target.written(),
                fileColumns(target),
                target.keys(),
                target.calledBy(),
                target.table(),
                json);
    }

    /** Whether lines of a kind may be returned to their sender. */
    boolean mayReturn(String kind) {
        return targets.get(kind).mayReturn();
    }

    private FileColumns fileColumns(ImportTarget<?> target) {
        return intake.isResolvable() ? new FileColumns(target.files(), intake.get(), linked) : FileColumns.NONE;
    }
}
