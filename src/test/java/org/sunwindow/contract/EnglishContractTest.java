package org.sunwindow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The English contract differs from the Chinese one in its texts only, and the texts that must be translated are. */
class EnglishContractTest {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private static final Set<String> TEXTS = Set.of("description", "summary", "title", "x-displayName", "name");

    private static final Set<String> VALUES = Set.of("example", "examples", "enum", "default");

    private final EnglishContract english = new EnglishContract();
    private final JsonNode contract = PublishedContract.read().root();

    /** Everything but the descriptions of operations and of the members of schemas. */
    @Test
    void textsHaveATranslation() {
        var missing = new TreeSet<String>();
        collect("", contract, missing);
        assertThat(missing).as("texts without a line in contract/english.tsv").isEmpty();
    }

    private void collect(String at, JsonNode node, Set<String> missing) {
        if (node.has(ProblemResponses.CODES) || isOptional(at)) {
            return;
        }
        node.properties().forEach(member -> {
            String text = member.getValue().asText();
            if (member.getValue().isTextual() && TEXTS.contains(member.getKey())) {
                if (HAN.matcher(text).find()
                        && english.english(text).isEmpty()
                        && !isOptional(at + "/" + member.getKey())) {
                    missing.add(text);
                }
            } else if (!VALUES.contains(member.getKey())) {
                collect(at + "/" + member.getKey().replace("/", "|"), member.getValue(), missing);
            }
        });
        if (node.isArray()) {
            node.forEach(element -> collect(at, element, missing));
        }
    }

    private static boolean isOptional(String at) {
        return at.matches("/components/schemas/[^/]+/.*/.*")
                || at.matches("/paths/[^/]+/(get|put|post|delete|patch)/description");
    }

    @Test
    void onlyTextsDiffer() {
        JsonNode translated = english.translated(contract);
        assertThat(translated.path("paths").size())
                .isEqualTo(contract.path("paths").size());
        assertThat(skeleton(translated)).isEqualTo(skeleton(contract));
    }

    private static String skeleton(JsonNode node) {
        if (node.isObject()) {
            var written = new StringBuilder("{");
            node.properties().forEach(member -> {
                boolean text = member.getValue().isTextual() && TEXTS.contains(member.getKey());
                written.append(member.getKey()).append(':').append(text ? "" : skeleton(member.getValue()));
            });
            return written.append('}').toString();
        }
        if (node.isArray()) {
            var written = new StringBuilder("[");
            node.forEach(element -> written.append(skeleton(element)).append(','));
            return written.append(']').toString();
        }
        return node.toString();
    }
}
