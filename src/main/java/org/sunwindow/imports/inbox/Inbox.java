package org.sunwindow.imports.inbox;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.imports.FileImports;
import org.sunwindow.imports.FileImports.Counts;
import org.sunwindow.imports.FileImports.Ending;
import org.sunwindow.imports.FileImports.Outcome;
import org.sunwindow.imports.FileImports.Remark;
import org.sunwindow.imports.inbox.PublisherFolder.Complete;
import org.sunwindow.outbound.Backoff;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/**
 * Imports the files that appear in the folders of publishers, see {@link PublisherFolder}. The folders are read
 * regularly, because network file systems do not report changes.
 */
@ApplicationScoped
class Inbox {

    static final long SIGN_OF_LIFE_SECONDS = 30;

    private static final String INTERVAL = "10s";
    private static final String SIGN_OF_LIFE = SIGN_OF_LIFE_SECONDS + "s";

    /** Keys of {@link #troubles} that do not name publishers. */
    private static final String ROOT = "folder";

    private static final String UNKNOWN = "unknown";

    /** Before a file is imported again that could not be imported for now. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final DateTimeFormatter IN_NAMES = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final DateTimeFormatter IN_TEXTS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final InboxSettings settings;
    private final Publishers publishers;
    private final FileImports imports;
    private final Clock clock;
    private final Backoff backoff =
            new Backoff(LONGEST_WAIT, () -> ThreadLocalRandom.current().nextDouble());
    private final Map<String, PublisherFolder> folders = new HashMap<>();

    /** What waits, by publisher: a file that could not be imported for now, and all behind it, which may correct it. */
    private final Map<String, Postponed> postponed = new HashMap<>();

    private record Postponed(Instant since, int failures, Instant again) {}

    /** What prevents imports, by publisher or as {@link #ROOT} and {@link #UNKNOWN}. Replaced with every look. */
    private volatile Map<String, String> troubles = Map.of();

    private volatile PublisherFolder held;

    Inbox(InboxSettings settings, Publishers publishers, FileImports imports, Clock clock) {
        this.settings = settings;
        this.publishers = publishers;
        this.imports = imports;
        this.clock = clock;
    }

    boolean isWatched() {
        return settings.folder().isPresent();
    }

    /** Returns the troubles found by the last {@link #look}. */
    Map<String, String> troubles() {
        return troubles;
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        // without the store, files wait where they are
        if (isWatched() && imports.isReady()) {
            look();
        }
    }

    /** Keeps other instances from taking over during a long import. */
    @Scheduled(every = SIGN_OF_LIFE, delayed = SIGN_OF_LIFE, concurrentExecution = ConcurrentExecution.SKIP)
    void signOfLife() {
        PublisherFolder folder = held;
        if (folder != null) {
            try {
                folder.signOfLife();
            } catch (IOException e) {
                LOG.debugf("the sign of life of a folder was not updated: %s", ExceptionSummary.of(e));
            }
        }
    }

    /** Imports the files that have not changed since the last call. */
    synchronized void look() {
        var found = new TreeMap<String, String>();
        Path root = settings.folder().orElseThrow();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    publishers
                            .named(name)
                            .ifPresentOrElse(
                                    publisher -> look(entry, publisher, found),
                                    // the name is not repeated, because anyone may have chosen it
                                    () -> found.put(UNKNOWN, "the name of a folder is not that of a publisher"));
                }
            }
        } catch (IOException e) {
            found.put(ROOT, "the folder cannot be read");
            LOG.debugf("the inbox cannot be read: %s", ExceptionSummary.of(e));
        }
        tell(found);
    }

    /** Logs troubles when they begin and when they end. */
    private void tell(Map<String, String> found) {
        found.forEach((path, trouble) -> {
            if (!trouble.equals(troubles.get(path))) {
                LOG.warnf("inbox, %s: %s", path, trouble);
            }
        });
        troubles.keySet().stream()
                .filter(path -> !found.containsKey(path))
                .forEach(path -> LOG.infof("inbox, %s: usable again", path));
        troubles = Map.copyOf(found);
    }

    private void look(Path directory, Publisher publisher, Map<String, String> found) {
        PublisherFolder folder = folders.get(publisher.name());
        try {
            if (folder == null) {
                folder = new PublisherFolder(directory, imports.kinds(), settings.lease(), clock);
                folder.create(kinds(publisher));
                folders.put(publisher.name(), folder);
            }
            folder.recover();
            List<Complete> files = folder.complete();
            if (files.isEmpty()) {
                // taken away, or imported by another instance
                postponed.remove(publisher.name());
            } else if (isDue(publisher) && folder.hold()) {
                held = folder;
                try {
                    importAll(folder, publisher, files);
                } finally {
                    held = null;
                    folder.release();
                }
            }
            Postponed waiting = postponed.get(publisher.name());
            if (waiting != null) {
                found.put(
                        publisher.name(),
                        "files wait since %s, when they could not be imported".formatted(text(waiting.since())));
            }
        } catch (IOException e) {
            found.put(publisher.name(), "the folder cannot be read or written");
            LOG.debugf("inbox, %s: %s", publisher.name(), ExceptionSummary.of(e));
        } catch (RuntimeException | Error e) {
            // the files of other publishers do not wait for it; the file is put back once the sign of life is too old
            found.put(publisher.name(), "an import failed");
            LOG.warnf("inbox, %s: %s", publisher.name(), ExceptionSummary.of(e));
        }
    }

    private boolean isDue(Publisher publisher) {
        Postponed waiting = postponed.get(publisher.name());
        return waiting == null || !clock.instant().isBefore(waiting.again());
    }

    private void postpone(Publisher publisher) {
        Instant now = clock.instant();
        Postponed before = postponed.getOrDefault(publisher.name(), new Postponed(now, 0, now));
        int failures = before.failures() + 1;
        postponed.put(
                publisher.name(),
                new Postponed(before.since(), failures, now.plus(backoff.afterFailure(failures, Duration.ZERO))));
    }

    private String text(Instant time) {
        return IN_TEXTS.format(time.atZone(clock.getZone()));
    }

    private Set<String> kinds(Publisher publisher) {
        return imports.kinds().keySet().stream().filter(publisher::mayImport).collect(Collectors.toSet());
    }

    private void importAll(PublisherFolder folder, Publisher publisher, List<Complete> files) throws IOException {
        for (Complete file : files.subList(0, Math.min(files.size(), settings.files()))) {
            var claimed = folder.claim(file);
            if (claimed.isPresent() && !importOne(folder, publisher, file, claimed.get())) {
                return;
            }
        }
    }

    /** Returns whether to go on with the next file. */
    private boolean importOne(PublisherFolder folder, Publisher publisher, Complete file, Path claimed)
            throws IOException {
        Outcome outcome = outcome(publisher, file, claimed);
        if (outcome.ending() == Ending.POSTPONED) {
            postpone(publisher);
            folder.giveBack(claimed);
            return false;
        }
        Postponed waited = postponed.remove(publisher.name());
        if (!folder.isUnchanged(claimed, file)) {
            // its writer has continued; the complete file is imported later
            folder.giveBack(claimed);
            return true;
        }
        Counts counts = outcome.counts();
        boolean isDone = outcome.ending() == Ending.COMPLETED && counts.lines() > 0 && counts.rejected() == 0;
        var now = clock.instant().atZone(clock.getZone());
        String kind = file.kind() == null ? null : imports.kinds().get(file.kind());
        List<Remark> remarks =
                outcome.run() == null ? List.of() : imports.remarks(outcome.run(), InboxReport.MAX_REMARKS);
        byte[] report = InboxReport.of(
                file.path().getFileName().toString(),
                kind,
                publisher.name(),
                IN_TEXTS.format(now),
                waited == null ? null : text(waited.since()),
                outcome,
                remarks);
        folder.finish(claimed, isDone ? PublisherFolder.DONE : PublisherFolder.REJECTED, IN_NAMES.format(now), report);
        LOG.infof(
                "inbox, %s: a file of kind %s was imported by run %s, %d lines, %d rejected",
                publisher.name(), file.kind(), outcome.run(), counts.lines(), counts.rejected());
        return true;
    }

    private Outcome outcome(Publisher publisher, Complete file, Path claimed) {
        String name = file.path().getFileName().toString();
        var format = FileImports.format(name);
        if (file.kind() == null) {
            return refused("没有导入：不知道是哪一种类的文件。请放入相应种类的文件夹：%s。"
                    .formatted(kinds(publisher).stream()
                            .sorted()
                            .map(imports.kinds()::get)
                            .collect(Collectors.joining("、"))));
        }
        if (format.isEmpty()) {
            return refused("没有导入：不认识这种文件。请另存为 .xlsx、.csv（表格），或 .ndjson、.json（数据）。");
        }
        return imports.run(
                file.kind(),
                publisher,
                format.get(),
                FileImports.isGzipped(name),
                () -> Files.newInputStream(claimed, LinkOption.NOFOLLOW_LINKS));
    }

    private static Outcome refused(String problem) {
        return new Outcome(Ending.REFUSED, null, Counts.NONE, problem);
    }
}
