package org.sunwindow.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several instances on one database, each with its own index. */
final class Pods {

    private static final int MOST = 8;
    private static final int MOST_QUICK = 2;
    private static final int CONNECTIONS = 16;

    private Pods() {}

    static void run(Environment environment) throws Exception {
        Options options = environment.options();
        environment.load();
        environment.stop();
        List<Request> requests = SearchQuery.all(options.size()).stream()
                .map(query -> UncachedSearch.Variant.DISCLOSURES.request(query.text()))
                .toList();
        int most = options.quick() ? MOST_QUICK : MOST;
        var pods = new ArrayList<PackagedService>();
        for (int i = 0; i < most; i++) {
            Path home = environment.workspace().directory("pod-" + i);
            Workspace.copy(environment.index(), home.resolve("index"));
            var pod = environment.prepared(home, Environment.UNCACHED);
            pod.start();
            pods.add(pod);
        }
        pods.forEach(pod -> rate(List.of(pod), requests, options.warmUp()));
        var report = new Report();
        for (int round = 0; round < options.rounds(); round++) {
            double one = rate(pods.subList(0, 1), requests, options.time());
            report.add("1 instance, requests/s", one);
            for (int count = 2; count <= most; count *= 2) {
                double rate = rate(pods.subList(0, count), requests, options.time());
                report.add(count + " instances, requests/s in total", rate);
                report.add("**%d instances ÷ 1**, requests/s".formatted(count), rate / one, Report.NO_TARGET);
            }
        }
        pods.forEach(PackagedService::close);
        environment
                .out()
                .printf(
                        "- Uncached searches, %d connections in total. All instances and the client share %d processors, so the ratio"
                                + " shows the overhead of more instances.%n%n",
                        CONNECTIONS, Machine.processors());
        environment.print(report);
    }

    private static double rate(List<PackagedService> pods, List<Request> requests, Duration time) {
        int each = CONNECTIONS / pods.size();
        try (var executor = Executors.newFixedThreadPool(pods.size())) {
            var running = new ArrayList<Future<Sample>>();
            for (PackagedService pod : pods) {
                running.add(executor.submit((Callable<Sample>) () -> {
                    try (var load = new HttpLoad(pod.address(), each, requests)) {
                        return load.run(time, Schedule.UNBOUNDED);
                    }
                }));
            }
            double sum = 0;
            for (Future<Sample> sample : running) {
                sum += sample.get().perSecond();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
