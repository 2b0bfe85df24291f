package org.sunwindow.follower;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;

/** The hash tree of a copy. Hashes are written in hexadecimal digits. */
final class HashTree {

    /** Leaves of a node without children. */
    private static final int MAX_LEAVES = 16;

    private static final int CHILDREN = 16;

    /** Digits of a hash. */
    private static final int DIGITS = 64;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + DIGITS + "}");
    private static final HexFormat HEX = HexFormat.of();

    /** Hashes of the records by the hashes of their keys. */
    private final SortedMap<String, String> leaves = new TreeMap<>();

    /** Keys by their hashes. */
    private final Map<String, String> keys = new HashMap<>();

    HashTree(SortedMap<String, JsonNode> records) throws IOException {
        for (Map.Entry<String, JsonNode> each : records.entrySet()) {
            String hash = hash(each.getKey());
            keys.put(hash, each.getKey());
            leaves.put(hash, hex(new JsonCanonicalizer(each.getValue().toString()).getEncodedUTF8()));
        }
    }

    /**
     * A node of the tree of the service.
     *
     * @param children hashes in the order of their digits; empty for a list of leaves
     * @param leaves   hashes of the records by the hashes of their keys
     */
    record Node(List<String> children, SortedMap<String, String> leaves) {

        /**
         * Reads a node. The hash of a node covers its digits one after another, so parts of other lengths or in upper
         * case could have the same hash, and hide a record.
         *
         * @throws IOException if the node is not written in the one form that it has
         */
        static Node of(JsonNode json, String prefix) throws IOException {
            require(json.path("prefix").isTextual() && json.path("prefix").asText().equals(prefix));
            var children = new ArrayList<String>();
            for (JsonNode child : list(json.path("children"))) {
                children.add(digits(child));
            }
            var leaves = new TreeMap<String, String>();
            for (JsonNode leaf : list(json.path("leaves"))) {
                String key = digits(leaf.path("key"));
                require(key.startsWith(prefix) && (leaves.isEmpty() || leaves.lastKey().compareTo(key) < 0));
                leaves.put(key, digits(leaf.path("hash")));
            }
            if (children.isEmpty()) {
                require(leaves.size() <= MAX_LEAVES);
            } else {
                require(children.size() == CHILDREN && leaves.isEmpty() && prefix.length() < DIGITS);
            }
            return new Node(children, leaves);
        }

        String hash() {
            return children.isEmpty() ? leafHash(leaves) : innerHash(children);
        }

        private static JsonNode list(JsonNode list) throws IOException {
            require(list.isArray() || list.isMissingNode());
            return list;
        }

        private static String digits(JsonNode hash) throws IOException {
            require(hash.isTextual() && HASH.matcher(hash.asText()).matches());
            return hash.asText();
        }

        private static void require(boolean condition) throws IOException {
            if (!condition) {
                throw new IOException("the service has answered with a node that is not in its only form");
            }
        }
    }

    /** Compares a node with the copy: adds the prefixes of the children that differ, or the leaves that do. */
    void compare(Node node, String prefix, List<String> differing, Follower.Differences differences) {
        for (int digit = 0; digit < node.children().size(); digit++) {
            String child = prefix + Character.forDigit(digit, CHILDREN);
            if (!node.children().get(digit).equals(hash(under(leaves, child), child))) {
                differing.add(child);
            }
        }
        if (!node.children().isEmpty()) {
            return;
        }
        SortedMap<String, String> own = under(leaves, prefix);
        own.forEach((key, hash) -> {
            if (!hash.equals(node.leaves().get(key))) {
                differences.changed().add(keys.get(key));
            }
        });
        node.leaves().keySet().stream().filter(key -> !own.containsKey(key)).forEach(differences.missing()::add);
    }

    String root() {
        return hash(leaves, "");
    }

    private static String hash(SortedMap<String, String> leaves, String prefix) {
        if (leaves.size() <= MAX_LEAVES) {
            return leafHash(leaves);
        }
        var children = new ArrayList<String>();
        for (int digit = 0; digit < CHILDREN; digit++) {
            String child = prefix + Character.forDigit(digit, CHILDREN);
            children.add(hash(under(leaves, child), child));
        }
        return innerHash(children);
    }

    private static SortedMap<String, String> under(SortedMap<String, String> leaves, String prefix) {
        return leaves.subMap(prefix, prefix + 'g');
    }

    private static String leafHash(SortedMap<String, String> leaves) {
        var digits = new StringBuilder("00");
        leaves.forEach((key, hash) -> digits.append(key).append(hash));
        return hex(HEX.parseHex(digits));
    }

    private static String innerHash(List<String> children) {
        return hex(HEX.parseHex("01" + String.join("", children)));
    }

    static String hash(String key) {
        return hex(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] content) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
