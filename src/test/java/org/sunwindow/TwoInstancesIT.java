package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    @Test
    void pausedInstanceDoesNotAnswerWithWhatWasWithdrawnMeanwhile() throws Exception {
        String record = "/divisions/990109000000";
        try (var database = LocalDatabase.temporary();
                var first = new Instance(home.resolve("a"), database, Map.of());
                var second = new Instance(home.resolve("b"), database, Map.of())) {
            Sunwindow writer = first.start();
            Sunwindow reader = second.start();
            writer.publish("division", "{\"code\":\"990109\",\"name\":\"北塔新区\"}");
            Sunwindow.await("the record arrives", () -> reader.get(record).statusCode() == 200);
            signal("STOP", second);
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
                signal("CONT", second);
            }
            assertThat(waiting.get()).isIn(410, 503);
            Sunwindow.await("the withdrawal is known", () -> reader.get(record).statusCode() == 410);
        }
    }

    private static void signal(String name, Instance instance) throws Exception {
        var kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(instance.process().pid()))
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
