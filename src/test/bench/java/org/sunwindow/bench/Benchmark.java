package org.sunwindow.bench;

import java.util.Locale;

/** A part of the suite, in the order in which they run. */
enum Benchmark {
    CACHED("list, detail and 304 from the cache, beside a bare endpoint and nginx", CachedReads::run),
    STATUS("status queries beside what pgbench and a bare endpoint allow", StatusQueries::run),
    MIXED("all reads together: latency at 70 % of the most, overload, and memory meanwhile", MixedReads::run),
    SEARCH("uncached search beside the plain way with Lucene and beside its own index without HTTP", Searches::run),
    LOOKUPS("suggestions and offices nearby, uncached, beside a bare endpoint", Lookups::run),
    DIRECTORY("a whole country's divisions and offices beside the plain way with Lucene", DirectorySearches::run),
    IMPORT("import beside COPY of the same rows, and whether memory stays flat", Imports::run),
    INDEX("building the index from the store beside an IndexWriter fed from memory", IndexBuilds::run),
    START("first answer after the start beside a bare application", StartupTimes::run),
    PODS("one, two and four instances under the same load on this one machine", Pods::run),
    GROWTH("search and index with more and more records, and plots of it", Growth::run);

    /** Measures and prints. */
    interface Measuring {

        /**
         * @throws Skipped where something is missing that does not belong to Sunwindow
         */
        void run(Environment environment) throws Exception;
    }

    /** Why something is not measured here, and what to do about it. */
    static final class Skipped extends Exception {

        private static final long serialVersionUID = 1;

        Skipped(String reason) {
            super(reason);
        }
    }

    private final String what;
    private final Measuring measuring;

    Benchmark(String what, Measuring measuring) {
        this.what = what;
        this.measuring = measuring;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    void run(Environment environment) throws Exception {
        measuring.run(environment);
    }

    @Override
    public String toString() {
        return "%-8s %s".formatted(label(), what);
    }
}
