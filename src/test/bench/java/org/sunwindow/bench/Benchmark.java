package org.sunwindow.bench;

import java.util.Locale;

/** The benchmarks in the order in which they run. */
enum Benchmark {
    CACHED("list, detail and 304 from the cache, compared with a bare endpoint and nginx", CachedReads::run),
    STATUS("status queries, compared with the limit given by pgbench and a bare endpoint", StatusQueries::run),
    MIXED("mixed reads: latency at 70 % of the maximum rate, overload and memory", MixedReads::run),
    HOSTILE("others beside connections that pipeline requests and read nothing", HostileClients::run),
    SEARCH("uncached search, compared with plain Lucene and with its own index without HTTP", Searches::run),
    LOOKUPS("uncached suggestions and offices nearby, compared with a bare endpoint", Lookups::run),
    DIRECTORY("divisions and offices of a whole country, compared with plain Lucene", DirectorySearches::run),
    REPORTS("reports over all records, and reads as of an instant beside present ones", Reports::run),
    IMPORT("import, compared with COPY of the same rows, and its memory", Imports::run),
    BESIDE("import beside searches at a fixed rate", ImportsBesideSearches::run),
    LONG("one long import of lines and one of a sheet of 200 MB: memory over their length", LongImports::run),
    EXPORT(
            "exports of all records, compared with those of a tenth: rate, memory, and searches beside them",
            Exports::run),
    INDEX("index build from the store, compared with an IndexWriter fed from memory", IndexBuilds::run),
    START("time from start to the first response, compared with a bare application", StartupTimes::run),
    PODS("several instances under the same load on one machine", Pods::run),
    GROWTH("search and index by number of records, with plots", Growth::run);

    /** Runs measurements and prints the results. */
    interface Measurement {

        /**
         * @throws Skipped if the environment lacks something that is not part of Sunwindow
         */
        void run(Environment environment) throws Exception;
    }

    /** Thrown if a benchmark cannot run. The message says why and how to enable it. */
    static final class Skipped extends Exception {

        private static final long serialVersionUID = 1;

        Skipped(String reason) {
            super(reason);
        }
    }

    private final String description;
    private final Measurement measurement;

    Benchmark(String description, Measurement measurement) {
        this.description = description;
        this.measurement = measurement;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    void run(Environment environment) throws Exception {
        measurement.run(environment);
    }

    @Override
    public String toString() {
        return "%-9s %s".formatted(label(), description);
    }
}
