package org.sunwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.follower.Follower;
import org.sunwindow.follower.Follower.Differences;

/** The tree against a follower that computes the same hashes by its own code. */
@Tag("slow")
class HashTreeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SortedMap<String, JsonNode> records(int count) {
        var records = new TreeMap<String, JsonNode>();
        for (int i = 0; i < count; i++) {
            records.put("KEY-" + i, record(i));
        }
        return records;
    }

    private static JsonNode record(int number) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", "关于" + number + "的公示\n")
                .put("id", "key-" + number)
                .put("amount", number / 4.0);
    }

    static HashTree tree(SortedMap<String, JsonNode> records) {
        var leaves = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        records.forEach((key, record) -> leaves.put(Sha256.of(key), Sha256.of(canonical(record))));
        var digests = new ByteArrayOutputStream();
        leaves.forEach((key, content) -> {
            digests.writeBytes(key);
            digests.writeBytes(content);
        });
        return new HashTree(digests.toByteArray());
    }

    private static byte[] canonical(JsonNode record) {
        try {
            return new JsonCanonicalizer(record.toString()).getEncodedUTF8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares, and counts the requests. */
    private static Differences compare(SortedMap<String, JsonNode> copy, HashTree tree, int[] requests)
            throws Exception {
        return Follower.compare(copy, prefixes -> {
            requests[0]++;
            assertThat(prefixes).hasSizeLessThanOrEqualTo(50);
            return JSON.valueToTree(
                    Map.of("nodes", prefixes.stream().map(tree::node).toList()));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 100, 5_000})
    void equalCopyHasTheSameRoot(int count) throws Exception {
        int[] requests = {0};
        assertThat(compare(records(count), tree(records(count)), requests).none())
                .isTrue();
        assertThat(requests[0]).isEqualTo(1);
        assertThat(tree(records(count)).records()).isEqualTo(count);
    }

    /** A changed, a removed, an added or a renamed record, or two of them, in copies of many sizes. */
    @Test
    void everyTamperedCopyIsLocatedInTwentyRequests() throws Exception {
        var random = new Random(22);
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int size = 1 + random.nextInt(attempt % 100 == 0 ? 20_000 : 600);
            SortedMap<String, JsonNode> copy = records(size);
            HashTree tree = tree(records(size));
            String victim = "KEY-" + random.nextInt(size);
            switch (attempt % 4) {
                case 0 -> copy.put(victim, record(-1));
                case 1 -> copy.remove(victim);
                case 2 -> copy.put("KEY-X" + attempt, record(attempt));
                default -> copy.put("KEY-Y" + attempt, copy.remove(victim));
            }
            int[] requests = {0};
            Differences found = compare(copy, tree, requests);
            String missing = HexFormat.of().formatHex(Sha256.of(victim));
            switch (attempt % 4) {
                case 0 -> assertThat(found).isEqualTo(new Differences(List.of(victim), List.of(), false));
                case 1 -> assertThat(found).isEqualTo(new Differences(List.of(), List.of(missing), false));
                case 2 -> assertThat(found).isEqualTo(new Differences(List.of("KEY-X" + attempt), List.of(), false));
                default ->
                    assertThat(found).isEqualTo(new Differences(List.of("KEY-Y" + attempt), List.of(missing), false));
            }
            assertThat(requests[0]).isLessThanOrEqualTo(Follower.MAX_REQUESTS);
        }
    }

    @Test
    void copyWithTooManyDifferencesIsGivenUp() throws Exception {
        int[] requests = {0};
        Differences found = compare(new TreeMap<>(), tree(records(20_000)), requests);
        assertThat(found.more()).isTrue();
        assertThat(found.none()).isFalse();
        assertThat(requests[0]).isEqualTo(Follower.MAX_REQUESTS);
    }

    @Test
    void pathEndsWithTheLeavesAroundTheKey() throws Exception {
        HashTree tree = tree(records(5_000));
        List<HashTree.Node> path = tree.path("KEY-17");
        assertThat(path.getFirst().hash()).isEqualTo(tree.root());
        assertThat(path.getLast().leaves())
                .anySatisfy(
                        leaf -> assertThat(leaf.key()).isEqualTo(HexFormat.of().formatHex(Sha256.of("KEY-17"))));
        assertThat(tree.path("ABSENT").getLast().leaves()).isNotEmpty();
    }
}
