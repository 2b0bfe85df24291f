package org.sunwindow.bulk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.kind.Kind;

/** Keeps the hash trees that were asked for. Thread-safe. */
@ApplicationScoped
class HashTrees {

    /** A client that compares its copy asks again within seconds. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** Share of the memory that trees may take. */
    private static final int SHARE = 8;

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Held while a tree is computed, so that at most one of the threads that serve reads does it. */
    private final ReentrantLock computing = new ReentrantLock();

    private final SearchIndex index;
    private final Clock clock;
    private final Cache<String, Versioned> trees = Caffeine.newBuilder()
            .executor(Runnable::run)
            .expireAfterAccess(KEPT)
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE)
            .weigher((String kind, Versioned versioned) -> versioned.tree().size())
            .build();

    HashTrees(SearchIndex index, Clock clock) {
        this.index = index;
        this.clock = clock;
    }

    /**
     * @param version {@code null} if the index changed while the tree was computed
     */
    private record Versioned(HashTree tree, DataVersion version) {}

    /** Returns the tree of a kind in the state of the log. */
    HashTree of(Kind<?> kind, PublicLog log) {
        Versioned known = trees.getIfPresent(kind.name());
        if (known != null && known.version() != null && holds(known.version(), log)) {
            return known.tree();
        }
        if (!computing.tryLock()) {
            throw ProblemException.retryAfter(ProblemCode.BUSY, "当前核对副本的请求较多，请稍后再试。", RETRY);
        }
        try {
            DataVersion version = index.dataVersion(log.now());
            var tree = new HashTree(log.digests(kind));
            boolean same = holds(version, log) && index.isCurrent(version, clock.instant());
            trees.put(kind.name(), new Versioned(tree, same ? version : null));
            return tree;
        } finally {
            computing.unlock();
        }
    }

    private boolean holds(DataVersion version, PublicLog log) {
        Instant now = log.now();
        return version.position() == log.position() && version.holdsAt(now) && index.isCurrent(version, now);
    }

    /** Returns the roots of the trees of some kinds, by their names. */
    Map<String, String> roots(Iterable<Kind<?>> kinds, PublicLog log) {
        var roots = new LinkedHashMap<String, String>();
        for (Kind<?> kind : kinds) {
            roots.put(kind.name(), of(kind, log).root());
        }
        return roots;
    }
}
