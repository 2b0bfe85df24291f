package org.sunwindow.imports.run;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.sunwindow.http.IdempotencyKey;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** Lets only one run have a key, whichever instance starts it. */
@ApplicationScoped
public class RunKeys {

    private static final Duration RETRY = Duration.ofSeconds(10);

    /**
     * Gives a key to a run, which is stored in the same transaction.
     *
     * @param key {@code null} for none
     * @throws ProblemException {@link ProblemCode#IDEMPOTENCY_KEY_IN_USE} if another run has it
     */
    void claim(ImportRun run, Sent.Key key) {
        if (key == null) {
            return;
        }
        Panache.getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(?1)")
                .setParameter(1, ByteBuffer.wrap(key.hash()).getLong())
                .getSingleResult();
        if (ImportRun.count("keyHash", key.hash()) > 0) {
            throw inUse();
        }
        run.keyHash = key.hash();
        run.requestHash = key.request();
    }

    public static ProblemException inUse() {
        return ProblemException.retryAfter(
                ProblemCode.IDEMPOTENCY_KEY_IN_USE,
                "同一个 " + IdempotencyKey.HEADER + " 的导入还在进行，没有另行导入。请稍后以同一请求重发，以取得它的结果。",
                RETRY);
    }
}
