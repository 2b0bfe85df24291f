package org.sunwindow.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cached responses, compared with servers that only return the same bytes. */
final class CachedReads {

    private static final String IF_NONE_MATCH = "If-None-Match";
    private static final String ACCEPT_ENCODING = "Accept-Encoding";

    private final Environment environment;
    private final PackagedService service;
    private final SingleRequestLoad load = SingleRequestLoad.find();
    private final Duration time;

    /** Requests by case and server. */
    private final Map<String, Map<String, Request>> requests = new LinkedHashMap<>();

    private final Map<String, InetSocketAddress> servers = new LinkedHashMap<>();

    private CachedReads(Environment environment) throws IOException, InterruptedException {
        this.environment = environment;
        this.service = environment.cached();
        this.time = environment.options().time();
        String detail = Reads.detail(service);
        BareApplication bare = environment.bare();
        servers.put("service", service.address());
        servers.put("bare", bare.address());
        requests.put("list", both(Request.get(Reads.LIST), Request.get("/list")));
        requests.put("detail", both(Request.get(detail), Request.get("/detail")));
        requests.put(
                "304",
                both(
                        Request.get(Reads.LIST).with(IF_NONE_MATCH, etag(servers.get("service"), Reads.LIST)),
                        Request.get("/list").with(IF_NONE_MATCH, "\"bare\"")));
        if (load.wrk() != null) {
            requests.put(
                    "list, gzip", both(Request.get(Reads.LIST).with(ACCEPT_ENCODING, "gzip"), Request.get("/list")));
        }
    }

    private static Map<String, Request> both(Request ofService, Request ofBare) {
        var requests = new LinkedHashMap<String, Request>();
        requests.put("service", ofService);
        requests.put("bare", ofBare);
        return requests;
    }

    static void run(Environment environment) throws Exception {
        new CachedReads(environment).run();
    }

    private void run() throws IOException, InterruptedException {
        addNginx();
        check();
        environment
                .out()
                .printf(
                        "- Client: %s, %d connections; %s. The bare endpoint does not compress.%n",
                        load.description(),
                        SingleRequestLoad.CONNECTIONS,
                        environment.runtimes().description());
        for (var byServer : requests.values()) {
            for (String server : List.of("service", "bare")) {
                load.rate(
                        servers.get(server),
                        byServer.get(server),
                        environment.options().warmUp());
            }
        }
        printClientCost();
        var report = new Report();
        for (int round = 0; round < environment.options().rounds(); round++) {
            for (String what : requests.keySet()) {
                round(what, report);
            }
        }
        environment.out().println();
        environment.print(report);
    }

    private void addNginx() throws IOException, InterruptedException {
        var tool = ExternalProgram.find("nginx");
        if (tool.isEmpty()) {
            environment.out().println("- nginx skipped: not in the PATH (Debian: apt install nginx-light).");
            return;
        }
        var nginx = environment
                .workspace()
                .add(new Nginx(tool.get(), environment.home().resolve("nginx"), Reads.answers(service)));
        servers.put("nginx", nginx.address());
        requests.get("list").put("nginx", Request.get("/list"));
        requests.get("detail").put("nginx", Request.get("/detail"));
        requests.get("304").put("nginx", Request.get("/list").with(IF_NONE_MATCH, etag(nginx.address(), "/list")));
        requests.computeIfPresent("list, gzip", (what, byServer) -> {
            byServer.put("nginx", Request.get("/list").with(ACCEPT_ENCODING, "gzip"));
            return byServer;
        });
        environment
                .out()
                .printf(
                        "- %s; its files are compressed in advance.%n",
                        tool.get().run(Map.of(), "-v").strip());
    }

    private static String etag(InetSocketAddress server, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://%s:%d%s".formatted(server.getHostString(), server.getPort(), path));
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
        }
    }

    /** Verifies responses once, because the load generators do not read them. */
    private void check() throws IOException, InterruptedException {
        int status = service.fetch(requests.get("304").get("service")).statusCode();
        boolean same = Arrays.equals(
                service.fetch(Request.get(Reads.LIST)).body(),
                Reads.answers(service).get("list"));
        if (status != HttpLoad.UNCHANGED || !same) {
            throw new IllegalStateException("unexpected response of the service");
        }
    }

    private void printClientCost() throws IOException, InterruptedException {
        Request request = requests.get("list").get("bare");
        ProcessHandle bare = ProcessHandle.current();
        double rate = load.javaRate(servers.get("bare"), request, time);
        var before = ProcessorTime.now(bare);
        rate = load.javaRate(servers.get("bare"), request, time);
        double micros = ProcessorTime.now(bare).since(before).own() / 1e3 / (rate * time.toSeconds());
        environment
                .out()
                .printf(
                        "- The Java client of the other benchmarks reaches %s requests/s for the bare list, at %s processor µs each.%n",
                        Report.number(rate), Report.number(micros));
    }

    private void round(String what, Report report) throws IOException, InterruptedException {
        var rates = new LinkedHashMap<String, Double>();
        for (var request : requests.get(what).entrySet()) {
            var server = request.getKey();
            var before = ProcessorTime.now(service.process());
            double rate = load.rate(servers.get(server), request.getValue(), time);
            rates.put(server, rate);
            report.add("%s of %s, requests/s".formatted(what, server), rate);
            if (server.equals("service")) {
                double spent =
                        ProcessorTime.now(service.process()).since(before).service();
                report.add(what + " of service, processor µs a request", spent / 1e3 / (rate * time.toSeconds()));
            }
        }
        String target = what.equals("304") ? "≥ 0.9" : what.endsWith("gzip") ? Report.NO_TARGET : "≥ 0.7";
        report.add(
                "**%s ÷ bare endpoint**, requests/s".formatted(what), rates.get("service") / rates.get("bare"), target);
        if (rates.containsKey("nginx")) {
            report.add(
                    "**%s ÷ nginx**, requests/s".formatted(what),
                    rates.get("service") / rates.get("nginx"),
                    Report.NO_TARGET);
        }
    }
}
