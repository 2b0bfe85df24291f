package org.sunwindow.capability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/**
 * What five documents of bureaus say that the public can ask is answered by calls without a text search. The records
 * are made from the facts of the documents: their names, counts, numbers and limits. Lists over everything are asked, and the
 * clock moves, so the database is its own.
 */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class CapabilitiesTest {

    private static final Path DOCUMENT = Path.of("docs/capabilities.md");
    private static final int CAPABILITIES = 69;

    /** On the day of a batch to hand over, which is a Monday, because the 5th is a Saturday. */
    private static final Instant ASKED_AT = Instant.parse("2026-12-07T01:30:00Z");

    /** What a record refers to comes first. */
    private static final List<String> KINDS = List.of(
            "division",
            "organization",
            "column",
            "catalogItem",
            "disclosure",
            "site",
            "service",
            "office",
            "hotline",
            "notice",
            "answer",
            "statistic",
            "application");

    private static boolean published;

    @Inject
    MovableClock clock;

    private Sunwindow sunwindow;

    static List<Capability> capabilities() {
        return Capability.all();
    }

    @BeforeEach
    void publish() throws IOException {
        sunwindow = Sunwindow.underTest();
        if (!published) {
            for (String kind : KINDS) {
                publish(kind);
            }
            published = true;
        }
        clock.forward(Duration.between(clock.instant(), ASKED_AT));
    }

    private void publish(String kind) throws IOException {
        try (InputStream in = CapabilitiesTest.class.getResourceAsStream("/capability/" + kind + ".ndjson")) {
            String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Json run = sunwindow.publish(kind, lines + SeedLists.of(kind));
            assertThat(run.getInt("rejected"))
                    .as(() -> sunwindow.rejects(run).toString())
                    .isZero();
        }
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void isAnsweredAsTheDocumentsSay(Capability capability) {
        Response answer = answer(capability);
        String body = answer.body().asString();
        assertThat(answer.statusCode()).as(body).isBetween(200, 299);
        assertThat(capability.found(answer)).as(body).isEqualTo(capability.expected());
        assertThat(capability.text()).allSatisfy(text -> assertThat(body).contains(text));
    }

    /** Asks again while the instance polls for withdrawals first, as after the days that the clock has moved. */
    private Response answer(Capability capability) {
        var last = new AtomicReference<Response>();
        Sunwindow.await("an index that is not behind", () -> {
            last.set(capability.ask(sunwindow));
            return last.get().statusCode() != 503;
        });
        return last.get();
    }

    @Test
    void everyCapabilityIsAskedWithoutSearching() {
        assertThat(capabilities())
                .extracting(Capability::number)
                .isSorted()
                .containsOnlyElementsOf(
                        IntStream.rangeClosed(1, CAPABILITIES).boxed().toList());
        assertThat(capabilities())
                .as("says what is found")
                .allMatch(capability ->
                        !capability.expected().isEmpty() || !capability.text().isEmpty())
                .as("no text search")
                .noneMatch(capability -> capability.path().matches(".*[?&]q=.*"));
    }

    /** With {@code -Ddocs.update} the document is rewritten instead of compared. */
    @Test
    void documentListsTheCalls() throws IOException {
        String document = CapabilityDocument.of(capabilities());
        if (System.getProperty("docs.update") != null) {
            Files.writeString(DOCUMENT, document);
            return;
        }
        assertThat(Files.readString(DOCUMENT))
                .as(
                        "%s differs from the calls; rewrite it with ./mvnw test -Dtest=CapabilitiesTest -Ddocs.update",
                        DOCUMENT)
                .isEqualTo(document);
    }
}
