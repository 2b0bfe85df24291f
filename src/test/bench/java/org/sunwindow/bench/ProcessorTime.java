package org.sunwindow.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Processor time so far, in nanoseconds. Rates fall when others use the machine too; what a request costs hardly does,
 * and what others took tells how far a run can be believed.
 *
 * @param own     of this process, which is also the client
 * @param service of the service
 * @param all     of the whole machine, not a number where the system does not tell
 */
record ProcessorTime(double own, double service, double all) {

    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final double NANOS_OF_A_TICK = 1e7;

    static ProcessorTime now(ProcessHandle service) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Duration ofService = service.info().totalCpuDuration().orElse(Duration.ZERO);
        return new ProcessorTime(system.getProcessCpuTime(), ofService.toNanos(), ofAll());
    }

    /** Its first line: cpu, then ticks as user, nice, system, idle, waiting for devices, and further busy ones. */
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
