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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * Keeps a copy of all public records of a Sunwindow service, and proves that it is complete. A reference: it holds the
 * copy in memory; a real one stores {@link #records} and {@link #cursor} together, in one transaction. Not thread-safe.
 */
public final class Follower {

    /** Leaves of a node of the hash tree without children. */
    private static final int MAX_LEAVES = 16;

    /** Prefixes of one request for nodes. */
    private static final int MAX_PREFIXES = 50;

    /** Status of a cursor of another store. */
    private static final int GONE = 410;

    private static final HexFormat HEX = HexFormat.of();

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    /** Records by kind, then by canonical key. */
    private final Map<String, SortedMap<String, JsonNode>> records = new LinkedHashMap<>();

    private String cursor;
    private int requests;

    /**
     * @param base address of the API, such as {@code https://example.org/api/v1}
     */
    public Follower(String base) {
        this.base = base;
    }

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
     * Replaces the copy by the exports of all kinds. {@link #follow} continues exactly after them. What the service has
     * changed since the list was read comes twice, which does no harm.
     */
    public void load() throws IOException, InterruptedException {
        JsonNode list = get("/exports");
        String from = list.path("cursor").asText();
        records.clear();
        for (JsonNode item : list.path("items")) {
            String lines = text("/exports/" + item.path("kind").asText() + ".changes?notBefore=" + from);
            for (String line : (Iterable<String>) lines.lines()::iterator) {
                apply(json.readTree(line));
            }
        }
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
        JsonNode page;
        do {
            try {
                page = get("/changes?wait=" + wait + (cursor == null ? "" : "&after=" + cursor));
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
            cursor = page.path("page").path("next").asText();
        } while (!page.path("page").path("complete").asBoolean());
        return changes;
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
        var keys = new LinkedHashMap<String, String>();
        return HEX.formatHex(hash(leaves(records.getOrDefault(kind, new TreeMap<>()), keys), ""));
    }

    /** Answers for the nodes of a hash tree, as {@code GET /exports/{kind}/tree} does. */
    public interface Nodes {
        JsonNode of(List<String> prefixes) throws IOException, InterruptedException;
    }

    /** Returns what differs between the copy of a kind and the service. */
    public Differences compare(String kind) throws IOException, InterruptedException {
        return compare(records.getOrDefault(kind, new TreeMap<>()), prefixes -> get(
                "/exports/" + kind + "/tree?prefix=" + String.join("&prefix=", prefixes)));
    }

    /**
     * @param changed keys of records that the service has with another content, or does not have
     * @param missing hashes of the keys of records that only the service has
     */
    public record Differences(List<String> changed, List<String> missing) {

        public boolean none() {
            return changed.isEmpty() && missing.isEmpty();
        }
    }

    /** Compares a copy with a hash tree from the root, and descends only where the two differ. */
    public static Differences compare(SortedMap<String, JsonNode> copy, Nodes nodes)
            throws IOException, InterruptedException {
        var keys = new LinkedHashMap<String, String>();
        SortedMap<String, String> leaves = leaves(copy, keys);
        var differences = new Differences(new ArrayList<>(), new ArrayList<>());
        List<String> wanted = List.of("");
        while (!wanted.isEmpty()) {
            var next = new ArrayList<String>();
            for (int i = 0; i < wanted.size(); i += MAX_PREFIXES) {
                JsonNode answer = nodes.of(wanted.subList(i, Math.min(wanted.size(), i + MAX_PREFIXES)));
                for (JsonNode node : answer.path("nodes")) {
                    compare(node, leaves, keys, differences, next);
                }
            }
            wanted = next;
        }
        return differences;
    }

    /**
     * @param keys is filled with the keys by their hashes
     */
    private static SortedMap<String, String> leaves(SortedMap<String, JsonNode> copy, Map<String, String> keys)
            throws IOException {
        var leaves = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> each : copy.entrySet()) {
            String key = HEX.formatHex(sha256(each.getKey().getBytes(StandardCharsets.UTF_8)));
            keys.put(key, each.getKey());
            leaves.put(key, HEX.formatHex(sha256(new JsonCanonicalizer(each.getValue().toString()).getEncodedUTF8())));
        }
        return leaves;
    }

    private static void compare(
            JsonNode node,
            SortedMap<String, String> leaves,
            Map<String, String> keys,
            Differences differences,
            List<String> next) {
        String prefix = node.path("prefix").asText();
        SortedMap<String, String> own = under(leaves, prefix);
        if (node.path("hash").asText().equals(HEX.formatHex(hash(own, prefix)))) {
            return;
        }
        if (node.has("children")) {
            for (int digit = 0; digit < 16; digit++) {
                String child = prefix + Character.forDigit(digit, 16);
                if (!node.path("children").path(digit).asText().equals(HEX.formatHex(hash(under(own, child), child)))) {
                    next.add(child);
                }
            }
            return;
        }
        var theirs = new TreeMap<String, String>();
        node.path("leaves").forEach(leaf -> theirs.put(leaf.path("key").asText(), leaf.path("hash").asText()));
        own.forEach((key, hash) -> {
            if (!hash.equals(theirs.get(key))) {
                differences.changed().add(keys.get(key));
            }
        });
        theirs.keySet().stream().filter(key -> !own.containsKey(key)).forEach(differences.missing()::add);
    }

    private static SortedMap<String, String> under(SortedMap<String, String> leaves, String prefix) {
        return leaves.subMap(prefix, prefix + 'g');
    }

    private static byte[] hash(SortedMap<String, String> leaves, String prefix) {
        MessageDigest digest = digest();
        if (leaves.size() <= MAX_LEAVES) {
            digest.update((byte) 0);
            leaves.forEach((key, hash) -> {
                digest.update(HEX.parseHex(key));
                digest.update(HEX.parseHex(hash));
            });
            return digest.digest();
        }
        digest.update((byte) 1);
        for (int digit = 0; digit < 16; digit++) {
            String child = prefix + Character.forDigit(digit, 16);
            digest.update(hash(under(leaves, child), child));
        }
        return digest.digest();
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
        String digits = HEX.formatHex(sha256(key.getBytes(StandardCharsets.UTF_8)));
        String expected = root;
        for (int depth = 0; depth < nodes.size(); depth++) {
            JsonNode node = nodes.get(depth);
            MessageDigest digest = digest();
            boolean inner = node.has("children");
            digest.update((byte) (inner ? 1 : 0));
            node.path("children").forEach(child -> digest.update(HEX.parseHex(child.asText())));
            node.path("leaves").forEach(leaf -> {
                digest.update(HEX.parseHex(leaf.path("key").asText()));
                digest.update(HEX.parseHex(leaf.path("hash").asText()));
            });
            if (!HEX.formatHex(digest.digest()).equals(expected)) {
                throw new IOException("the nodes do not belong to the root " + root);
            }
            if (!inner) {
                return leafOf(node, digits);
            }
            expected = node.path("children").path(Character.digit(digits.charAt(depth), 16)).asText();
        }
        throw new IOException("the answer ends before the leaves");
    }

    private static boolean leafOf(JsonNode node, String digits) {
        for (JsonNode leaf : node.path("leaves")) {
            if (leaf.path("key").asText().equals(digits)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(text(path));
    }

    private String text(String path) throws IOException, InterruptedException {
        while (true) {
            requests++;
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(base + path)).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            if (answer.statusCode() != 503 && answer.statusCode() != 429) {
                throw new RefusedException(path, answer.statusCode(), answer.body());
            }
            Thread.sleep(1000 * answer.headers().firstValueAsLong("Retry-After").orElse(1));
        }
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

    private static byte[] sha256(byte[] bytes) {
        return digest().digest(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
