package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Instance;
import org.sunwindow.LocalDatabase;
import org.sunwindow.Sunwindow;
import org.sunwindow.TimedReads;

/** The clock of the machine jumps. libfaketime shows the process another time; that of the database does not change. */
class ClockFaultsIT {

    /** Where Debian and Fedora install the library. */
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"));

    @TempDir
    Path home;

    private Duration offset = Duration.ZERO;

    @Fault(
            value = "the clock jumps over visibleUntil and the end of a notice, back, and over both again",
            promise = "right after each jump every read and form shows what the clock says; nothing is written for it")
    void jumps(Seen seen) throws Exception {
        Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
        assumeTrue(library.isPresent(), "libfaketime is not installed");
        jump(Duration.ZERO);
        var environment = Map.of(
                "LD_PRELOAD", library.orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE", home.resolve("offset").toString(),
                "FAKETIME_NO_CACHE", "1",
                // it goes on while the other one jumps
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // otherwise every thread that waits for a time polls
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                // one schedule erases a notice for good once it has ended
                "QUARKUS_SCHEDULER_ENABLED", "false",
                // without it there are no sitemaps
                "SUNWINDOW_PUBLIC_ADDRESS", "https://mz.yunchuan.example",
                "SUNWINDOW_ATTACHMENTS_DIRECTORY", home.resolve("files").toString());
        try (var database = LocalDatabase.temporary();
                var instance = new Instance(home.resolve("a"), database, environment)) {
            Sunwindow sunwindow = instance.start();
            var reads =
                    new TimedReads(sunwindow, () -> Instant.now().plus(offset).toString());
            Instant now = Instant.now();
            reads.publish(written(now.minus(Duration.ofDays(2))), written(now.plus(Duration.ofHours(12))));
            int asked = 0;
            for (int round = 0; round < Scale.of(2, 20); round++) {
                jump(Duration.ZERO);
                asked += askAll(reads, true);
                jump(Duration.ofDays(1));
                asked += askAll(reads, false);
                jump(Duration.ZERO);
                asked += askAll(reads, true);
                jump(Duration.ofDays(400));
                asked += askAll(reads, false);
            }
            seen.add("%d answers, none that the clock contradicts", asked);
        }
    }

    /** Sets what the clock of the service is ahead. The service sees it with its next look. */
    private void jump(Duration ahead) throws IOException {
        offset = ahead;
        Path written = Files.writeString(home.resolve("next"), "%+d".formatted(ahead.toSeconds()));
        Files.move(written, home.resolve("offset"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static int askAll(TimedReads reads, boolean shown) {
        List<TimedReads.Read> all = reads.all();
        for (TimedReads.Read read : all) {
            Response answer = Sunwindow.settled(read.path(), () -> reads.answer(read));
            assertThat(TimedReads.isShown(read, answer)).as(read.path()).isEqualTo(shown);
        }
        return all.size();
    }

    private static String written(Instant time) {
        return time.atOffset(ZoneOffset.ofHours(8)).toString();
    }
}
