package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;

/**
 * A publisher and readers of a running service, with a model of what they were told. The publisher makes one change
 * after another, and repeats each until it is acknowledged. No reader may be shown what was withdrawn more than two
 * seconds before, or a state older than one that an instance has shown before.
 */
final class Traffic implements AutoCloseable {

    /** Within which a withdrawal takes effect on every instance. */
    private static final Duration PROMISED = Duration.ofSeconds(2);

    private static final String KEY = "fault-%05d";
    private static final int READERS = 2;

    /** Most records that one request may ask for. */
    private static final int PAGE = 100;

    /** Between two requests of one client: the tests share a machine with others. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    /** A request that takes longer has failed. Longer than any limit of the service. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Sunwindow writer;
    private final List<Sunwindow> readers;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** Records with smaller numbers are acknowledged. */
    private volatile int published;

    /** When the withdrawal of a record was acknowledged, in nanoseconds, by the number of the record. */
    private final Map<Integer, Long> withdrawn = new ConcurrentSkipListMap<>();

    /** The latest revision that each reader was shown. */
    private volatile Map<Sunwindow, AtomicLong> shown;

    private final Map<String, LongAdder> reads = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> writes = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    /** The publisher and the readers use one instance. */
    Traffic(Sunwindow sunwindow) {
        this(sunwindow, List.of(sunwindow));
    }

    Traffic(Sunwindow writer, List<Sunwindow> readers) {
        this.writer = writer;
        this.readers = readers;
        forgetShown();
        start(this::write);
        for (int i = 0; i < READERS; i++) {
            start(this::read);
        }
    }

    Counts counts() {
        return new Counts(copy(reads), copy(writes));
    }

    private static Map<String, Long> copy(Map<String, LongAdder> counts) {
        var copy = new TreeMap<String, Long>();
        counts.forEach((outcome, count) -> copy.put(outcome, count.sum()));
        return copy;
    }

    Counts since(Counts earlier) {
        return counts().minus(earlier);
    }

    /** Waits until clients have seen something since a moment. */
    void awaitSince(Counts earlier, String what, Predicate<Counts> condition) {
        try {
            Sunwindow.await(what, () -> {
                assertThat(wrong).as("wrong answers").isEmpty();
                return condition.test(since(earlier));
            });
        } catch (AssertionError e) {
            throw new AssertionError("%s; seen: %s".formatted(e.getMessage(), since(earlier)), e);
        }
    }

    /** Waits until everything is answered as usual. */
    void awaitUsual() {
        Counts before = counts();
        awaitSince(before, "usual service", now -> now.readsAnswered() > 20 && now.writesAcknowledged() > 5);
    }

    /** A service that was restarted may begin with an earlier state, in which what is withdrawn stays hidden. */
    void forgetShown() {
        var nothing = new HashMap<Sunwindow, AtomicLong>();
        readers.forEach(reader -> nothing.put(reader, new AtomicLong()));
        shown = nothing;
    }

    /** Stops all clients. Returns the number of acknowledged changes that no reader is shown. */
    long stopAndCountLost() {
        close();
        assertThat(wrong).as("wrong answers").isEmpty();
        long lost = 0;
        for (Sunwindow reader : readers) {
            Sunwindow.await("the index has everything", () -> isComplete(reader));
            for (int from = 0; from < published; from += PAGE) {
                lost += lost(reader, from, Math.min(from + PAGE, published));
            }
        }
        return lost;
    }

    /** Returns how many records with numbers in a range are not shown although they should be, or the reverse. */
    private long lost(Sunwindow reader, int from, int to) {
        String keys = IntStream.range(from, to).mapToObj(Traffic::key).collect(Collectors.joining(","));
        List<String> ids =
                reader.read("/disclosures?size=100&ids=" + keys).as(Json.class).getList("items.id");
        return IntStream.range(from, to)
                .filter(number -> ids.contains(key(number)) == withdrawn.containsKey(number))
                .count();
    }

    private static boolean isComplete(Sunwindow reader) {
        Json ready = reader.ready().as(Json.class);
        return Long.valueOf(0).equals(behind(ready));
    }

    private static Long behind(Json ready) {
        Object behind = ready.get("checks[name=search-index].data.behind");
        return behind == null ? null : ((Number) behind).longValue();
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void start(Runnable task) {
        threads.add(Thread.ofPlatform().start(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                wrong.add("not understood: " + e);
            }
        }));
    }

    private static String key(int number) {
        return KEY.formatted(number);
    }

    private void write() {
        while (!over) {
            int number = published;
            if (!repeat("""
                    {"indexNo":"%s","title":"第%d号公告","publisher":"云川市民政局","publishedAt":"2026-01-02",\
                    "disclosureAttribute":"主动公开","body":"请知悉。"}""".formatted(key(number), number))) {
                return;
            }
            published = number + 1;
            if (number % 3 == 2) {
                if (!repeat("{\"withdraw\":\"%s\"}".formatted(key(number - 1)))) {
                    return;
                }
                withdrawn.put(number - 1, System.nanoTime());
            }
        }
    }

    /** Sends a line until it is acknowledged. Returns {@code false} if the test is over before. */
    private boolean repeat(String line) {
        while (!over) {
            var request = request(writer, "/imports?kind=disclosure")
                    .header("Authorization", "Bearer " + writer.token())
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofString(line, StandardCharsets.UTF_8));
            HttpResponse<String> answer = send(request);
            count(writes, answer);
            if (answer != null && answer.statusCode() == 201) {
                Json run = Json.of(answer.body());
                if (run.getLong("rejected") > 0) {
                    wrong.add("rejected: " + line + " " + answer.body());
                }
                return true;
            }
            pause();
        }
        return false;
    }

    private void read() {
        while (!over) {
            for (Sunwindow reader : readers) {
                readList(reader, "/disclosures?size=20&sort=-publishedAt");
                readList(reader, "/search?size=20&q=" + Sunwindow.encoded("公告"));
                readWithdrawn(reader);
            }
        }
    }

    private void readList(Sunwindow reader, String path) {
        AtomicLong latest = shown.get(reader);
        long newest = latest.get();
        long begun = System.nanoTime();
        HttpResponse<String> answer = read(reader, path);
        if (answer == null || answer.statusCode() != 200) {
            return;
        }
        Json page = Json.of(answer.body());
        long revision = page.getLong("asOf.revision");
        if (revision < newest) {
            wrong.add("revision %d after %d: %s".formatted(revision, newest, path));
        }
        latest.accumulateAndGet(revision, Math::max);
        List<String> ids = page.getList("items.id");
        withdrawn.forEach((number, time) -> {
            if (isOver(time, begun) && ids.contains(key(number))) {
                wrong.add("withdrawn record %d in %s".formatted(number, path));
            }
        });
    }

    private void readWithdrawn(Sunwindow reader) {
        var numbers = new ArrayList<>(withdrawn.keySet());
        if (!numbers.isEmpty()) {
            int number = numbers.get(ThreadLocalRandom.current().nextInt(numbers.size()));
            long begun = System.nanoTime();
            HttpResponse<String> answer = read(reader, "/disclosures/" + key(number));
            if (answer != null && answer.statusCode() == 200 && isOver(withdrawn.get(number), begun)) {
                wrong.add("withdrawn record %d".formatted(number));
            }
        }
    }

    private static boolean isOver(long withdrawn, long begun) {
        return begun - withdrawn > PROMISED.toNanos();
    }

    private HttpResponse<String> read(Sunwindow reader, String path) {
        HttpResponse<String> answer = send(request(reader, path));
        count(reads, answer);
        pause();
        return answer;
    }

    private static HttpRequest.Builder request(Sunwindow sunwindow, String path) {
        return HttpRequest.newBuilder(URI.create(sunwindow.base() + "/api/v1" + path))
                .timeout(PATIENCE);
    }

    /** Returns {@code null} if there was no answer. */
    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static void count(Map<String, LongAdder> counts, HttpResponse<String> answer) {
        String outcome = "no answer";
        if (answer != null) {
            outcome = Integer.toString(answer.statusCode());
            if (answer.statusCode() >= 500) {
                outcome += " " + Json.of(answer.body()).getString("code");
            }
        }
        counts.computeIfAbsent(outcome, missing -> new LongAdder()).increment();
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
