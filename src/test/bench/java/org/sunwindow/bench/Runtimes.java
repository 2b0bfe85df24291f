package org.sunwindow.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sunwindow.Instance;

/**
 * How the service and the bare application beside it are run: in the same way, or the comparison is none.
 *
 * @param options what was asked for
 * @param heap    largest heap of a JVM, as it takes it
 */
record Runtimes(Options options, String heap) {

    private static final Path SERVICE_CACHE = Path.of("target/quarkus-app/app.aot");
    private static final Path BARE = Path.of("target/bare/quarkus-app");
    private static final Path BARE_CACHE = BARE.resolve("app.aot");

    boolean isNative() {
        return options.nativeService() != null;
    }

    /** Whether both can be started from what an earlier run left for the JVM. */
    private static boolean hasCaches() {
        return Files.exists(SERVICE_CACHE) && Files.exists(BARE_CACHE);
    }

    /** Whether a run of the bare application is to leave such a file, because the service has one. */
    boolean needsBareTraining() {
        return !isNative()
                && Runtime.version().feature() >= 25
                && Files.exists(SERVICE_CACHE)
                && !Files.exists(BARE_CACHE);
    }

    /**
     * @param more further options of a JVM
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

    /** Whether it is run in the same way; otherwise it is still what the processors allow, but for its start. */
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
        return isComparable() ? service : service + " beside a bare application of the other mode";
    }
}
