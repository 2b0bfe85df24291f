package org.sunwindow.bench;

import java.time.Duration;

/**
 * What script/bench was asked for.
 *
 * @param size   records
 * @param time   how long each measurement lasts
 * @param rounds how often each is repeated, in turn with the others
 */
record Options(int size, Duration time, int rounds) {

    private static final String USAGE = "script/bench [--size RECORDS] [--seconds SECONDS] [--rounds ROUNDS]";

    static Options of(String... arguments) {
        int size = 100_000;
        int seconds = 10;
        int rounds = 3;
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        for (int i = 0; i < arguments.length; i += 2) {
            int value = positive(arguments[i + 1]);
            switch (arguments[i]) {
                case "--size" -> size = value;
                case "--seconds" -> seconds = value;
                case "--rounds" -> rounds = value;
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new Options(size, Duration.ofSeconds(seconds), rounds);
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
