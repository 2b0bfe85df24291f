package org.sunwindow.imports;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sunwindow.crypto.KeyedHashes;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.http.IdempotencyKey;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.run.ImportRun;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.imports.run.RunKeys;
import org.sunwindow.imports.run.Sent;
import org.sunwindow.publisher.Publisher;

/**
 * Recognizes imports that are sent again with the same {@link IdempotencyKey}. The key is stored with its run, so all
 * instances know it, and it lasts as long as the run makes progress or for a day.
 */
@ApplicationScoped
class ImportKeys {

    /** How long a retry gets the first run. */
    private static final Duration VALIDITY = Duration.ofDays(1);

    private static final byte[] NO_SALT = {};

    private final ImportRuns runs;
    private final KeyedHashes hashes;
    private final Clock clock;

    ImportKeys(ImportRuns runs, KeyedHashes hashes, Clock clock) {
        this.runs = runs;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * Adds the key of a request, if it has one.
     *
     * @throws ProblemException if the key is malformed, or the response is a marked sheet, which is not kept for a retry
     */
    ImportRequest keyed(ImportRequest asked, HttpServerRequest request, Publisher publisher, BodyDigest body) {
        Optional<String> key = IdempotencyKey.of(request);
        if (key.isEmpty()) {
            return asked;
        }
        if (asked.report() != null) {
            String rule = "不能与标注表（report）同时使用：标注表不保存，重发时无法再给出";
            throw new ProblemException(
                    ProblemCode.PARAMETER_INVALID,
                    "请求头 " + IdempotencyKey.HEADER + " " + rule + "。",
                    List.of(new Problem.Item(IdempotencyKey.HEADER, "conflict", rule)));
        }
        String parameters = String.join(
                "\n",
                asked.kind(),
                asked.format().name(),
                Boolean.toString(asked.dryRun()),
                asked.maxMissing().toString(),
                String.valueOf(asked.sent().fileName()));
        return asked.with(new Sent.Key(
                Sha256.of(publisher.name() + '\n' + key.get()), Sha256.of(parameters), () -> hash(0, body.value())));
    }

    /** A short file that names a person could be found by trying, so the hash needs the secret. */
    private byte[] hash(int key, byte[] body) {
        return hashes.of(key, "import body", NO_SALT, HexFormat.of().formatHex(body));
    }

    /**
     * A run that an earlier request has started.
     *
     * @param body hash of its body
     */
    private record Earlier(ImportReport run, byte[] body) {}

    /**
     * Returns the run of an earlier request with the same key, once the body has been read to its end and is the same.
     *
     * @throws IOException if the body breaks off
     * @throws ProblemException {@link ProblemCode#IDEMPOTENCY_KEY_REUSED} if the earlier request was another one, {@link
     *     ProblemCode#IDEMPOTENCY_KEY_IN_USE} if its body is still being read
     */
    Optional<ImportReport> earlier(ImportRequest asked, BodyDigest body) throws IOException {
        Sent.Key key = asked.sent().key();
        if (key == null) {
            return Optional.empty();
        }
        Optional<Earlier> earlier = find(key);
        if (earlier.isPresent()) {
            byte[] sent = body.readAll();
            if (IntStream.range(0, hashes.keys())
                    .noneMatch(secret -> MessageDigest.isEqual(
                            hash(secret, sent), earlier.get().body()))) {
                throw reused();
            }
        }
        return earlier.map(Earlier::run);
    }

    @Transactional
    Optional<Earlier> find(Sent.Key key) {
        Optional<ImportRun> found =
                ImportRun.<ImportRun>find("keyHash", key.hash()).firstResultOptional();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ImportRun run = found.get();
        ImportReport report = runs.report(run);
        boolean failed =
                report.state() == ImportRun.State.INTERRUPTED || report.state().isEnd() && run.bodyHash == null;
        if (failed || !clock.instant().isBefore(run.startedAt.plus(VALIDITY))) {
            // the retry has to import what the first request did not
            run.keyHash = null;
            return Optional.empty();
        }
        if (!MessageDigest.isEqual(run.requestHash, key.request())) {
            throw reused();
        }
        if (run.bodyHash == null) {
            throw RunKeys.inUse();
        }
        return Optional.of(new Earlier(report, run.bodyHash));
    }

    private static ProblemException reused() {
        return new ProblemException(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "这个 " + IdempotencyKey.HEADER + " 已用于另一次导入（文件或参数不同），没有导入。请为每个新的请求另取一个。");
    }
}
