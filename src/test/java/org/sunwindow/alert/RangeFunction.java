package org.sunwindow.alert;

import java.util.List;
import java.util.Optional;
import org.sunwindow.alert.Samples.Sample;

/** Functions of the samples of a series in a range. They extrapolate to the ends of the range, as Prometheus does. */
enum RangeFunction {
    LAST_OVER_TIME {
        @Override
        Optional<Double> of(List<Sample> samples, double time, double seconds) {
            return Optional.of(samples.getLast().value());
        }
    },
    DELTA {
        @Override
        Optional<Double> of(List<Sample> samples, double time, double seconds) {
            return change(samples, time, seconds, false);
        }
    },
    INCREASE {
        @Override
        Optional<Double> of(List<Sample> samples, double time, double seconds) {
            return change(samples, time, seconds, true);
        }
    },
    RATE {
        @Override
        Optional<Double> of(List<Sample> samples, double time, double seconds) {
            return change(samples, time, seconds, true).map(change -> change / seconds);
        }
    };

    /** A range that begins or ends farther from a sample than this many intervals is not covered by the series. */
    private static final double COVERED = 1.1;

    /**
     * Returns the value, empty if there are too few samples.
     *
     * @param samples at least one
     * @param time    end of the range
     * @param seconds length of the range
     */
    abstract Optional<Double> of(List<Sample> samples, double time, double seconds);

    private static Optional<Double> change(List<Sample> samples, double time, double seconds, boolean counter) {
        if (samples.size() < 2) {
            return Optional.empty();
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double change = last.value() - first.value();
        if (counter) {
            for (int i = 1; i < samples.size(); i++) {
                double before = samples.get(i - 1).value();
                // it began again at 0
                change += samples.get(i).value() < before ? before : 0;
            }
        }
        double sampled = last.time() - first.time();
        double interval = sampled / (samples.size() - 1);
        double start = beyond(first.time() - (time - seconds), interval);
        if (counter && change > 0) {
            // it was not below 0
            start = Math.min(start, sampled * first.value() / change);
        }
        double end = beyond(time - last.time(), interval);
        return Optional.of(change * (sampled + start + end) / sampled);
    }

    private static double beyond(double distance, double interval) {
        return distance < interval * COVERED ? distance : interval / 2;
    }
}
