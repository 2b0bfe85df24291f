package org.sunwindow.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of script/bench.
 *
 * @param size          number of records
 * @param time          duration of each measurement
 * @param rounds        number of rounds; each round measures all sides in turn
 * @param benchmarks    benchmarks to run
 * @param sizes         number of records of each step of growth
 * @param plots         directory of the plots
 * @param nativeService native executable of the service, or {@code null} for the jar
 * @param nativeBare    native executable of the bare application, or {@code null} for the jar
 * @param check         whether the run fails if a target is missed
 * @param quick         whether the run only checks that all benchmarks work
 */
record Options(
        int size,
        Duration time,
        int rounds,
        Set<Benchmark> benchmarks,
        List<Integer> sizes,
        Path plots,
        Path nativeService,
        Path nativeBare,
        boolean check,
        boolean quick) {

    private static final int WARM_UP = 3;

    static final String USAGE =
            """
            script/bench [OPTION]...
              --size RECORDS        number of generated records (100000)
              --seconds SECONDS     duration of each measurement (10)
              --rounds ROUNDS       number of rounds (3)
              --only BENCHMARK,...  runs only these; default: all except growth
              --sizes SIZE,...      runs growth, too, with these numbers of records (10000,100000)
              --plots DIRECTORY     directory of the plots of growth (target/bench)
              --native PATH         runs this native executable of the service instead of the jar
              --native-bare PATH    runs this native executable of the bare application (src/test/bench/bare, -Dnative)
              --check               exits with 1 if a median misses its target; misses are always printed
              --quick               checks that all benchmarks work: 2000 records, one round of one second
              --help                prints this help
              --jmh [ARGUMENT]...   runs the JMH benchmarks with arguments of JMH; must be the first option
            Benchmarks:
            """ + Stream.of(Benchmark.values()).map("  %s%n"::formatted).collect(Collectors.joining());

    /** Collects the values of the arguments. */
    private static final class Builder {

        private int size = 100_000;
        private int seconds = 10;
        private int rounds = 3;
        private Set<Benchmark> benchmarks = EnumSet.complementOf(EnumSet.of(Benchmark.GROWTH));
        private List<Integer> sizes = List.of(10_000, 100_000);
        private Path plots = Path.of("target/bench");
        private Path nativeService;
        private Path nativeBare;
        private boolean check;
        private boolean quick;

        void quick() {
            quick = true;
            size = 2_000;
            seconds = 1;
            rounds = 1;
            benchmarks = EnumSet.allOf(Benchmark.class);
            sizes = List.of(500, 1_000);
        }

        void read(String name, String value) {
            if (value == null) {
                throw new IllegalArgumentException(USAGE);
            }
            switch (name) {
                case "--size" -> size = positive(value);
                case "--seconds" -> seconds = positive(value);
                case "--rounds" -> rounds = positive(value);
                case "--only" ->
                    benchmarks =
                            EnumSet.copyOf(list(value).map(Options::benchmark).toList());
                case "--sizes" -> {
                    benchmarks.add(Benchmark.GROWTH);
                    sizes = list(value).map(Options::positive).toList();
                }
                case "--plots" -> plots = Path.of(value);
                case "--native" -> nativeService = Path.of(value).toAbsolutePath();
                case "--native-bare" -> nativeBare = Path.of(value).toAbsolutePath();
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
    }

    static Options of(String... arguments) {
        var builder = new Builder();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String name = rest.poll();
            switch (name) {
                case "--check" -> builder.check = true;
                case "--quick" -> builder.quick();
                default -> builder.read(name, rest.poll());
            }
        }
        return new Options(
                builder.size,
                Duration.ofSeconds(builder.seconds),
                builder.rounds,
                builder.benchmarks,
                builder.sizes,
                builder.plots,
                builder.nativeService,
                builder.nativeBare,
                builder.check,
                builder.quick);
    }

    /** Returns the options with another number of records. */
    Options of(int records) {
        return new Options(records, time, rounds, benchmarks, sizes, plots, nativeService, nativeBare, check, quick);
    }

    /** Returns the warm-up before each kind of measurement, long enough for JIT compilation. */
    Duration warmUp() {
        return time.multipliedBy(quick ? 1 : WARM_UP);
    }

    private static Stream<String> list(String value) {
        return Stream.of(value.split(","));
    }

    private static Benchmark benchmark(String name) {
        return Stream.of(Benchmark.values())
                .filter(benchmark -> benchmark.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(USAGE));
    }

    private static int positive(String number) {
        try {
            int value = Integer.parseInt(number);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(USAGE);
    }
}
