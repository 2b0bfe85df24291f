package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Sunwindow;
import org.sunwindow.http.connection.RawConnection;

/** Clients that send what no client should. Others are answered meanwhile, and the memory stays bounded. */
class ClientFaultsIT {

    private static final int MEBIBYTE = 1024 * 1024;

    private static final String GET = "GET /api/v1/divisions?size=1 HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String IMPORT = "POST /api/v1/imports?kind=disclosure HTTP/1.1\r\nHost: a\r\n"
            + "Content-Type: application/x-ndjson\r\nAuthorization: Bearer %s\r\n";
    private static final String LOOKUP =
            "POST /api/v1/status-queries HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

    @TempDir
    static Path home;

    private static Victim victim;

    @BeforeAll
    static void start() throws Exception {
        victim = new Victim(home);
    }

    @AfterAll
    static void stop() throws Exception {
        victim.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] body(String head, byte[] body) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(bytes(head + "Content-Length: " + body.length + "\r\n\r\n"));
        all.writeBytes(body);
        return all.toByteArray();
    }

    @Fault(
            value = "500 clients that send half a request and no more",
            promise = "others are answered, also new ones; each slow one is told 408 within the limit for headers")
    void slow(Seen seen) throws Exception {
        victim.beside(seen, () -> {
            try (var slow = new SlowClients(500)) {
                assertThat(victim.send(bytes(GET))).isEqualTo(200);
                Map<Integer, Integer> statuses = slow.statuses();
                seen.add("answers to them: %s", statuses);
                assertThat(statuses).containsOnlyKeys(408);
            }
        });
    }

    @Fault(
            value = "5,000 such clients, more than the 4,096 connections that an instance takes",
            promise =
                    "who is connected is answered; slow ones are told 408 or closed, and then new clients are answered")
    void tooManySlow(Seen seen) throws Exception {
        int clients = Math.min(5_000, descriptors() - 500);
        seen.add("%d clients, as this process may open %d files", clients, descriptors());
        victim.beside(seen, () -> {
            try (var slow = new SlowClients(clients)) {
                Map<Integer, Integer> statuses = slow.statuses();
                seen.add("answers to them: %s", statuses);
                assertThat(statuses.keySet()).isSubsetOf(0, 408);
            }
            Sunwindow.await("a new client is answered", () -> victim.send(bytes(GET)) == 200);
        });
    }

    private static int descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(Integer.MAX_VALUE, system.getMaxFileDescriptorCount())
                : Integer.MAX_VALUE;
    }

    /** Clients that wait for an answer to half a request. */
    private static final class SlowClients implements AutoCloseable {

        private final List<RawConnection> connections = new ArrayList<>();

        SlowClients(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                RawConnection connection = victim.connect();
                connections.add(connection);
                try {
                    connection.send(i % 2 == 0 ? "GET /api/v1/div" : LOOKUP + "Content-Length: 1000\r\n\r\n{");
                } catch (IOException e) {
                    // closed already, because there are too many
                }
            }
        }

        /** Waits for all answers, and returns how often each status was one; 0 stands for none. */
        Map<Integer, Integer> statuses() {
            var statuses = new TreeMap<Integer, Integer>();
            connections.forEach(each -> statuses.merge(Victim.status(each), 1, Integer::sum));
            return statuses;
        }

        @Override
        public void close() throws IOException {
            for (RawConnection each : connections) {
                each.close();
            }
        }
    }

    @Fault(
            value = "bodies of 100 MB",
            promise = "a lookup is refused with 413 before it is read; a line of an import is read to its limit")
    void largeBodies(Seen seen) throws Exception {
        var mebibyte = bytes("x".repeat(MEBIBYTE));
        var parts = new byte[101][];
        Arrays.fill(parts, mebibyte);
        victim.beside(seen, () -> {
            for (int i = 0; i < Scale.of(2, 20); i++) {
                parts[0] = bytes(LOOKUP + "Content-Length: " + 100 * MEBIBYTE + "\r\n\r\n");
                int lookup = victim.send(parts);
                assertThat(lookup).isIn(413, 0);
                parts[0] = bytes(IMPORT.formatted(victim.sunwindow().token()) + "Content-Length: " + 100 * MEBIBYTE
                        + "\r\n\r\n");
                int line = victim.send(parts);
                assertThat(line).isIn(201, 202, 400, 413);
                seen.add("%d, %d", lookup, line);
            }
        });
    }

    @Fault(
            value = "floods of headers: one of 1 MB, 10,000 of them, none that ends",
            promise = "refused with 431, or closed")
    void headers(Seen seen) throws Exception {
        String start = "GET /api/v1/divisions?size=1 HTTP/1.1\r\nHost: a\r\n";
        var floods = List.of(
                start + "X-A: " + "x".repeat(MEBIBYTE) + "\r\n\r\n",
                start + "X-A: x\r\n".repeat(10_000) + "\r\n",
                start + "x".repeat(MEBIBYTE),
                "GET /" + "x".repeat(MEBIBYTE) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        victim.beside(seen, () -> {
            var statuses = new TreeMap<Integer, Integer>();
            for (int i = 0; i < Scale.of(5, 200); i++) {
                for (String flood : floods) {
                    statuses.merge(victim.send(bytes(flood)), 1, Integer::sum);
                }
            }
            seen.add("answers: %s", statuses);
            assertThat(statuses.keySet()).isSubsetOf(0, 414, 431);
        });
    }

    @Fault(
            value = "gzip bombs in an import: 100 MB of zeros, of blanks, of lines (long form 1 GB)",
            promise = "read as a stream within the limit of a line, and rejected; memory stays bounded")
    void bombs(Seen seen) throws Exception {
        String head = IMPORT.formatted(victim.sunwindow().token()) + "Content-Encoding: gzip\r\n";
        byte[] zeros = bomb(new byte[MEBIBYTE]);
        byte[] blanks = bomb(bytes(" ".repeat(MEBIBYTE)));
        byte[] lines = bomb(bytes("{}\n".repeat(MEBIBYTE / 3)));
        victim.beside(seen, () -> {
            for (byte[] bomb : List.of(zeros, blanks, lines)) {
                int status = victim.send(body(head, bomb));
                seen.add("%d bytes: %d", bomb.length, status);
                assertThat(status).isIn(201, 202, 400, 413);
            }
        });
    }

    private static byte[] bomb(byte[] repeated) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < Scale.of(100, 1_000); i++) {
                gzip.write(repeated);
            }
        }
        return bytes.toByteArray();
    }

    @Fault(
            value = "JSON of 100,000 and of 30,000 levels, in lookups and in an import",
            promise = "refused; no stack overflows")
    void deep(Seen seen) throws Exception {
        byte[] deep = bytes("{\"a\":".repeat(50_000) + "[".repeat(50_000));
        byte[] shallow = bytes("{\"queries\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}");
        victim.beside(seen, () -> {
            for (byte[] json : List.of(deep, shallow)) {
                // the short one is within the limit of a body
                int lookup = victim.send(body(LOOKUP.replace(" HTTP", "/batch HTTP"), json));
                int line = victim.send(body(IMPORT.formatted(victim.sunwindow().token()), json));
                seen.add("%d, %d", lookup, line);
                assertThat(lookup).isIn(400, 413);
                assertThat(line).isIn(201, 400);
            }
            assertThat(victim.log()).doesNotContain("StackOverflowError");
        });
    }

    @Fault(
            value = "what is no HTTP/1.1: random bytes, two lengths, folded headers, HTTP/2 with rapid resets",
            promise = "refused with 4xx or 5xx or closed; the next client is answered")
    void malformed(Seen seen) throws Exception {
        var random = Scale.random();
        var requests = new ArrayList<byte[]>(List.of(
                bytes("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
                bytes("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                bytes("GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n"),
                bytes("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                bytes("GET / HTTP/9.9\r\nHost: a\r\n\r\n"),
                bytes("GET\r\n\r\n"),
                bytes("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
                rapidResets()));
        for (int i = 0; i < Scale.of(100, 10_000); i++) {
            var garbage = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(garbage);
            // ends any line, so that it is not waited for
            requests.add((new String(garbage, StandardCharsets.ISO_8859_1) + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
        victim.beside(seen, () -> {
            var statuses = new TreeMap<Integer, Integer>();
            for (byte[] request : requests) {
                statuses.merge(victim.send(request), 1, Integer::sum);
            }
            seen.add("answers: %s", statuses);
            assertThat(statuses.keySet()).allMatch(status -> status == 0 || status >= 400);
            assertThat(victim.send(bytes(GET))).isEqualTo(200);
        });
    }

    /** The preface of HTTP/2 and 10,000 streams that are opened and reset (CVE-2023-44487). */
    private static byte[] rapidResets() {
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        frames.writeBytes(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
        for (int stream = 1; stream < 20_000; stream += 2) {
            byte[] id = {(byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream};
            // HEADERS with GET, https and the path /, by their numbers in the static table; then RST_STREAM with CANCEL
            frames.writeBytes(
                    new byte[] {0, 0, 3, 1, 5, id[0], id[1], id[2], id[3], (byte) 0x82, (byte) 0x87, (byte) 0x84});
            frames.writeBytes(new byte[] {0, 0, 4, 3, 0, id[0], id[1], id[2], id[3], 0, 0, 0, 8});
        }
        return frames.toByteArray();
    }
}
