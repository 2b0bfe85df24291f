package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
}
