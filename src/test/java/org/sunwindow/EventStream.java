package org.sunwindow;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A connection that receives server-sent events. */
public final class EventStream implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /**
     * @param id {@code null} if the event has none
     */
    public record Event(String name, String id, String data) {

        public Json json() {
            return Json.of(data);
        }
    }

    /**
     * @param last identifier of the last event that was received, {@code null} for none
     */
    public EventStream(String address, String last) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address));
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    public int status() {
        return response.statusCode();
    }

    public HttpHeaders headers() {
        return response.headers();
    }

    /**
     * Waits for the next event.
     *
     * @throws EOFException if the server has ended the stream; another exception if the connection was lost
     */
    public Event next() throws IOException {
        String name = null;
        String id = null;
        var data = new StringBuilder();
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                throw new EOFException();
            }
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).stripLeading();
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "event" -> name = value;
                case "id" -> id = value;
                case "data" -> data.append(value);
                case "" -> {
                    if (name != null) {
                        return new Event(name, id, data.toString());
                    }
                }
                default -> throw new IOException("unknown line: " + line);
            }
        }
    }

    /** Leaves without a word, as a client does that is gone. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
