package org.sunwindow.follower;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps a copy of all public records of a Sunwindow service, and proves that it is complete. A reference: it holds the
 * copy in memory; a real one stores {@link #records} and {@link #cursor} together, in one transaction. Not thread-safe.
 */
public final class Follower {

    /** Prefixes of one request for nodes. */
    private static final int MAX_PREFIXES = 50;

    /** Requests in which the differences of a copy are found. */
    public static final int MAX_REQUESTS = 20;

    /** Seconds between two requests, however often the service has had nothing. */
    private static final int LONGEST_PAUSE = 30;

    /** Status of a cursor of another store. */
    private static final int GONE = 410;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    /** Records by kind, then by canonical key. */
    private Map<String, SortedMap<String, JsonNode>> records = new LinkedHashMap<>();

    private final Time time;
    private String cursor;
    private int requests;

    /** Seconds to wait after the next answer that has nothing. */
    private int pause = 1;

    /**
     * @param address address of the service, without {@code /api/v1}
     */
    public Follower(String address) {
        this(address, Time.SYSTEM);
    }

    public Follower(String address, Time time) {
        this.base = address + "/api/v1";
        this.time = time;
    }

    /** Returns the records by kind, then by canonical key. {@link #load} replaces the map. */
    public Map<String, SortedMap<String, JsonNode>> records() {
        return records;
    }

    /** Returns up to where changes were applied; {@code null} for none. */
    public String cursor() {
        return cursor;
    }

    /** Returns the number of requests that were sent. */
    public int requests() {
        return requests;
    }

    /**
     * Replaces the copy by the exports of all kinds. {@link #follow} continues exactly after them.
     *
     * @throws IOException if an export cannot be read, or does not have the root that the service states; the copy is
     *                     as before then
     */
    public void load() throws IOException, InterruptedException {
        JsonNode list = get("/exports");
        String from = list.path("cursor").asText();
        var loaded = new LinkedHashMap<String, SortedMap<String, JsonNode>>();
        for (JsonNode item : list.path("items")) {
            String kind = item.path("kind").asText();
            // an export may be later than the list; changes that it already contains are applied again
            HttpResponse<String> export = send("/exports/" + kind + ".changes?notBefore=" + from);
            var copy = new TreeMap<String, JsonNode>();
            for (String line : (Iterable<String>) export.body().lines()::iterator) {
                JsonNode change = json.readTree(line);
                copy.put(change.path("key").asText(), change.path("record"));
            }
            String root = new HashTree(copy).root();
            if (!root.equals(export.headers().firstValue("Sunwindow-Root").orElse(null))) {
                throw new IOException("the export of " + kind + " does not have the root that the service states");
            }
            loaded.put(kind, copy);
        }
        records = loaded;
        cursor = from;
    }

    /**
     * Applies all changes since the last call. If the service no longer knows from where to continue, because its store
     * is another, the exports are loaded instead.
     *
     * @param wait seconds to wait for a change if there is none
     * @return number of changes, {@code -1} if everything was loaded
     */
    public int follow(int wait) throws IOException, InterruptedException {
        int changes = 0;
        boolean complete;
        do {
            int longest = changes == 0 ? wait : 0;
            long start = time.millis();
            JsonNode page;
            try {
                page = get("/changes?wait=" + longest + (cursor == null ? "" : "&after=" + cursor));
            } catch (RefusedException e) {
                if (e.status() != GONE) {
                    throw e;
                }
                load();
                return -1;
            }
            for (JsonNode change : page.path("items")) {
                apply(change);
                changes++;
            }
            complete = page.path("page").path("complete").asBoolean();
            String next = page.path("page").path("next").asText();
            if (page.path("items").isEmpty() && (complete || next.equals(cursor))) {
                pause(start, complete ? longest : LONGEST_PAUSE);
            } else {
                pause = 1;
            }
            cursor = next;
        } while (!complete);
        return changes;
    }

    /**
     * Waits after an answer that has nothing. A service that stops, or an earlier version that lags behind the cursor,
     * answers at once, and must not be asked again at once.
     *
     * @param start   of the request: what the service has waited itself counts
     * @param longest seconds
     */
    private void pause(long start, int longest) throws InterruptedException {
        long rest = 1000L * Math.min(pause, longest) - (time.millis() - start);
        if (rest > 0) {
            time.sleep(rest);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        } else {
            pause = 1;
        }
    }

    /** Applies a change. Applying it again does no harm. */
    public void apply(JsonNode change) {
        SortedMap<String, JsonNode> copy =
                records.computeIfAbsent(change.path("kind").asText(), kind -> new TreeMap<>());
        String key = change.path("key").asText();
        if (change.path("type").asText().equals("REMOVED")) {
            copy.remove(key);
        } else {
            copy.put(key, change.path("record"));
        }
    }

    /** Returns the root of the hash tree of the copy of a kind, which the service states in {@code /exports}. */
    public String root(String kind) throws IOException {
        return new HashTree(records.getOrDefault(kind, new TreeMap<>())).root();
    }

    /** Answers for the nodes of a hash tree, as {@code GET /exports/{kind}/tree} does. */
    public interface Nodes {
        JsonNode of(List<String> prefixes) throws IOException, InterruptedException;
    }

    /**
     * Finds what differs between the copy of a kind and the service, in {@link #MAX_REQUESTS} requests at most. Call
     * {@link #follow} before: what has changed since differs, too.
     */
    public Differences compare(String kind) throws IOException, InterruptedException {
        return compare(records.getOrDefault(kind, new TreeMap<>()), prefixes -> get(
                "/exports/" + kind + "/tree?prefix=" + String.join("&prefix=", prefixes)));
    }

    /**
     * @param changed keys of records that the service has with another content, or does not have
     * @param missing hashes of the keys of records that only the service has
     * @param more    whether there are further differences: so many that the exports should be taken again
     */
    public record Differences(List<String> changed, List<String> missing, boolean more) {

        public boolean none() {
            return changed.isEmpty() && missing.isEmpty() && !more;
        }
    }

    /** Compares a copy with a hash tree from the root, and descends only where the two differ. */
    public static Differences compare(SortedMap<String, JsonNode> copy, Nodes nodes)
            throws IOException, InterruptedException {
        var tree = new HashTree(copy);
        var found = new Differences(new ArrayList<>(), new ArrayList<>(), false);
        var wanted = new ArrayList<>(List.of(""));
        for (int sent = 0; !wanted.isEmpty(); sent++) {
            if (sent == MAX_REQUESTS) {
                return new Differences(found.changed(), found.missing(), true);
            }
            List<String> first = wanted.subList(0, Math.min(wanted.size(), MAX_PREFIXES));
            List<String> prefixes = List.copyOf(first);
            first.clear();
            JsonNode answer = nodes.of(prefixes).path("nodes");
            for (int i = 0; i < prefixes.size(); i++) {
                String prefix = prefixes.get(i);
                tree.compare(HashTree.Node.of(answer.path(i), prefix), prefix, wanted, found);
            }
        }
        return found;
    }

    /**
     * Proves that the service has no public record with a key, or that it has one.
     *
     * @param root of the hash tree, from a source that is trusted
     * @param key  canonical
     * @throws IOException if the answer of the service does not prove it
     */
    public boolean has(String kind, String root, String key) throws IOException, InterruptedException {
        JsonNode nodes =
                get("/exports/" + kind + "/tree?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8)).path("nodes");
        String digits = HashTree.hash(key);
        String expected = root;
        for (int depth = 0; depth < nodes.size(); depth++) {
            HashTree.Node node = HashTree.Node.of(nodes.get(depth), digits.substring(0, depth));
            if (!node.hash().equals(expected)) {
                throw new IOException("the nodes do not belong to the root " + root);
            }
            if (node.children().isEmpty()) {
                return node.leaves().containsKey(digits);
            }
            expected = node.children().get(Character.digit(digits.charAt(depth), 16));
        }
        throw new IOException("the answer ends before the leaves");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(send(path).body());
    }

    /** Sends a request, until the service is not overloaded any longer. */
    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        for (int seconds = 1; ; seconds = Math.min(2 * seconds, LONGEST_PAUSE)) {
            requests++;
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(base + path)).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() == 200) {
                return answer;
            }
            if (answer.statusCode() != 503 && answer.statusCode() != 429) {
                throw new RefusedException(path, answer.statusCode(), answer.body());
            }
            // proxies may write a date
            String wanted = answer.headers()
                    .firstValue("Retry-After")
                    .filter(value -> value.matches("[0-9]{1,6}"))
                    .orElse("0");
            time.sleep(1000L * Math.max(seconds, Integer.parseInt(wanted)));
        }
    }

    /** Time, which tests replace. */
    public interface Time {

        Time SYSTEM = new Time() {
            @Override
            public long millis() {
                return System.nanoTime() / 1_000_000;
            }

            @Override
            public void sleep(long millis) throws InterruptedException {
                Thread.sleep(millis);
            }
        };

        /** Returns milliseconds since some instant. */
        long millis();

        void sleep(long millis) throws InterruptedException;
    }

    /** The service has refused a request. */
    public static final class RefusedException extends IOException {

        private final int status;

        RefusedException(String path, int status, String body) {
            super(path + " was answered with " + status + ": " + body);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
