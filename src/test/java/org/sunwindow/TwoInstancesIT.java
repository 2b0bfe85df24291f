package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.fault.Fault;

/** Two instances that share only the database. Prints how long changes take to become visible; times are not asserted. */
class TwoInstancesIT {

    @TempDir
    Path home;

    @Test
    void importsBecomeVisibleOnTheOtherInstance() throws IOException {
        try (var database = LocalDatabase.temporary();
                var first = new Instance(home.resolve("a"), database, Map.of());
                var second = new Instance(home.resolve("b"), database, Map.of())) {
            Sunwindow writer = first.start();
            Sunwindow reader = second.start();
            writer.publish("disclosure", Sunwindow.sample("disclosure"));
            for (int i = 0; i < 5; i++) {
                String number = "990100001/202611-8000" + i;
                String title = "第%d号跨实例公告".formatted(i);
                writer.send("disclosure", """
                                {"indexNo":"%s","title":"%s","publisher":"云川市民政局","publishedAt":"2026-11-20",\
                                "disclosureAttribute":"主动公开"}""".formatted(number, title)).then().statusCode(201);
                long acknowledged = System.nanoTime();
                Sunwindow.await(
                        title,
                        () -> number.equals(reader.find("/disclosures", number).getString("items[0].id")));
                System.out.printf(
                        "visible on the other instance after %d ms%n",
                        Duration.ofNanos(System.nanoTime() - acknowledged).toMillis());
            }
            assertThat(reader.get("/disclosures?facets=year").asString())
                    .as("same revision, same bytes")
                    .isEqualTo(writer.get("/disclosures?facets=year").asString());
            assertThat(reader.get("/disclosures").header("ETag"))
                    .isEqualTo(writer.get("/disclosures").header("ETag"));

            writer.publish("disclosure", "{\"withdraw\":\"990100001/202611-80000\"}");
            Sunwindow.await(
                    "the withdrawal arrives",
                    () -> reader.get("/disclosures/990100001%2F202611-80000").statusCode() == 410);
        }
    }

    /** The process is stopped, as a virtual machine is while it is moved; a request is waiting when it goes on. */
    @Fault(
            value = "an instance is paused (SIGSTOP) while another withdraws, and comes back with a request that waits",
            promise = "it answers 410 or 503, never with what was withdrawn meanwhile")
    void pausedInstanceDoesNotAnswerWithWhatWasWithdrawnMeanwhile() throws Exception {
        String record = "/divisions/990109000000";
        try (var database = LocalDatabase.temporary();
                var first = new Instance(home.resolve("a"), database, Map.of());
                var second = new Instance(home.resolve("b"), database, Map.of())) {
            Sunwindow writer = first.start();
            Sunwindow reader = second.start();
            writer.publish("division", "{\"code\":\"990109\",\"name\":\"北塔新区\"}");
            Sunwindow.await("the record arrives", () -> reader.get(record).statusCode() == 200);
            second.pause();
            CompletableFuture<Integer> waiting;
            try {
                writer.publish("division", "{\"withdraw\":\"990109000000\"}");
                waiting = CompletableFuture.supplyAsync(() -> reader.get(record).statusCode());
                long stopped = System.nanoTime();
                Sunwindow.await(
                        "a pause",
                        () -> System.nanoTime() - stopped
                                > Duration.ofSeconds(3).toNanos());
            } finally {
                second.resume();
            }
            assertThat(waiting.get()).isIn(410, 503);
            Sunwindow.await("the withdrawal is known", () -> reader.get(record).statusCode() == 410);
        }
    }

    /** The instances share no clock but that of the machine; nothing is written when the period ends. */
    @Fault(
            value = "an instance is paused over the end of a notice",
            promise = "no request that begins after the end is answered with the notice")
    void noticeEndsAtItsSecondOnEveryInstanceAlsoAfterAPause() throws Exception {
        String record = "/notices/gs-two-1";
        try (var database = LocalDatabase.temporary();
                var first = new Instance(home.resolve("a"), database, Map.of());
                var second = new Instance(home.resolve("b"), database, Map.of())) {
            Sunwindow writer = first.start();
            Sunwindow reader = second.start();
            Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
            writer.publish(
                    "notice", """
                    {"id":"gs-two-1","title":"评议结果公示","type":"OTHER","stage":"OPEN","publisher":"东湖区民政局",\
                    "periodBegin":"2026-01-01","periodEnd":"%s","objectionPhone":"0500-8320003"}""".formatted(end.atOffset(ZoneOffset.ofHours(8)).toString()));
            Sunwindow.await(
                    "the notice arrives, or has ended",
                    () -> List.of(200, 410).contains(reader.get(record).statusCode()));
            second.pause();
            CompletableFuture<Integer> waiting;
            try {
                waiting = CompletableFuture.supplyAsync(() -> reader.get(record).statusCode());
                awaitEnd(writer, record, end);
            } finally {
                second.resume();
            }
            assertThat(waiting.get()).isIn(410, 503);
            awaitEnd(reader, record, end);
            assertThat(reader.read("/notices").asString()).doesNotContain("gs-two-1");
        }
    }

    /**
     * The same for every read and form, from the second at which the records begin. The instances share no folder, so
     * each copies the file from the database.
     */
    @Fault(
            value = "an instance is paused over the end of a notice and of visibleUntil of a disclosure",
            promise = "no read and no form shows either before its beginning or after its end")
    void everyReadFollowsThePeriodOnEveryInstanceAlsoAfterAPause() throws Exception {
        var storage = Map.of("SUNWINDOW_ATTACHMENTS_STORAGE", "POSTGRESQL");
        try (var database = LocalDatabase.temporary();
                var first = new Instance(home.resolve("a"), database, with(storage, home.resolve("a/files")));
                var second = new Instance(home.resolve("b"), database, with(storage, home.resolve("b/files")))) {
            Sunwindow writer = first.start();
            Sunwindow reader = second.start();
            // a slow machine gets a longer period, in which both can be asked everything
            Duration period = Duration.ofSeconds(15);
            Instant begin;
            Instant end;
            TimedReads reads;
            TimedReads others;
            do {
                period = period.multipliedBy(2);
                begin = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
                end = begin.plus(period);
                reads = new TimedReads(writer, () -> Instant.now().toString());
                others = new TimedReads(reader, () -> Instant.now().toString());
                reads.publish(written(begin), written(end));
            } while (!awaitAll(List.of(reads, others), begin, end));
            second.pause();
            CompletableFuture<Boolean> waiting;
            try {
                waiting = ask(others, begin, end);
                awaitEnd(reads, begin, end);
            } finally {
                second.resume();
            }
            assertThat(waiting.get())
                    .as("requests that waited in the paused instance")
                    .isFalse();
            assertThat(showAny(others, begin, end)).isFalse();
        }
    }

    private static CompletableFuture<Boolean> ask(TimedReads reads, Instant begin, Instant end) {
        return CompletableFuture.supplyAsync(() -> showAll(reads, begin, end));
    }

    private static void awaitEnd(TimedReads reads, Instant begin, Instant end) {
        Sunwindow.await(
                "the end", () -> !showAny(reads, begin, end) && !Instant.now().isBefore(end));
    }

    /** Waits until every read shows the records. Returns {@code false} if half of their period has passed before. */
    private static boolean awaitAll(List<TimedReads> instances, Instant begin, Instant end) {
        Instant latest = begin.plus(Duration.between(begin, end).dividedBy(2));
        var shown = new AtomicBoolean();
        Sunwindow.await("all reads show the records on both instances", () -> {
            shown.set(
                    instances.stream().filter(each -> showAll(each, begin, end)).count() == instances.size());
            return shown.get() || Instant.now().isAfter(latest);
        });
        return shown.get();
    }

    private static Map<String, String> with(Map<String, String> storage, Path files) {
        var settings = new HashMap<>(storage);
        settings.put("SUNWINDOW_PUBLIC_ADDRESS", "https://mz.yunchuan.example");
        settings.put("SUNWINDOW_ATTACHMENTS_DIRECTORY", files.toString());
        return settings;
    }

    private static String written(Instant time) {
        return time.atOffset(ZoneOffset.ofHours(8)).toString();
    }

    private static boolean showAll(TimedReads reads, Instant begin, Instant end) {
        boolean all = true;
        for (TimedReads.Read read : reads.all()) {
            all &= isShown(reads, read, begin, end);
        }
        return all;
    }

    private static boolean showAny(TimedReads reads, Instant begin, Instant end) {
        boolean any = false;
        for (TimedReads.Read read : reads.all()) {
            any |= isShown(reads, read, begin, end);
        }
        return any;
    }

    /**
     * No answer may show what was not public at any time between its request and itself. An instance that cannot be sure
     * answers 503.
     */
    private static boolean isShown(TimedReads reads, TimedReads.Read read, Instant begin, Instant end) {
        Instant asked = Instant.now();
        Response answer = reads.answer(read);
        boolean shown = answer.statusCode() != 503 && TimedReads.isShown(read, answer);
        if (shown) {
            assertThat(asked).as(read.path()).isBefore(end);
            assertThat(Instant.now()).as(read.path()).isAfterOrEqualTo(begin);
        }
        return shown;
    }

    /** Waits until a record answers 410. No request that begins at the end or later may be answered with the record. */
    private static void awaitEnd(Sunwindow instance, String record, Instant end) {
        var late = new AtomicBoolean();
        Sunwindow.await("the end of " + record, () -> {
            boolean over = !Instant.now().isBefore(end);
            int status = instance.get(record).statusCode();
            late.compareAndSet(false, over && status == 200);
            return over && status == 410;
        });
        assertThat(late).as("answered after its end").isFalse();
    }
}
