package org.sunwindow.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.index.PublicLog.Digest;

/**
 * A Merkle tree over the records of a kind. Each record is a leaf: the hash of its key, and the hash of its content. A
 * node has the leaves whose key hashes begin with a prefix of hexadecimal digits. It is a list of leaves if there are at
 * most {@value #MAX_LEAVES}, otherwise it has sixteen children, one for each next digit. So equal sets of records have
 * equal trees, whatever their history. Immutable; thread-safe.
 */
final class HashTree {

    /** Leaves of a node without children. */
    static final int MAX_LEAVES = 16;

    /** Hexadecimal digits of the longest prefix. */
    static final int MAX_PREFIX = 2 * Digest.LENGTH;

    private static final int CHILDREN = 16;
    private static final int LEAF = 2 * Digest.LENGTH;

    /** Nodes with more leaves keep their hashes: recomputing those of others takes less than a millisecond. */
    private static final int KEPT = 1_000;

    private static final byte LEAVES_FOLLOW = 0;
    private static final byte CHILDREN_FOLLOW = 1;

    private static final HexFormat HEX = HexFormat.of();

    /** The leaves, ordered by the hashes of their keys. */
    private final byte[] leaves;

    private final Map<String, byte[]> hashes = new ConcurrentHashMap<>();

    /**
     * @param digests hash of the key and hash of the content of each record, in the order of the hashes of the keys
     */
    HashTree(byte[] digests) {
        this.leaves = digests;
    }

    /**
     * A node of the tree.
     *
     * @param records  number of leaves
     * @param children hashes of its children in the order of their digits; empty for a list of leaves
     * @param leaves   empty if it has children
     */
    @RegisterForReflection
    @Schema(name = "TreeNode", description = "散列树的一个节点")
    record Node(
            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "前缀，十六进制小写数字；根为空", required = true, examples = "3f")
            String prefix,

            @Schema(description = "叶子的数量", required = true, examples = "12")
            int records,

            @Schema(description = "节点的散列，十六进制", required = true)
            String hash,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Schema(description = "16 个子节点的散列，依下一位数字排列；列出叶子的节点没有")
            List<String> children,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Schema(description = "叶子，依 key 排列；有子节点的没有")
            List<Leaf> leaves) {}

    @RegisterForReflection
    @Schema(name = "TreeLeaf", description = "一条记录在散列树中的叶子")
    record Leaf(
            @Schema(description = "规范编号的 SHA-256，十六进制", required = true)
            String key,

            @Schema(description = "记录的规范 JSON 的 SHA-256，十六进制", required = true)
            String hash) {}

    int records() {
        return leaves.length / LEAF;
    }

    /** Size in memory, in bytes. */
    int size() {
        return leaves.length;
    }

    String root() {
        return HEX.formatHex(hash("", 0, records()));
    }

    /**
     * Returns a node.
     *
     * @param prefix up to {@link #MAX_PREFIX} hexadecimal digits in lower case; a node without leaves is returned, too
     */
    Node node(String prefix) {
        int from = first(prefix, 0);
        int to = first(prefix, 1);
        byte[] hash = hash(prefix, from, to);
        if (to - from <= MAX_LEAVES) {
            var listed = new ArrayList<Leaf>();
            for (int i = from; i < to; i++) {
                listed.add(new Leaf(
                        HEX.formatHex(leaves, i * LEAF, i * LEAF + Digest.LENGTH),
                        HEX.formatHex(leaves, i * LEAF + Digest.LENGTH, (i + 1) * LEAF)));
            }
            return new Node(prefix, to - from, HEX.formatHex(hash), List.of(), listed);
        }
        var children = new ArrayList<String>();
        for (int digit = 0; digit < CHILDREN; digit++) {
            String child = prefix + Character.forDigit(digit, CHILDREN);
            children.add(HEX.formatHex(hash(child, first(child, 0), first(child, 1))));
        }
        return new Node(prefix, to - from, HEX.formatHex(hash), children, List.of());
    }

    /** Returns the nodes from the root to the list that has a key, or would have it. */
    List<Node> path(String key) {
        String digits = HEX.formatHex(Sha256.of(key));
        var nodes = new ArrayList<Node>();
        Node node;
        do {
            node = node(digits.substring(0, nodes.size()));
            nodes.add(node);
        } while (!node.children().isEmpty());
        return nodes;
    }

    private byte[] hash(String prefix, int from, int to) {
        if (to - from > KEPT) {
            byte[] known = hashes.get(prefix);
            if (known == null) {
                known = computed(prefix, from, to);
                hashes.put(prefix, known);
            }
            return known;
        }
        return computed(prefix, from, to);
    }

    private byte[] computed(String prefix, int from, int to) {
        var digest = Sha256.digest();
        if (to - from <= MAX_LEAVES) {
            digest.update(LEAVES_FOLLOW);
            digest.update(leaves, from * LEAF, (to - from) * LEAF);
            return digest.digest();
        }
        digest.update(CHILDREN_FOLLOW);
        int start = from;
        for (int digit = 0; digit < CHILDREN; digit++) {
            String child = prefix + Character.forDigit(digit, CHILDREN);
            int end = digit == CHILDREN - 1 ? to : first(child, 1);
            digest.update(hash(child, start, end));
            start = end;
        }
        return digest.digest();
    }

    /**
     * Returns the number of the first leaf after those that are less than a prefix.
     *
     * @param past 1 to pass also the leaves with the prefix
     */
    private int first(String prefix, int past) {
        int low = 0;
        int high = records();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, prefix) < past) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Compares the first digits of a leaf with a prefix. */
    private int compare(int leaf, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            int octet = leaves[leaf * LEAF + i / 2] & 0xff;
            int digit = i % 2 == 0 ? octet >> 4 : octet & 0xf;
            int order = digit - Character.digit(prefix.charAt(i), CHILDREN);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
