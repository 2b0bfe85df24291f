package org.sunwindow.progress;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.sunwindow.Settings;

/**
 * Counts attempts on a number, whether it exists or not, for all instances together, and locks it after a few. An
 * attempt is counted before it is judged, so that many at once are not judged more often than allowed.
 */
@ApplicationScoped
class LookupGuard {

    /** Old rows removed along with each attempt, so that the table follows the attempts of the last while. */
    private static final int PURGE = 20;

    private final EntityManager database;
    private final Clock clock;
    private final Settings.Progress settings;

    LookupGuard(EntityManager database, Clock clock, Settings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings.progress();
    }

    /**
     * Counts an attempt in a transaction of its own: it stands even if what follows fails.
     *
     * @return how long the number stays locked, {@link Duration#ZERO} when it is not; the same whether it exists or not
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Duration admit(byte[] numberHash) {
        Instant now = clock.instant();
        var counted = (Object[]) database.createNativeQuery("""
                        insert into lookup_guard as g (number_hash, failures, expires_at)
                        values (:number, 1, :until)
                        on conflict (number_hash) do update set
                            failures = case when g.expires_at <= :now then 1 else least(g.failures, 1000000) + 1 end,
                            expires_at = case when g.expires_at > :now and g.failures >= :max
                                         then g.expires_at else :until end
                        returning failures, expires_at""", Object[].class)
                .setParameter("number", numberHash)
                .setParameter("now", now)
                .setParameter("until", now.plus(settings.lock()))
                .setParameter("max", settings.maxFailures())
                .getSingleResult();
        purge(now);
        boolean locked = ((Number) counted[0]).intValue() > settings.maxFailures();
        return locked ? Duration.between(now, (Instant) counted[1]) : Duration.ZERO;
    }

    /** An answer was right: the number starts afresh. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void clear(byte[] numberHash) {
        database.createNativeQuery("delete from lookup_guard where number_hash = :number")
                .setParameter("number", numberHash)
                .executeUpdate();
    }

    private void purge(Instant now) {
        database.createNativeQuery("""
                        delete from lookup_guard where number_hash in (
                            select number_hash from lookup_guard where expires_at <= :now
                            limit :limit for update skip locked)""")
                .setParameter("now", now)
                .setParameter("limit", PURGE)
                .executeUpdate();
    }
}
