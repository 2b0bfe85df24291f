package org.sunwindow.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sunwindow.Sunwindow;

/** Import time and search rates for the divisions and offices of a whole country. */
final class DirectorySearches {

    private static final int QUESTIONS = 1_000;
    private static final int RADIUS = 20_000;
    private static final int THREADS = 2;
    private static final int CONNECTIONS = 16;

    /** Service items of townships and of counties only. */
    private static final String OF_TOWNSHIPS = Country.service(3);

    private static final String OF_COUNTIES = Country.service(15);

    private static final String WEDNESDAY = "2026-11-25T10:00:00%2B08:00";

    private DirectorySearches() {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        var country = new Country(options.size());
        try (Environment other = environment.separate("country", options.size());
                var plain =
                        new PlainDirectory(environment.workspace().directory("plain-directory"), country.entries())) {
            environment.stop();
            PackagedService service = other.empty();
            Duration load = service.load(country.entries());
            long divisions = country.entries()
                    .filter(record -> record.kind().equals("division"))
                    .count();
            environment
                    .out()
                    .printf(
                            "- %,d divisions down to villages and %,d offices, visible after %.0f s (%,.0f a second); index"
                                    + " %,d MB.%n- Nothing cached. Service: %d connections; plain Lucene: %d threads, without HTTP.%n%n",
                            divisions,
                            plain.offices(),
                            load.toMillis() / 1000.0,
                            (divisions + plain.offices()) * 1000.0 / load.toMillis(),
                            Workspace.size(other.index()) / 1_000_000,
                            CONNECTIONS,
                            THREADS);
            var answers = Map.of(
                    "list",
                    service.fetch(Request.get("/api/v1"
                                    + near(Country.many(1, country::somewhere).getFirst())))
                            .body());
            var bare = environment
                    .workspace()
                    .add(new BareApplication(
                            environment.workspace().directory("bare-directory"),
                            environment.runtimes().bare(),
                            answers));
            FirstResponse.await(bare.launch().address(), Request.get("/list"));
            HttpLoad ofBare = environment.load(bare.address(), CONNECTIONS, List.of(Request.get("/list")));
            var report = new Report();
            try (var memory = new ResidentMemory(service.process())) {
                measure(environment, country, service, plain, ofBare, report);
                report.add("maximum anonymous memory, MiB", memory.peak());
            }
            environment.print(report);
        }
    }

    /** The same search in the service and in plain Lucene. */
    private record Pair(String what, Load service, Load plain) {}

    private static void measure(
            Environment environment,
            Country country,
            PackagedService service,
            PlainDirectory plain,
            Load bare,
            Report report) {
        List<String> places = Country.many(QUESTIONS, country::somewhere);
        List<String> villages = Country.many(QUESTIONS, country::village);
        var pairs = List.of(
                new Pair(
                        "nearest",
                        load(environment, service, places, place -> near(place)),
                        in(places, place -> plain.near(place, RADIUS, null))),
                new Pair(
                        "nearest for a service item, with opening hours",
                        load(
                                environment,
                                service,
                                places,
                                place -> near(place) + "&service=" + OF_TOWNSHIPS + "&hoursAt=" + WEDNESDAY),
                        in(places, place -> plain.near(place, RADIUS, OF_TOWNSHIPS))),
                new Pair(
                        "serving a village, at its township",
                        load(environment, service, villages, village -> serving(village, OF_TOWNSHIPS)),
                        in(villages, village -> plain.serving(village, OF_TOWNSHIPS))),
                new Pair(
                        "serving a village, at its county",
                        load(environment, service, villages, village -> serving(village, OF_COUNTIES)),
                        in(villages, village -> plain.serving(village, OF_COUNTIES))));
        Map<String, Load> others = new LinkedHashMap<>();
        others.put(
                "division by name path",
                load(
                        environment,
                        service,
                        Country.many(QUESTIONS, country::address),
                        path -> "/divisions?path=" + Sunwindow.encoded(path)));
        others.put("division by code", load(environment, service, villages, village -> "/divisions/" + village));
        others.put(
                "villages of a township",
                load(
                        environment,
                        service,
                        villages,
                        village -> "/divisions?size=100&parent=" + village.substring(0, 9)));
        Options options = environment.options();
        pairs.forEach(pair -> {
            pair.service().run(options.warmUp(), Schedule.UNBOUNDED);
            pair.plain().run(options.warmUp(), Schedule.UNBOUNDED);
        });
        others.values().forEach(load -> load.run(options.warmUp(), Schedule.UNBOUNDED));
        bare.run(options.warmUp(), Schedule.UNBOUNDED);
        for (int round = 0; round < options.rounds(); round++) {
            double ofBare = bare.run(options.time(), Schedule.UNBOUNDED).perSecond();
            report.add("bare endpoint with a response of this length, requests/s", ofBare);
            pairs.forEach(pair -> compare(pair, bare, ofBare, options, report));
            others.forEach((what, load) -> {
                double rate = load.run(options.time(), Schedule.UNBOUNDED).perSecond();
                report.add(what + ", requests/s", rate);
                report.add(
                        what + ", p99 at half its rate, ms",
                        load.run(options.time(), rate / 2).percentile(99));
            });
        }
    }

    /** The limit is the rate at which HTTP and the plain search alone would run one after the other. */
    private static void compare(Pair pair, Load bare, double ofBare, Options options, Report report) {
        double rate = pair.service().run(options.time(), Schedule.UNBOUNDED).perSecond();
        double ofPlain = pair.plain().run(options.time(), Schedule.UNBOUNDED).perSecond();
        double p99 = pair.service().run(options.time(), rate / 2).percentile(99);
        double p99OfBare = bare.run(options.time(), rate / 2).percentile(99);
        double limit = 1 / (1 / ofPlain + 1 / ofBare);
        report.add("**%s ÷ limit**, 1 / (1/plain + 1/bare), requests/s".formatted(pair.what()), rate / limit, "≥ 0.5");
        report.add(pair.what() + " ÷ plain Lucene without HTTP", rate / ofPlain);
        report.add(pair.what() + ", requests/s", rate);
        report.add(pair.what() + ", plain Lucene, requests/s", ofPlain);
        report.add(pair.what() + ", p99 at half its rate, ms", p99);
        report.add(pair.what() + ", p99 of the bare endpoint at that rate, ms", p99OfBare);
    }

    private static String near(String place) {
        return "/offices?near=%s&radius=%d".formatted(place, RADIUS);
    }

    private static String serving(String village, String item) {
        return "/offices?serves=%s&service=%s".formatted(village, item);
    }

    private static Load load(
            Environment environment, PackagedService service, List<String> texts, Function<String, String> path) {
        return environment.load(
                service.address(),
                CONNECTIONS,
                texts.stream()
                        .map(text -> Request.get("/api/v1" + path.apply(text)))
                        .toList());
    }

    /** A search without HTTP. */
    private interface PlainSearch {
        void search(String text) throws Exception;
    }

    private static Load in(List<String> texts, PlainSearch plain) {
        return new ThreadLoad(THREADS, texts.size(), number -> plain.search(texts.get(number)));
    }
}
