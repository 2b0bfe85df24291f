package org.sunwindow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be set, under the prefix {@code sunwindow}; status lookups have {@link
 * org.sunwindow.cases.CaseSettings}. Each property can also come from the environment in
 * capitals with underscores, for example {@code SUNWINDOW_INDEX_DIRECTORY}.
 */
@ConfigMapping(prefix = "sunwindow")
public interface Settings {

    /** Zone of dates without an offset, in imports, parameters and answers. */
    @WithDefault("Asia/Shanghai")
    ZoneId zone();

    /** Loads the records of a fictional bureau at start. Refused in production. */
    @WithDefault("false")
    boolean sampleData();

    /** Who may import: name of the publisher to its bearer token, at least 24 characters in production. */
    Map<String, String> publishers();

    Index index();

    Search search();

    Reads reads();

    /** Who may ask for many: name of a caller to its bearer token, at least 24 characters in production. */
    Map<String, String> callers();

    /**
     * Proxies whose {@code X-Forwarded-For} is believed when failures are counted by address: addresses, or networks as
     * {@code 10.0.0.0/8}. Quarkus' own way works out the address of every request and writes it to the debug log.
     */
    @WithDefault("127.0.0.1,::1")
    List<String> trustedProxies();

    Imports imports();

    /** The search index of this instance. */
    interface Index {

        /** Where it lives. One directory belongs to one process; losing it costs a rebuild, nothing else. */
        Path directory();

        /** How often the revision log is looked at. Bounds how long a change of another instance stays unseen. */
        @WithDefault("250ms")
        Duration poll();

        /** At most this long after a change, the index is committed to disk. Readers see changes before that. */
        @WithDefault("5s")
        Duration commitEvery();
    }

    /** How questions are understood. */
    interface Search {

        /**
         * A vocabulary of one's own, in place of the one that comes along (vocabulary.txt, which explains the format). It
         * is read again when it changes.
         */
        Optional<Path> vocabulary();
    }

    /** Public reads. */
    interface Reads {

        /** Memory for ready-made responses, in bytes. */
        @WithDefault("33554432")
        long cacheBytes();

        /** Answers that may wait for a processor; what comes beyond is refused with 503 and a Retry-After. */
        @WithDefault("128")
        int waiting();

        /** Longest time a client or CDN may keep a response without asking again. */
        @WithDefault("60s")
        Duration maxAge();
    }

    /** Imports. */
    interface Imports {

        /** Longest line, in bytes; a longer one is rejected and skipped without being held in memory. */
        @WithDefault("4194304")
        int maxLine();

        /** Lines that are checked and stored in one transaction. */
        @WithDefault("500")
        int batch();

        /** Rejects kept of one run; further ones are counted only. */
        @WithDefault("10000")
        int maxRejects();
    }
}
