package org.sunwindow.cases;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sunwindow.TestSettings;

/**
 * Cost of a guess for an attacker who has the database and the secret. Without the secret no guess can be verified. Run by
 * script/bench --jmh.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class HashBenchmark {

    private final FactorHashes hashes = new FactorHashes(TestSettings.keyedHashes(Map.of()));
    private final byte[] salted = hashes.hash(new Factor(FactorType.QUERY_CODE, "482913"));
    private int code;

    /** Compares one code with one stored factor. */
    @Benchmark
    public Object guess() {
        code = (code + 1) % 1_000_000;
        return hashes.match(salted, new Factor(FactorType.QUERY_CODE, Integer.toString(1_000_000 + code)));
    }

    /** FactorHashes a number for the failure counters and the audit log. */
    @Benchmark
    public Object number() {
        code = (code + 1) % 1_000_000;
        return hashes.of(FailureScope.NUMBER, Integer.toString(code));
    }
}
