package org.sunwindow.imports.source;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.FileImports;
import org.sunwindow.imports.FileImports.Ending;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.source.FetchException.Reason;
import org.sunwindow.imports.source.SourceStates.End;
import org.sunwindow.imports.source.SourceStates.Lease;
import org.sunwindow.imports.source.SourceStates.Outcome;
import org.sunwindow.outbound.AllowedHosts;
import org.sunwindow.outbound.Backoff;
import org.sunwindow.publisher.Publishers;

/** Fetches the configured sources when they are due, one after the other, and imports what is new. */
@ApplicationScoped
class SourceFollower {

    static final long SIGN_OF_LIFE_SECONDS = 30;

    private static final String INTERVAL = "10s";
    private static final String SIGN_OF_LIFE = SIGN_OF_LIFE_SECONDS + "s";

    /**
     * A file with rejected lines is imported again after this time although it has not changed: the records that they
     * refer to may have come, or a line may have been released from quarantine.
     */
    static final Duration AGAIN = Duration.ofDays(1);

    /** After a failure, unless the server asks for more. */
    static final Duration LONGEST_WAIT = Duration.ofHours(6);

    private static final Logger LOG = Logger.getLogger(SourceFollower.class);

    private final SourceSettings settings;
    private final SourceStates states;
    private final FileImports imports;
    private final Publishers publishers;
    private final Fetcher fetcher;
    private final Backoff backoff;
    private final Clock clock;
    private boolean added;
    private volatile Lease current;
    private volatile Set<String> failing = Set.of();

    @Inject
    SourceFollower(
            SourceSettings settings,
            SourceStates states,
            FileImports imports,
            Publishers publishers,
            Vertx vertx,
            Clock clock) {
        this(
                settings,
                states,
                imports,
                publishers,
                new Fetcher(
                        vertx,
                        new AllowedHosts(settings.allowedHosts().orElse(List.of()), InetAddress::getAllByName),
                        settings.certificates(),
                        new Fetcher.Limits(settings.maxBytes(), settings.timeout()),
                        clock),
                new Backoff(LONGEST_WAIT, () -> ThreadLocalRandom.current().nextDouble()),
                clock);
    }

    SourceFollower(
            SourceSettings settings,
            SourceStates states,
            FileImports imports,
            Publishers publishers,
            Fetcher fetcher,
            Backoff backoff,
            Clock clock) {
        this.settings = settings;
        this.states = states;
        this.imports = imports;
        this.publishers = publishers;
        this.fetcher = fetcher;
        this.backoff = backoff;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        fetcher.close();
    }

    /** Returns the sources whose last fetch failed, as far as this instance knows. */
    Set<String> failing() {
        return failing;
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        if (settings.sources().isEmpty() || !imports.isReady()) {
            return;
        }
        try {
            follow();
        } catch (SQLException e) {
            // the store is unreachable, which DatabaseMonitor logs
            LOG.debugf("sources were not followed: %s", ExceptionSummary.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps other instances from taking over during a long import. */
    @Scheduled(every = SIGN_OF_LIFE, delayed = SIGN_OF_LIFE, concurrentExecution = ConcurrentExecution.SKIP)
    void signOfLife() {
        Lease lease = current;
        if (lease != null) {
            try {
                states.renew(lease, clock.instant().plus(settings.lease()));
            } catch (SQLException e) {
                LOG.debugf("a lease was not renewed: %s", ExceptionSummary.of(e));
            }
        }
    }

    /** Fetches all sources that are due. */
    synchronized void follow() throws SQLException, InterruptedException {
        if (!added) {
            for (var source : settings.sources().entrySet()) {
                states.add(source.getKey(), configuration(source.getValue()), clock.instant());
            }
            added = true;
        }
        for (var source : settings.sources().entrySet()) {
            Instant now = clock.instant();
            Optional<Lease> lease = states.lease(source.getKey(), now, now.plus(settings.lease()));
            if (lease.isPresent()) {
                current = lease.get();
                try {
                    states.end(lease.get(), fetch(lease.get(), source.getValue()));
                } finally {
                    current = null;
                }
            }
        }
        var failed = new TreeSet<String>();
        states.all().forEach((name, state) -> {
            if (settings.sources().containsKey(name) && state.outcome() == Outcome.FAILED) {
                failed.add(name);
            }
        });
        failing = failed;
    }

    /** What the validators of a file depend on. */
    private static byte[] configuration(SourceSettings.Source source) {
        return Sha256.of(String.join(
                "\n",
                source.url(),
                source.kind(),
                source.publisher(),
                source.mode().name(),
                source.format().map(FileFormat::name).orElse("")));
    }

    private End fetch(Lease lease, SourceSettings.Source source) throws InterruptedException {
        try {
            Optional<Fetched> fetched = fetcher.fetch(source.url(), lease.validators());
            if (fetched.isEmpty()) {
                return unchanged(lease, source, lease.validators());
            }
            try (Fetched file = fetched.get()) {
                return Arrays.equals(file.hash(), lease.hash())
                        ? unchanged(lease, source, file.validators())
                        : imported(lease, source, file);
            }
        } catch (FetchException e) {
            return failed(lease, e, null);
        } catch (IOException | RuntimeException | Error e) {
            LOG.warnf("source %s: %s", lease.name(), ExceptionSummary.of(e));
            return failed(lease, new FetchException(Reason.STORE, "临时文件写不下或读不出。"), null);
        }
    }

    private End unchanged(Lease lease, SourceSettings.Source source, Validators validators) {
        Instant now = clock.instant();
        return new End(
                now,
                now.plus(backoff.afterSuccess(source.every())),
                Outcome.UNCHANGED,
                null,
                null,
                lease.run(),
                0,
                validators,
                lease.hash(),
                lease.forgetAt());
    }

    private End imported(Lease lease, SourceSettings.Source source, Fetched file) throws FetchException, IOException {
        FileImports.Outcome outcome = imports.run(
                source.kind(),
                publishers.named(source.publisher()).orElseThrow(),
                source.mode() == SourceSettings.Mode.SNAPSHOT
                        ? OptionalInt.of(source.maxMissing())
                        : OptionalInt.empty(),
                format(source, file),
                file.isGzipped(),
                () -> Files.newInputStream(file.file()));
        if (outcome.ending() != Ending.COMPLETED) {
            Reason reason = outcome.ending() == Ending.POSTPONED ? Reason.STORE : Reason.FILE;
            return failed(lease, new FetchException(reason, outcome.problem()), outcome);
        }
        Instant now = clock.instant();
        LOG.infof(
                "source %s: imported by run %s, %d lines, %d rejected",
                lease.name(),
                outcome.run(),
                outcome.counts().lines(),
                outcome.counts().rejected());
        return new End(
                now,
                now.plus(backoff.afterSuccess(source.every())),
                Outcome.IMPORTED,
                null,
                "读到 %d 行，退回 %d 行。"
                        .formatted(outcome.counts().lines(), outcome.counts().rejected()),
                outcome.run(),
                0,
                file.validators(),
                file.hash(),
                outcome.counts().rejected() > 0 ? now.plus(AGAIN) : null);
    }

    private static FileFormat format(SourceSettings.Source source, Fetched file) throws FetchException {
        Optional<FileFormat> format = source.format().or(() -> FileImports.format(file.path()));
        if (format.isPresent()) {
            return format.get();
        }
        if (file.mediaType() != null) {
            try {
                return FileFormat.of(file.mediaType());
            } catch (ProblemException e) {
                // another type
            }
        }
        throw new FetchException(Reason.FORMAT, "看不出文件的格式；请管理员在配置中写明。");
    }

    /**
     * After a failed import, the same file is fetched and imported as a whole.
     *
     * @param outcome {@code null} if nothing was imported
     */
    private End failed(Lease lease, FetchException failure, FileImports.Outcome outcome) {
        int failures = lease.failures() + 1;
        if (failures == 1) {
            LOG.warnf("source %s: not fetched, %s", lease.name(), failure.reason());
        }
        boolean isKnown = outcome == null;
        Instant now = clock.instant();
        return new End(
                now,
                now.plus(backoff.afterFailure(failures, failure.retryAfter())),
                Outcome.FAILED,
                failure.reason(),
                failure.getMessage(),
                isKnown ? lease.run() : outcome.run(),
                failures,
                isKnown ? lease.validators() : Validators.NONE,
                isKnown ? lease.hash() : null,
                isKnown ? lease.forgetAt() : null);
    }
}
