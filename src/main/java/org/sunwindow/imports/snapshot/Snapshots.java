package org.sunwindow.imports.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.imports.FileScope;
import org.sunwindow.imports.ImportSettings;
import org.sunwindow.imports.StoringPlaces;
import org.sunwindow.imports.format.ImportMemory;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.publication.PublicationImport;
import org.sunwindow.imports.publication.PublicationImport.Operation;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.imports.run.LineListener;
import org.sunwindow.imports.target.ImportTarget.Applied;
import org.sunwindow.imports.target.ImportTarget.Applier;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.imports.target.ImportTarget.Verdict;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publication.StoredRecords;
import org.sunwindow.publisher.Origin;

/**
 * Withdraws the records of a publisher that a complete file does not contain. Records that have changed since the run
 * began, or whose publication has ended, are not withdrawn. Nothing is withdrawn if the file is probably not complete.
 */
@ApplicationScoped
public class Snapshots {

    /** The mode of a file that contains changes. */
    public static final String DELTA = "delta";

    /** The mode of a complete file. */
    public static final String SNAPSHOT = "snapshot";

    /** Most records that may be missing by default, in percent. */
    private static final int MAX_MISSING = 10;

    private static final String REASON = "全量文件中没有这条记录";

    /** Keys that are read at a time. */
    private static final int PAGE = 10_000;

    /** Missing records that the report names. */
    private static final int NAMED = 100;

    private final StoredRecords stored;
    private final ImportRuns runs;
    private final StoringPlaces places;
    private final StrictJson json;
    private final ImportSettings settings;
    private final IndexRevisions index;
    private final Clock clock;

    Snapshots(
            StoredRecords stored,
            ImportRuns runs,
            StoringPlaces places,
            StrictJson json,
            ImportSettings settings,
            IndexRevisions index,
            Clock clock) {
        this.stored = stored;
        this.runs = runs;
        this.places = places;
        this.json = json;
        this.settings = settings;
        this.index = index;
        this.clock = clock;
    }

    /**
     * Reads the share of records that a complete file may lack, in percent; empty if the file contains changes.
     *
     * @param isOther whether the kind is not one of publications; such kinds have no complete files
     */
    public static OptionalInt maxMissing(StrictParameters parameters, boolean isOther) {
        boolean isSnapshot = parameters
                .choice("mode", List.of(DELTA, SNAPSHOT))
                .orElse(DELTA)
                .equals(SNAPSHOT);
        var maxMissing = parameters.number("maxMissing", 0, 100);
        if (isSnapshot && isOther) {
            parameters.wrong("mode", "value", "办件和节假日没有全量导入，请用 delta");
        }
        if (!isSnapshot && maxMissing.isPresent()) {
            parameters.wrong("maxMissing", "value", "只用于 mode=snapshot");
        }
        return isSnapshot ? OptionalInt.of(maxMissing.orElse(MAX_MISSING)) : OptionalInt.empty();
    }

    /**
     * Begins the run of a complete file.
     *
     * @param maxMissing most records that may be missing, in percent of those that the publisher has
     * @param listener   receives what is missing, and why it is not withdrawn
     */
    public FileScope<Operation> start(
            PublicationImport<?> target,
            Origin origin,
            boolean dryRun,
            int maxMissing,
            ImportMemory memory,
            LineListener listener) {
        return new Snapshot(target, origin, dryRun, maxMissing, memory, listener);
    }

    private final class Snapshot implements FileScope<Operation> {

        private final PublicationImport<?> target;
        private final Kind<?> kind;
        private final Origin origin;
        private final boolean dryRun;
        private final int maxMissing;
        private final ImportMemory memory;
        private final LineListener listener;
        private final ContainedKeys keys = new ContainedKeys(this::take);
        private final Instant start = clock.instant();
        private final long revision = stored.revision();
        private final long before;
        private int taken;
        private long lastLine;
        private long accepted;
        private long unreadable;

        /** Whether a line was rejected. It may mean a record without a number, although it states one. */
        private boolean isRejected;

        private long firstUnreadable;

        Snapshot(
                PublicationImport<?> target,
                Origin origin,
                boolean dryRun,
                int maxMissing,
                ImportMemory memory,
                LineListener listener) {
            this.target = target;
            this.kind = target.kind();
            this.origin = origin;
            this.dryRun = dryRun;
            this.maxMissing = maxMissing;
            this.memory = memory;
            this.listener = listener;
            this.before = stored.count(kind.name(), origin.publisher().name(), start, revision);
        }

        private boolean take(int bytes) {
            int characters = bytes / ImportMemory.BYTES_PER_CHARACTER;
            boolean has = memory.takeBatch(characters);
            taken += has ? characters : 0;
            return has;
        }

        @Override
        public void close() {
            memory.giveBatch(taken);
            taken = 0;
        }

        @Override
        public Applier<Operation> observed(Applier<Operation> applier) {
            return operations -> {
                Applied applied = applier.apply(operations);
                for (int i = 0; i < operations.size(); i++) {
                    Outcome outcome = applied.outcomes().get(i);
                    boolean isAccepted =
                            outcome == Outcome.CREATED || outcome == Outcome.CHANGED || outcome == Outcome.UNCHANGED;
                    isRejected |= outcome == Outcome.HELD;
                    accepted += isAccepted && operations.get(i).write() instanceof Put ? 1 : 0;
                }
                // a line without the number stands for the record that has it
                applied.alike().values().stream().filter(Objects::nonNull).forEach(keys::add);
                return applied;
            };
        }

        @Override
        public void read(Line line, Verdict<Operation> verdict) {
            lastLine = line.number();
            Operation operation = verdict.operation();
            if (operation != null) {
                keys.add(operation.key());
                operation.write().identity().otherKeys().forEach(keys::add);
            }
            isRejected |= !verdict.faults().isEmpty();
            if (!verdict.faults().isEmpty() && !hasKey(line) && operation == null && unreadable++ == 0) {
                firstUnreadable = line.number();
            }
        }

        /** Adds all keys of a rejected line, and returns whether it has any. */
        private boolean hasKey(Line line) {
            JsonNode sent =
                    line.text() == null ? null : json.asSent(line.text()).orElse(null);
            if (sent == null) {
                return false;
            }
            List<String> found = kind.keyFields().stream()
                    .map(sent::path)
                    .flatMap(key -> key.isArray() ? key.valueStream() : Stream.of(key))
                    .filter(JsonNode::isValueNode)
                    .map(key -> kind.key(key.asText("")))
                    .filter(key -> !key.isEmpty())
                    .toList();
            found.forEach(keys::add);
            return !found.isEmpty();
        }

        @Override
        public void end(Applier<Operation> applier) throws InterruptedException {
            long missing = 0;
            var named = new ArrayList<String>();
            for (List<String> page = page(""); !page.isEmpty(); page = page(page.getLast())) {
                for (String key : page) {
                    if (!keys.contains(key)) {
                        missing++;
                        if (named.size() < NAMED) {
                            named.add(key);
                        }
                    }
                }
            }
            Problem.Item refusal = missing == 0 ? null : refusal(missing);
            if (refusal == null && !dryRun) {
                withdraw(applier);
            }
            String message = refusal != null ? "未撤下" : dryRun ? "正式导入时撤下" : "已撤下";
            runs.missing(
                    origin.id(),
                    lastLine,
                    missing,
                    refusal,
                    named,
                    new Problem.Item("", "snapshot.missing", "全量文件中没有这条记录，" + message),
                    listener);
        }

        private List<String> page(String after) {
            return stored.keys(kind.name(), origin.publisher().name(), start, revision, isRejected, after, PAGE);
        }

        private Problem.Item refusal(long missing) {
            if (accepted == 0) {
                return refused("没有收下一条记录，不能当作全量文件");
            }
            if (keys.isFull()) {
                return refused("记录超过 %d 条，或服务暂时没有足够的内存，不能核对全量".formatted(ContainedKeys.MAX));
            }
            if (unreadable > 0) {
                return refused(
                        "有 %d 行退回而读不出编号，其中第一行是第 %d 行，不知道它们是哪些记录；请改正后重新导入".formatted(unreadable, firstUnreadable));
            }
            if (missing * 100 > before * maxMissing) {
                return refused("文件中没有的有 %d 条，占本方现有 %d 条的 %d%%，超过上限 %d%%；请核对文件是否完整，确应撤下的，提高 maxMissing 后重新导入"
                        .formatted(missing, before, Math.ceilDiv(missing * 100, before), maxMissing));
            }
            return null;
        }

        private Problem.Item refused(String why) {
            return new Problem.Item("", "snapshot.refused", "没有撤下任何记录：" + why);
        }

        private void withdraw(Applier<Operation> applier) throws InterruptedException {
            var batch = new ArrayList<String>();
            for (List<String> page = page(""); !page.isEmpty(); page = page(page.getLast())) {
                for (String key : page) {
                    if (!keys.contains(key)) {
                        batch.add(key);
                    }
                    if (batch.size() == settings.batch()) {
                        withdraw(batch, applier);
                        batch.clear();
                    }
                }
            }
            if (!batch.isEmpty()) {
                withdraw(batch, applier);
            }
        }

        private void withdraw(List<String> batch, Applier<Operation> applier) throws InterruptedException {
            long written = places.store(() -> QuarkusTransaction.requiringNew().call(() -> {
                Map<String, Long> revisions = stored.lockRevisions(kind.name(), Set.copyOf(batch));
                Applied applied = applier.apply(batch.stream()
                        .filter(key -> revisions.getOrDefault(key, Long.MAX_VALUE) <= revision)
                        .map(key -> target.withdrawal(key, REASON))
                        .toList());
                runs.withdrawn(origin.id(), applied);
                return applied.revision();
            }));
            index.holdBack(written, settings.maxLag());
        }
    }
}
