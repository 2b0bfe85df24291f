package org.sunwindow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.crypto.KeyedHashes;

/**
 * Settings that several features share, under the prefix {@code sunwindow}. Settings of one feature are in an interface
 * of that feature. Each property can also be set by an environment variable, for example
 * {@code SUNWINDOW_INDEX_DIRECTORY}.
 */
@ConfigMapping(prefix = "sunwindow")
public interface Settings {

    /** Time zone of dates without an offset, in imports, parameters and responses. */
    @WithDefault("Asia/Shanghai")
    ZoneId zone();

    /**
     * Address under which the public reaches this service, such as {@code https://mz.yunchuan.example}; the paths of
     * the API follow. Feeds name their records and entries by it. Without it, their links are relative.
     */
    Optional<String> publicAddress();

    /**
     * Whether to import the records of a fictional bureau at start. The service does not start with it in production.
     */
    @WithDefault("false")
    boolean sampleData();

    /** Publishers, which may import, by name. A record remembers the name of the publisher that sent it. */
    Map<String, Publisher> publishers();

    TokenFailures tokenFailures();

    /** How long it is recorded which publisher wrote what; see {@code write_audit}. */
    @WithDefault("400d")
    Duration writeAudit();

    Progress progress();

    Index index();

    Search search();

    Reads reads();

    Transfers transfers();

    Site site();

    /**
     * Proxies whose {@code X-Forwarded-For} is trusted when failures are counted by address: addresses, or networks
     * such as {@code 10.0.0.0/8}. The proxy support of Quarkus is not used: it evaluates the header for every request
     * and writes addresses to the debug log.
     */
    @WithDefault("127.0.0.1,::1")
    List<String> trustedProxies();

    /** The bearer tokens of a publisher, each at least 24 characters in production. */
    interface Tokens {

        /** What is sent as {@code Authorization: Bearer}. */
        String token();

        /** A second token that is valid at the same time, so that a token can be replaced without an interruption. */
        Optional<String> nextToken();

        /** Returns all valid tokens of a party. */
        static List<String> of(Tokens party) {
            return Stream.concat(Stream.of(party.token()), party.nextToken().stream())
                    .toList();
        }

        /** Returns all valid tokens of each party, by name. */
        static Map<String, List<String>> of(Map<String, ? extends Tokens> parties) {
            return parties.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, party -> of(party.getValue())));
        }
    }

    /** A publisher and what it may write. */
    interface Publisher extends Tokens {

        /** Kinds that it may import; all if not set. */
        Optional<Set<String>> kinds();

        /** Publishers whose records it may write as well as its own. */
        Optional<Set<String>> publishers();

        /**
         * Codes of divisions: it may also write the records of other publishers in these divisions and those below; not
         * cases.
         */
        Optional<Set<String>> divisions();

        /**
         * Whether it may release quarantine entries of its own lines and of {@link #publishers}. Administrators may
         * release all.
         */
        @WithDefault("false")
        boolean releases();

        /** Whether it may write and hand over all records and see all import runs. */
        @WithDefault("false")
        boolean administrator();
    }

    /** The secrets of all {@link KeyedHashes}. The name is historical: cases used them first. */
    interface Progress {

        /** Key of the hashes; at least 32 characters in production. */
        String secret();

        /**
         * Keys that were used before. Factors of cases and releases from quarantine that were hashed with them stay
         * valid; a factor is hashed with the current key after a successful lookup.
         */
        Optional<List<String>> previousSecrets();
    }

    /**
     * Unknown bearer tokens that are tolerated from one client address, counted separately for publishers and callers.
     */
    interface TokenFailures {

        /** Number of failures after which all tokens of this kind from the address are refused. */
        @WithDefault("20")
        int limit();

        /** Length of the window in which failures are counted; it starts with the first one. */
        @WithDefault("10m")
        Duration within();

        /** Addresses for which failures are counted at the same time. */
        @WithDefault("10000")
        int addresses();
    }

    /** The search index of this instance. */
    interface Index {

        /** Directory of the index, used by one process only. If it is lost, the index is rebuilt. */
        Path directory();

        /**
         * Interval at which the revision log is polled. It bounds the delay until changes of other instances are
         * visible.
         */
        @WithDefault("250ms")
        Duration poll();

        /** Longest time between a change and its commit to disk. Readers see changes before they are committed. */
        @WithDefault("5s")
        Duration commitEvery();

        /**
         * Withdrawals that are hidden in memory while the index is behind. With more, public reads are refused until
         * the index has caught up.
         */
        @WithDefault("100000")
        int maxRetractions();

        /**
         * Shortest time between two checks of all files of the index. Checks take at most 2 % of a processor on
         * average.
         */
        @WithDefault("1m")
        Duration verifyEvery();
    }

    interface Search {

        /**
         * A vocabulary file that replaces the built-in one (vocabulary.txt, which explains the format). It is reloaded
         * when it changes.
         */
        Optional<Path> vocabulary();
    }

    /** 两馆移交. */
    interface Transfers {

        /**
         * First day whose publications count as newly disclosed. Records that were loaded before, when the service took over from
         * another system, are in no batch: they have been handed over long ago.
         */
        Optional<LocalDate> since();
    }

    /** The website on which records are published. What is not set is left out of the metadata of records. */
    interface Site {

        /** 网站名称. */
        Optional<String> name();

        /** Domain of the website; by default the host of {@link #publicAddress}. */
        Optional<String> domain();

        /** 网站标识码: 10 digits, or {@code bm} and 8 digits. */
        Optional<String> idCode();
    }

    interface Reads {

        /** Bound of the response cache, in bytes. */
        @WithDefault("33554432")
        long cacheBytes();

        /** Requests that may be queued; further ones are refused with 503 and {@code Retry-After}. */
        @WithDefault("128")
        int waiting();

        /** Longest time for which a client or CDN may use a response without revalidation. */
        @WithDefault("60s")
        Duration maxAge();
    }
}
