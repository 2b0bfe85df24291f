package org.sunwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.follower.Follower;

/** The reference follower and a service whose nodes are not those that its hashes were made of. */
class FollowerProofTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Enough records for a root with children. */
    private static final HashTree TREE = HashTreeTest.tree(HashTreeTest.records(100));

    /** A record that is public. It is below a child of the root in the middle. */
    private static final String KEY = "KEY-3";

    private static final int CHILD = Character.digit(digits(KEY).charAt(0), 16);

    private static String digits(String key) {
        return HexFormat.of().formatHex(Sha256.of(key));
    }

    private static JsonNode nodes(List<HashTree.Node> nodes) {
        return JSON.valueToTree(Map.of("nodes", nodes));
    }

    /** Asks a service that gives an answer. */
    private static boolean has(String key, JsonNode answer) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/exports/hotline/tree", exchange -> {
            byte[] bytes = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return new Follower("http://127.0.0.1:" + server.getAddress().getPort()).has("hotline", TREE.root(), key);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void trueNodesProve() throws Exception {
        assertThat(has(KEY, nodes(TREE.path(KEY)))).isTrue();
        assertThat(has("ABSENT", nodes(TREE.path("ABSENT")))).isFalse();
    }

    static Stream<Named<JsonNode>> forgedPaths() {
        return Stream.of(
                forged(
                        "keys in upper case",
                        leaves(leaf -> leaf.put("key", text(leaf, "key").toUpperCase(Locale.ROOT)))),
                forged("keys that end too early", leaves(leaf -> divide(leaf, 62))),
                forged("keys that end too late", leaves(leaf -> divide(leaf, 66))),
                forged(
                        "keys in lists",
                        leaves(leaf -> leaf.set("key", JSON.createArrayNode().add(text(leaf, "key"))))),
                forged("all leaves as one", (children, leaves) -> {
                    var whole = new StringBuilder();
                    leaves.forEach(leaf -> whole.append(text(leaf, "key")).append(text(leaf, "hash")));
                    ObjectNode one = leaves.removeAll()
                            .addObject()
                            .put("key", whole.toString())
                            .put("hash", "");
                    divide(one, whole.length() - 64);
                }),
                forged("the path to the next child", (children, leaves) -> {
                    children.insert(
                            0, children.remove(0).asText() + children.remove(0).asText());
                    children.add("");
                    replace(leaves, CHILD + 1);
                }),
                forged("the path to the child before", (children, leaves) -> {
                    String first = children.remove(0).asText();
                    children.insert(0, first.substring(32)).insert(0, first.substring(0, 32));
                    replace(leaves, CHILD - 1);
                }));
    }

    /** Changes the children of the root and the leaves of the path to the key. */
    private static Named<JsonNode> forged(String name, BiConsumer<ArrayNode, ArrayNode> change) {
        JsonNode answer = nodes(TREE.path(KEY));
        change.accept((ArrayNode) answer.path("nodes").path(0).path("children"), (ArrayNode)
                answer.path("nodes").path(1).path("leaves"));
        return named(name, answer);
    }

    private static BiConsumer<ArrayNode, ArrayNode> leaves(Consumer<ObjectNode> change) {
        return (children, leaves) -> leaves.forEach(leaf -> change.accept((ObjectNode) leaf));
    }

    private static String text(JsonNode leaf, String name) {
        return leaf.path(name).asText();
    }

    /** Lets the key of a leaf end elsewhere. */
    private static void divide(ObjectNode leaf, int length) {
        String both = text(leaf, "key") + text(leaf, "hash");
        leaf.put("key", both.substring(0, length)).put("hash", both.substring(length));
    }

    private static void replace(ArrayNode leaves, int child) {
        JsonNode others = JSON.valueToTree(TREE.node(Integer.toHexString(child)).leaves());
        leaves.removeAll().addAll((ArrayNode) others);
    }

    @ParameterizedTest
    @MethodSource("forgedPaths")
    void absenceOfAPublicRecordIsNotProved(JsonNode answer) {
        assertThatThrownBy(() -> has(KEY, answer)).isInstanceOf(IOException.class);
    }

    static Stream<Named<JsonNode>> forgedRoots() {
        return Stream.of(
                root("no node", "[]"),
                root("an empty node", "[{}]"),
                root("a node with another prefix", "[{'prefix':'0','leaves':[]}]"),
                root("too few children", "[{'prefix':'','children':['H']}]"),
                root("children that are no list", "[{'prefix':'','children':'H'}]"),
                root(
                        "children and leaves",
                        "[{'prefix':'','children':[%s'H'],'leaves':[{'key':'H','hash':'H'}]}]"
                                .formatted("'H',".repeat(15))),
                root(
                        "leaves in another order",
                        "[{'prefix':'','leaves':[{'key':'H','hash':'H'},{'key':'G','hash':'H'}]}]"),
                root("a leaf twice", "[{'prefix':'','leaves':[{'key':'H','hash':'H'},{'key':'H','hash':'H'}]}]"),
                root("a leaf without a hash", "[{'prefix':'','leaves':[{'key':'H'}]}]"));
    }

    private static Named<JsonNode> root(String name, String nodes) {
        String hashes = nodes.replace('\'', '"').replace("H", "b".repeat(64)).replace("G", "a".repeat(64));
        try {
            return named(name, JSON.readTree("{\"nodes\":" + hashes + "}"));
        } catch (IOException e) {
            throw new IllegalArgumentException(nodes, e);
        }
    }

    @ParameterizedTest
    @MethodSource("forgedRoots")
    void copyIsNotComparedWithWhatIsNoTree(JsonNode answer) {
        assertThatThrownBy(() -> Follower.compare(new TreeMap<>(), prefixes -> answer))
                .isInstanceOf(IOException.class);
    }

    @Test
    void copyIsNotComparedWithLeavesOfAnotherNode() {
        assertThatThrownBy(() -> Follower.compare(
                        new TreeMap<>(),
                        prefixes -> nodes(prefixes.stream()
                                .map(prefix -> prefix.isEmpty() ? TREE.node("") : withPrefix(prefix, TREE.node("0")))
                                .toList())))
                .isInstanceOf(IOException.class);
    }

    private static HashTree.Node withPrefix(String prefix, HashTree.Node node) {
        return new HashTree.Node(prefix, node.records(), node.hash(), node.children(), node.leaves());
    }
}
