package org.sunwindow.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sunwindow.Instance;

/**
 * The commands that start the service and the bare application, both in the same mode.
 *
 * @param options options of the run
 * @param heap    maximum heap size in the syntax of {@code -Xmx}
 */
record Runtimes(Options options, String heap) {

    private static final Path SERVICE_CACHE = Path.of("target/quarkus-app/app.aot");
    private static final Path BARE = Path.of("target/bare/quarkus-app");
    private static final Path BARE_CACHE = BARE.resolve("app.aot");

    boolean isNative() {
        return options.nativeService() != null;
    }

    /** Returns whether both applications have an AOT cache. */
    private static boolean hasCaches() {
        return Files.exists(SERVICE_CACHE) && Files.exists(BARE_CACHE);
    }

    /** Returns whether the bare application needs an AOT cache, because the service has one. */
    boolean needsBareTraining() {
        return !isNative()
                && Runtime.version().feature() >= 25
                && Files.exists(SERVICE_CACHE)
                && !Files.exists(BARE_CACHE);
    }

    /**
     * @param more additional JVM options
     */
    List<String> service(String... more) {
        if (isNative()) {
            return List.of(options.nativeService().toString());
        }
        var all = new ArrayList<>(List.of(more));
        if (hasCaches()) {
            all.add("-XX:AOTCache=" + SERVICE_CACHE);
        }
        return Instance.jar(heap, all.toArray(String[]::new));
    }

    /** Returns whether both run in the same mode. Otherwise start-up times are not comparable. */
    boolean isComparable() {
        return isNative() == (options.nativeBare() != null);
    }

    List<String> bare() {
        return options.nativeBare() != null
                ? List.of(options.nativeBare().toString())
                : bareJar(hasCaches() && !isNative() ? List.of("-XX:AOTCache=" + BARE_CACHE) : List.of());
    }

    List<String> bareTraining() {
        return bareJar(List.of("-XX:AOTCacheOutput=" + BARE_CACHE));
    }

    private List<String> bareJar(List<String> more) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap));
        command.addAll(more);
        command.addAll(List.of("-jar", BARE.resolve("quarkus-run.jar").toString()));
        return command;
    }

    String description() {
        String service = isNative() ? "native image" : hasCaches() ? "JVM with AOT cache" : "JVM without AOT cache";
        return isComparable() ? service : service + ", bare application in the other mode";
    }
}
