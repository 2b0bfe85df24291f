package org.sunwindow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Samples the anonymous resident memory of a process, which excludes the memory-mapped files of an index.
 */
final class ResidentMemory implements AutoCloseable {

    private static final String ANONYMOUS = "RssAnon:";
    private static final Duration PACE = Duration.ofMillis(100);
    private static final double KILO_OF_MEGA = 1024;

    private final ProcessHandle process;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private volatile double peak;

    /** Starts sampling. */
    ResidentMemory(ProcessHandle process) {
        this.process = process;
        this.peak = now(process);
        this.thread = Thread.ofPlatform().daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (!end.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, now(process));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the current value in MiB, or NaN if unknown. */
    static double now(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(ANONYMOUS))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KILO_OF_MEGA)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Returns the highest value in MiB. */
    double peak() {
        return peak;
    }

    @Override
    public void close() throws InterruptedException {
        end.countDown();
        thread.join();
    }
}
