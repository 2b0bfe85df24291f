package org.sunwindow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The English contract differs from the Chinese one in its texts only, and the texts that must be translated are. */
class EnglishContractTest {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private static final Pattern CHINESE = Pattern.compile("[\\p{IsHan}，。；：、（）]");

    /** Up to eight ideographs, or the number of a document. */
    private static final Pattern NAMES =
            Pattern.compile("(?<!\\p{IsHan})\\p{IsHan}{1,8}(?!\\p{IsHan})|\\p{IsHan}+〔\\d+〕\\d+号");

    private static final Set<String> TEXTS = Set.of("description", "summary", "title", "x-displayName", "name");

    private static final Set<String> VALUES = Set.of("example", "examples", "enum", "default");

    private final EnglishContract english = new EnglishContract();
    private final JsonNode contract = PublishedContract.read().root();

    @Test
    void everyTextHasATranslation() {
        var missing = new TreeSet<String>();
        texts(contract, text -> {
            if (HAN.matcher(text).find() && english.english(text).isEmpty()) {
                missing.add(text);
            }
        });
        assertThat(missing)
                .as("texts without a line in one of contract/english*.tsv")
                .isEmpty();
    }

    /** Otherwise the files would collect the translations of texts that no longer exist. */
    @Test
    void everyTranslationIsUsed() {
        var unused = new TreeSet<>(english.translatedTexts());
        texts(contract, text -> {
            unused.remove(text);
            unused.remove(text.replaceFirst("；可重复$", ""));
        });
        assertThat(unused).as("lines of contract/english*.tsv to delete").isEmpty();
    }

    /** Names and values, such as 文号, stay Chinese within an English text, but sentences do not. */
    @Test
    void noChineseSentenceRemains() {
        var chinese = new TreeSet<String>();
        texts(english.translated(contract), text -> {
            String withoutNames = NAMES.matcher(text).replaceAll("");
            if (CHINESE.matcher(withoutNames).find()) {
                chinese.add(text);
            }
        });
        assertThat(chinese).isEmpty();
    }

    /** Visits the texts of a contract, except those of problems, which are put together from their codes. */
    private static void texts(JsonNode node, Consumer<String> visitor) {
        if (node.has(ProblemResponses.CODES)) {
            return;
        }
        node.properties().forEach(member -> {
            if (member.getValue().isTextual()) {
                if (TEXTS.contains(member.getKey())) {
                    visitor.accept(member.getValue().asText());
                }
            } else if (!VALUES.contains(member.getKey())) {
                texts(member.getValue(), visitor);
            }
        });
        if (node.isArray()) {
            node.forEach(element -> texts(element, visitor));
        }
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
