package org.sunwindow.limit;

import java.time.Clock;
import java.util.List;
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
import org.sunwindow.http.Proxies;

/** What the limits cost a request that is answered from memory. Run by script/bench --jmh. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LimitBenchmark {

    private static final List<String> FORWARDED = List.of("203.0.113.7");

    private final Limits limits = new Limits(
            TestSettings.with(Map.of(
                            "sunwindow.limits.address-per-minute", "1000000000",
                            "sunwindow.limits.network-per-minute", "1000000000"))
                    .getConfigMapping(LimitSettings.class),
            Clock.tickMillis(Clock.systemUTC().getZone()));

    private final Clients clients = new Clients(new Proxies(List.of("127.0.0.1")), List.of());

    /** The client behind a proxy is found, its address and its network are counted, and the header is written. */
    @Benchmark
    public String count() {
        return limits.anonymous(clients.of("127.0.0.1", FORWARDED)).spent().header();
    }

    /** Only the client is found. */
    @Benchmark
    public Object client() {
        return clients.of("127.0.0.1", FORWARDED);
    }
}
