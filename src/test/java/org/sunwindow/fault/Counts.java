package org.sunwindow.fault;

import java.util.Map;
import java.util.TreeMap;

/** Outcomes of requests, and how often they were seen: {@code 200}, {@code 503 index.behind}, {@code no answer}. */
record Counts(Map<String, Long> reads, Map<String, Long> writes) {

    long readsAnswered() {
        return reads.getOrDefault("200", 0L) + reads.getOrDefault("404", 0L) + reads.getOrDefault("410", 0L);
    }

    long readsRefused() {
        return sum(reads) - readsAnswered();
    }

    long writesAcknowledged() {
        return writes.getOrDefault("201", 0L);
    }

    long writesRefused() {
        return sum(writes) - writesAcknowledged();
    }

    long all() {
        return sum(reads) + sum(writes);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Counts minus(Counts earlier) {
        return new Counts(difference(reads, earlier.reads), difference(writes, earlier.writes));
    }

    private static Map<String, Long> difference(Map<String, Long> later, Map<String, Long> earlier) {
        var difference = new TreeMap<String, Long>();
        later.forEach((outcome, count) -> {
            long more = count - earlier.getOrDefault(outcome, 0L);
            if (more > 0) {
                difference.put(outcome, more);
            }
        });
        return difference;
    }

    @Override
    public String toString() {
        return "reads %s, writes %s".formatted(reads, writes);
    }
}
