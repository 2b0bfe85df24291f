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
 * What script/bench was asked for.
 *
 * @param size          records
 * @param time          how long each measurement lasts
 * @param rounds        how often each is repeated, in turn with the others
 * @param parts         what is measured
 * @param sizes         records of each step of the growth
 * @param plots         where plots go
 * @param nativeService executable in place of the jar, or {@code null}
 * @param nativeBare    executable of the bare application, or {@code null}
 * @param quick         whether it is only to be seen that all of it works
 */
record Options(
        int size,
        Duration time,
        int rounds,
        Set<Benchmark> parts,
        List<Integer> sizes,
        Path plots,
        Path nativeService,
        Path nativeBare,
        boolean quick) {

    private static final int WARM_UP = 3;

    static final String USAGE =
            """
            script/bench [OPTION]...
              --size RECORDS        made-up records to measure with (100000)
              --seconds SECONDS     of each measurement (10)
              --rounds ROUNDS       of all measurements of a part, in turn (3)
              --only PART,...       some parts only; without it, all but growth
              --sizes SIZE,...      records of each step of growth (10000,100000), and growth is among the parts
              --plots DIRECTORY     where the plots of growth go (target/bench)
              --native PATH         runs this native executable instead of the jar
              --native-bare PATH    the same of the bare application: src/test/bench/bare built with -Dnative
              --quick               2000 records, one round of one second: whether all of it works, not how fast
              --help                this
              --jmh [ARGUMENT]...   instead of all this, the inner pieces by themselves, with the arguments of JMH
            Parts:
            """ + Stream.of(Benchmark.values()).map("  %s%n"::formatted).collect(Collectors.joining());

    /** What the arguments are read into, one after the other. */
    private static final class Reading {

        private int size = 100_000;
        private int seconds = 10;
        private int rounds = 3;
        private Set<Benchmark> parts = EnumSet.complementOf(EnumSet.of(Benchmark.GROWTH));
        private List<Integer> sizes = List.of(10_000, 100_000);
        private Path plots = Path.of("target/bench");
        private Path nativeService;
        private Path nativeBare;
        private boolean quick;

        void quick() {
            quick = true;
            size = 2_000;
            seconds = 1;
            rounds = 1;
            parts = EnumSet.allOf(Benchmark.class);
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
                    parts = EnumSet.copyOf(list(value).map(Options::part).toList());
                case "--sizes" -> {
                    parts.add(Benchmark.GROWTH);
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
        var reading = new Reading();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String name = rest.poll();
            if (name.equals("--quick")) {
                reading.quick();
            } else {
                reading.read(name, rest.poll());
            }
        }
        return new Options(
                reading.size,
                Duration.ofSeconds(reading.seconds),
                reading.rounds,
                reading.parts,
                reading.sizes,
                reading.plots,
                reading.nativeService,
                reading.nativeBare,
                reading.quick);
    }

    /** The same with another number of records. */
    Options of(int records) {
        return new Options(records, time, rounds, parts, sizes, plots, nativeService, nativeBare, quick);
    }

    /** Before anything of a kind is timed: compilers need longer than anything else here to come to rest. */
    Duration warmUp() {
        return time.multipliedBy(quick ? 1 : WARM_UP);
    }

    private static Stream<String> list(String value) {
        return Stream.of(value.split(","));
    }

    private static Benchmark part(String name) {
        return Stream.of(Benchmark.values())
                .filter(part -> part.label().equals(name))
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
            // told below
        }
        throw new IllegalArgumentException(USAGE);
    }
}
