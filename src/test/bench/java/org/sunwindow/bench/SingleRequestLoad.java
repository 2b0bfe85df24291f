package org.sunwindow.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repeats one request at the maximum rate. Uses wrk if available, which costs less than {@link HttpLoad} for responses that
 * take microseconds.
 *
 * @param wrk may be {@code null}
 */
record SingleRequestLoad(ExternalProgram wrk) {

    static final int CONNECTIONS = 32;

    private static final Pattern RATE = Pattern.compile("Requests/sec: *([0-9.]+)");

    static SingleRequestLoad find() {
        return new SingleRequestLoad(ExternalProgram.find("wrk").orElse(null));
    }

    String description() {
        return wrk == null ? "the Java client of this suite (for one that costs less: apt install wrk)" : "wrk";
    }

    /** Returns the requests per second. */
    double rate(InetSocketAddress server, Request request, Duration time) throws IOException, InterruptedException {
        if (wrk == null) {
            return javaRate(server, request, time);
        }
        var arguments = new ArrayList<>(List.of("-t1", "-c" + CONNECTIONS, "-d" + time.toSeconds()));
        request.headers().lines().forEach(header -> arguments.addAll(List.of("-H", header)));
        arguments.add("http://%s:%d%s".formatted(server.getHostString(), server.getPort(), request.path()));
        String output = wrk.run(Map.of(), arguments.toArray(String[]::new));
        Matcher rate = RATE.matcher(output);
        if (!rate.find() || output.contains("Non-2xx") || output.contains("Socket errors")) {
            throw new IllegalStateException(request.path() + ": " + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    double javaRate(InetSocketAddress server, Request request, Duration time) {
        try (var load = new HttpLoad(
                server,
                CONNECTIONS,
                RequestSequence.inTurn(server, List.of(request)),
                java.util.Set.of(HttpLoad.OK, HttpLoad.UNCHANGED))) {
            return load.run(time, Schedule.UNBOUNDED).perSecond();
        }
    }
}
