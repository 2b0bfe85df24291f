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
 * What the parts of the suite stand on: one database with all records, and over it and its index one service at a time,
 * with the settings that a part needs. All of it comes when it is first asked for.
 */
final class Environment implements AutoCloseable {

    static final Map<String, String> CACHED = Map.of();

    /** Every answer is to be computed: none is small enough to be kept. */
    static final Map<String, String> UNCACHED = Map.of("SUNWINDOW_READS_CACHE_BYTES", "1");

    private final Options options;
    private final PrintStream out;
    private final Workspace workspace;
    private final Path home;
    private final Runtimes runtimes;

    /** Hashes that one service has stored must mean the same to the next. */
    private final String secret = UUID.randomUUID().toString();

    private LocalDatabase database;
    private PackagedService service;
    private Map<String, String> settings;
    private BareApplication bare;
    private Duration load;

    /**
     * @param name tells its directory from those of others
     */
    Environment(Options options, PrintStream out, Workspace workspace, String name) {
        this.options = options;
        this.out = out;
        this.workspace = workspace;
        this.home = workspace.directory(name);
        this.runtimes = new Runtimes(options, Machine.heap());
    }

    /** Another one of its own, with so many records. */
    Environment separate(String name, int records) {
        return new Environment(options.of(records), out, workspace, name);
    }

    Options options() {
        return options;
    }

    PrintStream out() {
        return out;
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

    /** Nothing cached and nothing in it yet. */
    PackagedService empty() throws IOException, InterruptedException {
        load = Duration.ZERO;
        return uncached();
    }

    /** Over all records, with these settings. */
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

    /** Not started yet, over the same database. Where it has no index yet, it builds one. */
    PackagedService prepared(Path place, Map<String, String> wanted, String... jvm) throws IOException {
        var all = new HashMap<>(wanted);
        all.put("SUNWINDOW_PROGRESS_SECRET", secret);
        return workspace.add(new PackagedService(place, database(), runtimes.service(jvm), all));
    }

    /** Until then its index belongs to the service. */
    void stop() {
        if (service != null) {
            service.close();
            service = null;
        }
    }

    /** How long all records took to be found. */
    Duration load() throws IOException, InterruptedException {
        if (load == null) {
            cached();
        }
        return load;
    }

    /** Before anything runs, so that it always runs in the same way. */
    void trainBare() throws IOException {
        if (runtimes.needsBareTraining()) {
            var answers = Map.of("list", new byte[0]);
            try (var training = new BareApplication(home.resolve("training"), runtimes.bareTraining(), answers)) {
                FirstResponse.await(training.launch().address(), Request.get("/list"));
            }
        }
    }

    /** Answers the list and the detail that the service has first. */
    BareApplication bare() throws IOException, InterruptedException {
        BareApplication prepared = stoppedBare();
        if (!prepared.isRunning()) {
            FirstResponse.await(prepared.launch().address(), Request.get("/list"));
        }
        return prepared;
    }

    /** Not necessarily running. */
    BareApplication stoppedBare() throws IOException, InterruptedException {
        if (bare == null) {
            var place = home.resolve("bare");
            var answers = Reads.answers(service == null ? cached() : service);
            bare = workspace.add(new BareApplication(place, runtimes.bare(), answers));
        }
        return bare;
    }

    /** A load that ends with the others. */
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
