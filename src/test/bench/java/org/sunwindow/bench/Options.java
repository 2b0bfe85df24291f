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
 */
record Options(
        int size,
        Duration time,
        int rounds,
        Set<Part> parts,
        List<Integer> sizes,
        Path plots,
        Path nativeService,
        Path nativeBare) {

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
              --jmh [ARGUMENT]...   instead of all this, the inner pieces by themselves, with the arguments of JMH
            Parts:
            """ + Stream.of(Part.values()).map("  %s%n"::formatted).collect(Collectors.joining());

    private static final Options USUAL = new Options(
            100_000,
            Duration.ofSeconds(10),
            3,
            EnumSet.complementOf(EnumSet.of(Part.GROWTH)),
            List.of(10_000, 100_000),
            Path.of("target/bench"),
            null,
            null);

    static Options of(String... arguments) {
        Options options = USUAL;
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String name = rest.poll();
            options = name.equals("--quick") ? options.quick() : options.with(name, rest.poll());
        }
        return options;
    }

    private Options quick() {
        return new Options(
                2_000,
                Duration.ofSeconds(1),
                1,
                EnumSet.allOf(Part.class),
                List.of(500, 1_000),
                plots,
                nativeService,
                nativeBare);
    }

    private Options with(String name, String value) {
        if (value == null) {
            throw new IllegalArgumentException(USAGE);
        }
        return switch (name) {
            case "--size" -> of(positive(value));
            case "--seconds" ->
                new Options(
                        size,
                        Duration.ofSeconds(positive(value)),
                        rounds,
                        parts,
                        sizes,
                        plots,
                        nativeService,
                        nativeBare);
            case "--rounds" -> new Options(size, time, positive(value), parts, sizes, plots, nativeService, nativeBare);
            case "--only" -> of(EnumSet.copyOf(list(value).map(Options::part).toList()));
            case "--sizes" -> {
                var grown = EnumSet.copyOf(parts);
                grown.add(Part.GROWTH);
                List<Integer> steps = list(value).map(Options::positive).toList();
                yield new Options(size, time, rounds, grown, steps, plots, nativeService, nativeBare);
            }
            case "--plots" -> new Options(size, time, rounds, parts, sizes, Path.of(value), nativeService, nativeBare);
            case "--native" -> new Options(size, time, rounds, parts, sizes, plots, Path.of(value), nativeBare);
            case "--native-bare" -> new Options(size, time, rounds, parts, sizes, plots, nativeService, Path.of(value));
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    /** The same with another number of records. */
    Options of(int records) {
        return new Options(records, time, rounds, parts, sizes, plots, nativeService, nativeBare);
    }

    private Options of(Set<Part> chosen) {
        return new Options(size, time, rounds, chosen, sizes, plots, nativeService, nativeBare);
    }

    /** Before anything of a kind is timed: compilers need longer than anything else here to come to rest. */
    Duration warmUp() {
        return time.multipliedBy(rounds > 1 ? 3 : 1);
    }

    private static Stream<String> list(String value) {
        return Stream.of(value.split(","));
    }

    private static Part part(String name) {
        return Stream.of(Part.values())
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
