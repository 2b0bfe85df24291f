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

/** Answers that the service has ready, beside the same bytes from who does nothing else. */
final class CachedReads {

    private static final String HELD = "If-None-Match";
    private static final String ENCODING = "Accept-Encoding";

    private final Ground ground;
    private final PackagedService service;
    private final Hammer hammer = Hammer.find();
    private final Duration time;

    /** What is asked of each server, by what is asked; the names of servers are columns of the report. */
    private final Map<String, Map<String, Call>> asked = new LinkedHashMap<>();

    private final Map<String, InetSocketAddress> servers = new LinkedHashMap<>();

    private CachedReads(Ground ground) throws IOException, InterruptedException {
        this.ground = ground;
        this.service = ground.cached();
        this.time = ground.options().time();
        String detail = Reads.detail(service);
        BareApplication bare = ground.bare();
        servers.put("service", service.address());
        servers.put("bare", bare.address());
        asked.put("list", both(Call.get(Reads.LIST), Call.get("/list")));
        asked.put("detail", both(Call.get(detail), Call.get("/detail")));
        asked.put(
                "304",
                both(
                        Call.get(Reads.LIST).with(HELD, etag(servers.get("service"), Reads.LIST)),
                        Call.get("/list").with(HELD, "\"bare\"")));
        if (hammer.wrk() != null) {
            asked.put("list, gzip", both(Call.get(Reads.LIST).with(ENCODING, "gzip"), Call.get("/list")));
        }
    }

    private static Map<String, Call> both(Call ofService, Call ofBare) {
        var calls = new LinkedHashMap<String, Call>();
        calls.put("service", ofService);
        calls.put("bare", ofBare);
        return calls;
    }

    static void run(Ground ground) throws Exception {
        new CachedReads(ground).run();
    }

    private void run() throws IOException, InterruptedException {
        addNginx();
        check();
        ground.out()
                .printf(
                        "- Asked by %s, %d connections; %s. A bare endpoint does not compress.%n",
                        hammer.description(),
                        Hammer.CONNECTIONS,
                        ground.runtimes().description());
        for (var calls : asked.values()) {
            for (String server : List.of("service", "bare")) {
                hammer.rate(
                        servers.get(server), calls.get(server), ground.options().warmUp());
            }
        }
        tellCostOfClient();
        var report = new Report();
        for (int round = 0; round < ground.options().rounds(); round++) {
            for (String what : asked.keySet()) {
                round(what, report);
            }
        }
        ground.out().println();
        report.print(ground.out());
    }

    private void addNginx() throws IOException, InterruptedException {
        var tool = Tool.find("nginx");
        if (tool.isEmpty()) {
            ground.out().println("- Without nginx, which is not in the PATH (Debian: apt install nginx-light).");
            return;
        }
        var nginx =
                ground.workplace().add(new Nginx(tool.get(), ground.home().resolve("nginx"), Reads.answers(service)));
        servers.put("nginx", nginx.address());
        asked.get("list").put("nginx", Call.get("/list"));
        asked.get("detail").put("nginx", Call.get("/detail"));
        asked.get("304").put("nginx", Call.get("/list").with(HELD, etag(nginx.address(), "/list")));
        asked.computeIfPresent("list, gzip", (what, calls) -> {
            calls.put("nginx", Call.get("/list").with(ENCODING, "gzip"));
            return calls;
        });
        ground.out()
                .printf(
                        "- %s; its compressed files are made beforehand.%n",
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

    /** The clients look at no bytes, so what they ask for is looked at here. */
    private void check() throws IOException, InterruptedException {
        int status = service.fetch(asked.get("304").get("service")).statusCode();
        boolean same = Arrays.equals(
                service.fetch(Call.get(Reads.LIST)).body(),
                Reads.answers(service).get("list"));
        if (status != HttpLoad.UNCHANGED || !same) {
            throw new IllegalStateException("the service does not answer as it is asked here");
        }
    }

    private void tellCostOfClient() throws IOException, InterruptedException {
        Call call = asked.get("list").get("bare");
        ProcessHandle bare = ProcessHandle.current();
        double costly = hammer.byJava(servers.get("bare"), call, time);
        var before = ProcessorTime.now(bare);
        costly = hammer.byJava(servers.get("bare"), call, time);
        double micros = ProcessorTime.now(bare).since(before).own() / 1e3 / (costly * time.toSeconds());
        ground.out()
                .printf(
                        "- The Java client of the other parts gets %s requests/s of the bare list, at %s processor µs each.%n",
                        Report.number(costly), Report.number(micros));
    }

    private void round(String what, Report report) throws IOException, InterruptedException {
        var rates = new LinkedHashMap<String, Double>();
        for (var call : asked.get(what).entrySet()) {
            var server = call.getKey();
            var before = ProcessorTime.now(service.process());
            double rate = hammer.rate(servers.get(server), call.getValue(), time);
            rates.put(server, rate);
            report.add("%s of %s, requests/s".formatted(what, server), rate);
            if (server.equals("service")) {
                double spent =
                        ProcessorTime.now(service.process()).since(before).service();
                report.add(what + " of service, processor µs a request", spent / 1e3 / (rate * time.toSeconds()));
            }
        }
        String aim = what.equals("304") ? "≥ 0.9" : what.endsWith("gzip") ? "told" : "≥ 0.7";
        report.add("**%s ÷ bare endpoint**, requests/s".formatted(what), rates.get("service") / rates.get("bare"), aim);
        if (rates.containsKey("nginx")) {
            report.add("**%s ÷ nginx**, requests/s".formatted(what), rates.get("service") / rates.get("nginx"), "told");
        }
    }
}
