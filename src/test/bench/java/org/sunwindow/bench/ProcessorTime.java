package org.sunwindow.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Processor time used so far, in nanoseconds. Unlike rates, the processor time per request hardly depends on other
 * processes on the machine; the time used by these shows how reliable a run is.
 *
 * @param own     time of this process, which is also the client
 * @param service time of the service
 * @param all     time of the whole machine, or NaN if unknown
 */
record ProcessorTime(double own, double service, double all) {

    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final double NANOS_OF_A_TICK = 1e7;

    static ProcessorTime now(ProcessHandle service) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Duration ofService = service.info().totalCpuDuration().orElse(Duration.ZERO);
        return new ProcessorTime(system.getProcessCpuTime(), ofService.toNanos(), ofAll());
    }

    /** Reads the first line: cpu, then ticks for user, nice, system, idle, iowait and further busy states. */
    private static double ofAll() {
        if (!Files.isReadable(STATISTICS)) {
            return Double.NaN;
        }
        try {
            String[] ticks = Files.readAllLines(STATISTICS).getFirst().split("\\s+");
            double busy = 0;
            for (int i = 1; i < Math.min(ticks.length, 9); i++) {
                busy += i == 4 || i == 5 ? 0 : Long.parseLong(ticks[i]);
            }
            return busy * NANOS_OF_A_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(own - earlier.own, service - earlier.service, all - earlier.all);
    }

    double others() {
        return Math.max(0, all - own - service);
    }
}
