package org.sunwindow.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sunwindow.LocalDatabase;
import org.sunwindow.relevance.Corpus;

/**
 * The processes that benchmarks need: a database with all records and, on it and its index, one service at a time with the
 * settings of a benchmark. Everything is started on first use.
 */
final class Environment implements AutoCloseable {

    static final Map<String, String> CACHED = Map.of();

    /** Every response is computed, because none fits into the cache. */
    static final Map<String, String> UNCACHED = Map.of("SUNWINDOW_READS_CACHE_BYTES", "1");

    private final Options options;
    private final PrintStream out;
    private final Workspace workspace;
    private final List<String> missed;
    private final Path home;
    private final Runtimes runtimes;

    /** Shared by all services, so that stored hashes stay valid. */
    private final String secret = UUID.randomUUID().toString();

    private LocalDatabase database;
    private PackagedService service;
    private Map<String, String> settings;
    private BareApplication bare;
    private Duration load;

    /**
     * @param missed takes a sentence about each target that is missed
     * @param name   name of its directory
     */
    Environment(Options options, PrintStream out, Workspace workspace, List<String> missed, String name) {
        this.options = options;
        this.out = out;
        this.workspace = workspace;
        this.missed = missed;
        this.home = workspace.directory(name);
        this.runtimes = new Runtimes(options, Machine.heap());
    }

    /** Returns a separate environment with a number of records. */
    Environment separate(String name, int records) {
        return new Environment(options.of(records), out, workspace, missed, name);
    }

    Options options() {
        return options;
    }

    PrintStream out() {
        return out;
    }

    /** Prints a table and, in a line each, the targets that it misses. */
    void print(Report report) {
        report.print(out);
        List<String> sentences = report.missed();
        if (!sentences.isEmpty()) {
            out.println();
            sentences.forEach(sentence -> out.println("- Missed: " + sentence));
            missed.addAll(sentences);
        }
    }

    Workspace workspace() {
        return workspace;
    }

    Path home() {
        return home;
    }

    Path index() {
        return home.resolve("index");
    }

    Runtimes runtimes() {
        return runtimes;
    }

    LocalDatabase database() throws IOException {
        if (database == null) {
            database = workspace.add(LocalDatabase.in(home.resolve("postgresql"), 0));
        }
        return database;
    }

    PackagedService cached() throws IOException, InterruptedException {
        return service(CACHED);
    }

    PackagedService uncached() throws IOException, InterruptedException {
        return service(UNCACHED);
    }

    /** Returns an uncached service without records. */
    PackagedService empty() throws IOException, InterruptedException {
        load = Duration.ZERO;
        return uncached();
    }

    /** Returns a service with all records and the given settings. */
    private PackagedService service(Map<String, String> wanted) throws IOException, InterruptedException {
        if (service == null || !wanted.equals(settings)) {
            stop();
            service = prepared(home, wanted);
            settings = wanted;
            service.start();
        }
        if (load == null) {
            load = service.load(Corpus.entries(options.size()));
        }
        return service;
    }

    /** Returns a service on the same database that is not started. It builds its index if there is none. */
    PackagedService prepared(Path home, Map<String, String> wanted, String... jvm) throws IOException {
        var all = new HashMap<>(wanted);
        all.put("SUNWINDOW_PROGRESS_SECRET", secret);
        return workspace.add(new PackagedService(home, database(), runtimes.service(jvm), all));
    }

    /** Stops the service, which releases its index. */
    void stop() {
        if (service != null) {
            service.close();
            service = null;
        }
    }

    /** Returns the time from the start of the import until all records were visible. */
    Duration load() throws IOException, InterruptedException {
        if (load == null) {
            cached();
        }
        return load;
    }

    /** Creates the AOT cache of the bare application if needed. Must be called before the first start. */
    void trainBare() throws IOException {
        if (runtimes.needsBareTraining()) {
            var answers = Map.of("list", new byte[0]);
            try (var training = new BareApplication(home.resolve("training"), runtimes.bareTraining(), answers)) {
                FirstResponse.await(training.launch().address(), Request.get("/list"));
            }
        }
    }

    /** Returns a bare application that serves the first list and detail of the service. */
    BareApplication bare() throws IOException, InterruptedException {
        BareApplication prepared = stoppedBare();
        if (!prepared.isRunning()) {
            FirstResponse.await(prepared.launch().address(), Request.get("/list"));
        }
        return prepared;
    }

    /** Returns the bare application, which may not have been started. */
    BareApplication stoppedBare() throws IOException, InterruptedException {
        if (bare == null) {
            var place = home.resolve("bare");
            var answers = Reads.answers(service == null ? cached() : service);
            bare = workspace.add(new BareApplication(place, runtimes.bare(), answers));
        }
        return bare;
    }

    /** Returns a load that is closed at the end of the run. */
    HttpLoad load(InetSocketAddress server, int connections, List<Request> requests) {
        return workspace.add(new HttpLoad(server, connections, requests));
    }

    @Override
    public void close() throws IOException {
        stop();
        if (bare != null) {
            bare.close();
        }
        if (database != null) {
            database.close();
        }
        Workspace.clear(home);
    }
}
