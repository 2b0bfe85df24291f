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
 * What a guess costs somebody who has the database and the secret; without the secret nothing can be tried at all. Run by
 * script/bench --jmh.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class HashPieces {

    private final Hashes hashes = new Hashes(TestSettings.progress(Map.of()));
    private final byte[] sealed = hashes.seal(new Factor(FactorType.QUERY_CODE, "482913"));
    private int code;

    /** One code tried against one stored factor. */
    @Benchmark
    public Object guess() {
        code = (code + 1) % 1_000_000;
        return hashes.fit(sealed, new Factor(FactorType.QUERY_CODE, Integer.toString(1_000_000 + code)));
    }

    /** The name of a number in the table of failures and in the trail. */
    @Benchmark
    public Object number() {
        code = (code + 1) % 1_000_000;
        return hashes.of(FailureScope.NUMBER, Integer.toString(code));
    }
}
