package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sunwindow.LookupClient.code;
import static org.sunwindow.LookupClient.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.LookupClient.Identity;

/**
 * Simulates 100,000 guesses of application numbers and query codes: by one user, by many users of many callers and from
 * many addresses. Guesses must not reveal which numbers exist. Prints the results; response times are not asserted.
 */
class AttackIT {

    /** Numbers targeted by each attack. Every other one exists. */
    private static final int TARGETS = 1_000;

    private static final int ATTACKS = 3;

    /** First number of the owners, who look up their own cases during the attack. */
    private static final int OWNERS = ATTACKS * TARGETS;

    private static final int CASES = (OWNERS + 2_000) / 2;
    private static final int GUESSES = 100_000;
    private static final int CALLERS = 20;
    private static final int THREADS = 16;
    private static final int SAMPLES = 300;

    private static final String TOKEN = "caller-token-of-the-attack-test-";

    @TempDir
    Path home;

    private LookupClient client;

    private static boolean exists(int index) {
        return index % 2 == 0;
    }

    @Test
    void guessesRevealNothingAndOwnersAreServed() throws Exception {
        var environment = new HashMap<String, String>();
        for (int caller = 0; caller < CALLERS; caller++) {
            environment.put("SUNWINDOW_CALLERS_C" + caller + "_TOKEN", TOKEN + caller);
        }
        environment.put("SUNWINDOW_CALLERS_HONEST_TOKEN", TOKEN + "honest");
        environment.put("SUNWINDOW_CALLERS_SAMPLER_TOKEN", TOKEN + "sampler");
        environment.put("SUNWINDOW_PROGRESS_CHALLENGE_BITS", Integer.toString(LookupClient.BITS));
        try (var database = LocalDatabase.temporary();
                var instance = new Instance(home.resolve("a"), database, environment)) {
            Sunwindow sunwindow = instance.start();
            client = new LookupClient(sunwindow);
            assertThat(sunwindow
                            .publish("application", LookupClient.cases(CASES))
                            .getInt("created"))
                    .isEqualTo(CASES);
            long atRest = anonymousMemory(instance);

            var report = new ArrayList<String>();
            report.add(times());
            attack("one user of one caller", 0, report, guess -> new Identity(TOKEN + 0, "attacker", null));
            attack(
                    "many users of %d callers".formatted(CALLERS - 1),
                    TARGETS,
                    report,
                    guess -> new Identity(TOKEN + (1 + guess % (CALLERS - 1)), "user-" + guess % 20_000, null));
            attack(
                    "many addresses",
                    2 * TARGETS,
                    report,
                    guess -> new Identity(null, null, "198.51.%d.%d".formatted(guess / 250 % 20, 1 + guess % 250)));
            report.add("anonymous memory of the service: %d MiB at rest, %d MiB after"
                    .formatted(atRest, anonymousMemory(instance)));
            report.add("failure counters stored: " + rows(database));
            report.forEach(line -> System.out.println("[attack] " + line));
        }
    }

    private interface Attacker {
        Identity identity(int guess);
    }

    private void attack(String name, int first, List<String> report, Attacker attacker) throws Exception {
        Map<Boolean, Map<String, LongAdder>> learned =
                Map.of(true, new ConcurrentHashMap<>(), false, new ConcurrentHashMap<>());
        var over = new AtomicBoolean();
        var served = new AtomicInteger();
        var next = new AtomicInteger();
        int guesses = GUESSES / ATTACKS;
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(THREADS + 1)) {
            var owners = threads.submit(() -> {
                int asked = 0;
                while (!over.get()) {
                    int own = OWNERS + 2 * (asked % 1_000);
                    Identity identity = asked % 2 == 0
                            ? new Identity(TOKEN + "honest", "person-" + own, null)
                            : new Identity(null, null, "203.0.113." + (1 + asked % 200));
                    var answer = client.askAsOwner(identity, number(own), code(own));
                    assertThat(answer.statusCode())
                            .as("%s: lookup %d of an owner", name, asked)
                            .isEqualTo(200);
                    asked++;
                }
                served.set(asked);
                return null;
            });
            var attackers = new ArrayList<Callable<Void>>();
            for (int thread = 0; thread < THREADS; thread++) {
                attackers.add(() -> {
                    var random = new Random(next.get());
                    for (int guess = next.getAndIncrement(); guess < guesses; guess = next.getAndIncrement()) {
                        int target = first + random.nextInt(TARGETS);
                        String wrong = "%06d"
                                .formatted((Integer.parseInt(code(target)) + 1 + random.nextInt(999_999)) % 1_000_000);
                        var answer = client.ask(attacker.identity(guess), number(target), wrong);
                        learned.get(exists(target))
                                .computeIfAbsent(LookupClient.content(answer), content -> new LongAdder())
                                .increment();
                    }
                    return null;
                });
            }
            for (var attack : threads.invokeAll(attackers)) {
                attack.get();
            }
            over.set(true);
            owners.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(served.get()).isPositive();
        // responses for existing and for unknown numbers are identical
        assertThat(learned.get(true).keySet()).isEqualTo(learned.get(false).keySet());
        assertThat(learned.get(true).keySet()).noneMatch(content -> content.startsWith("200"));
        var shares = new TreeMap<String, String>();
        double ofReal = sum(learned.get(true));
        double ofUnreal = sum(learned.get(false));
        double advantage = 0;
        long evaluated = 0;
        for (String content : learned.get(true).keySet()) {
            long real = learned.get(true).get(content).sum();
            long unreal = learned.get(false).get(content).sum();
            advantage += Math.abs(real / ofReal - unreal / ofUnreal) / 2;
            shares.put(content.substring(0, content.indexOf('{')).strip(), "%d/%d".formatted(real, unreal));
            evaluated += content.startsWith("404") ? real + unreal : 0;
        }
        report.add(
                "%s: %d guesses in %.1f s, %d evaluated; responses for existing/unknown numbers: %s; accuracy of the best classifier: %.1f %%; lookups of owners answered during the attack: %d of %d"
                        .formatted(
                                name,
                                guesses,
                                seconds,
                                evaluated,
                                shares,
                                50 + 50 * advantage,
                                served.get(),
                                served.get()));
        // chance is 50 %; the tolerance is four standard deviations for this number of guesses
        assertThat(advantage).as(name).isLessThan(4 * Math.sqrt(1.0 / guesses));
        assertThat(evaluated).as(name).isLessThan(guesses);
    }

    private static long sum(Map<String, LongAdder> counts) {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Measures the response times of the three outcomes in turn, without other load. */
    private String times() throws IOException, InterruptedException {
        var hits = new long[SAMPLES];
        var wrong = new long[SAMPLES];
        var unknown = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int real = OWNERS + 2 * i;
            var identity = new Identity(TOKEN + "sampler", "sampler-" + i, null);
            hits[i] = time(identity, number(real), code(real), 200);
            // alternates, so that neither always comes first
            if (i % 2 == 0) {
                wrong[i] = time(identity, number(real), "000000", 404);
                unknown[i] = time(identity, number(real + 1), "000000", 404);
            } else {
                unknown[i] = time(identity, number(real + 1), "000000", 404);
                wrong[i] = time(identity, number(real), "000000", 404);
            }
            time(identity, number(real), code(real), 200);
        }
        return "response time, median/99th percentile of the second half, ms: hit %s, wrong factor %s, unknown number %s"
                .formatted(spread(hits), spread(wrong), spread(unknown));
    }

    private long time(Identity identity, String number, String code, int expected)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        var answer = client.ask(identity, number, code);
        long time = System.nanoTime() - start;
        assertThat(answer.statusCode()).isEqualTo(expected);
        return time;
    }

    private static String spread(long[] all) {
        long[] later = Arrays.copyOfRange(all, all.length / 2, all.length);
        Arrays.sort(later);
        return "%.2f/%.2f".formatted(later[later.length / 2] / 1e6, later[later.length * 99 / 100] / 1e6);
    }

    /** In MiB. */
    private static long anonymousMemory(Instance instance) throws IOException {
        Path status = Path.of("/proc", Long.toString(instance.process().pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    private static long rows(LocalDatabase database) throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from lookup_guard")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
