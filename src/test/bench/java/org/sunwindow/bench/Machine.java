package org.sunwindow.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;

/** The machine on which results were measured. */
final class Machine {

    private Machine() {}

    static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Returns the maximum heap of this process in the syntax of {@code -Xmx}. */
    static String heap() {
        return Runtime.getRuntime().maxMemory() / (1024 * 1024) + "m";
    }

    static String description() {
        return "%d processors, %s %s, %s %s, %s"
                .formatted(
                        processors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"),
                        ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .map(GarbageCollectorMXBean::getName)
                                .collect(Collectors.joining(", ")));
    }
}
