package org.sunwindow.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.index.lucene.IndexFixture;

/** The built-in vocabulary and that of a bureau. */
class VocabularyTest {

    @TempDir
    Path directory;

    @Test
    void synonymRulesAreTwoWayOrOneWay() throws IOException {
        Vocabulary words = read("""
                # 说明
                [同义词]
                最低生活保障、低保, 低保金
                結婚證 => 结婚登记
                社会组织年检
                [泛指词]
                申请、低保
                [疑问词]
                怎么办
                [意图]
                怎么办 => service、office
                """);
        assertThat(words.synonyms("低保")).containsExactly("最低生活保障", "低保金");
        assertThat(words.oneWaySynonyms("结婚证")).containsExactly("结婚登记");
        assertThat(words.oneWaySynonyms("结婚登记")).isEmpty();
        assertThat(words.role("社会组织年检")).isEqualTo(Vocabulary.Role.SUBJECT);
        assertThat(words.role("申请")).isEqualTo(Vocabulary.Role.GENERIC);
        assertThat(words.role("低保")).as("broad, though it has synonyms").isEqualTo(Vocabulary.Role.GENERIC);
        assertThat(words.role("最低生活保障")).isEqualTo(Vocabulary.Role.SUBJECT);
        assertThat(words.role("怎么办")).isEqualTo(Vocabulary.Role.QUESTION);
        assertThat(words.role("没有的词")).isNull();
        assertThat(words.intendedKinds("低保怎么办")).containsExactly("service", "office");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# 只有说明",
                "低保、救助",
                "[没有的段]\n低保",
                "[同义词]\n低保 => ",
                "[同义词]\n=> 低保",
                "[同义词]\n甲乙 => 丙丁 => 戊己",
                "[泛指词]\n申请 => 办理",
                "[意图]\n怎么办",
                "[同义词]\n一二三四五六七八九十一二三四五六七八九十一"
            })
    void invalidLineIsReported(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vocabulary");
    }

    @Test
    void builtInVocabularyCoversTheDomain() {
        Vocabulary ours = new VocabularySource(IndexFixture.settings(directory)).current();
        var groups = new HashSet<HashSet<String>>();
        for (String word : ours.subjects()) {
            if (!ours.synonyms(word).isEmpty()) {
                var group = new HashSet<>(ours.synonyms(word));
                group.add(word);
                groups.add(group);
            }
        }
        assertThat(groups).hasSizeGreaterThan(200);
        assertThat(ours.synonyms("五保户")).contains("五保老人");
        assertThat(ours.oneWaySynonyms("城市低保")).contains("低保");
        assertThat(ours.role("通知")).isEqualTo(Vocabulary.Role.GENERIC);
    }

    /** Records refer to the two sets by position. */
    @Test
    void secondaryWordSetsKeepTheirPositions() throws IOException {
        assertThat(read("[后续事项]\n注销\n[同义词]\n低保").secondary()).containsExactly(Set.of(), Set.of("注销"));
    }

    @Test
    void changedFileIsReloadedUnlessInvalid() throws IOException {
        Path file = directory.resolve("words.txt");
        Files.writeString(file, "[同义词]\n萤火虫、火金姑\n");
        var source = new VocabularySource(IndexFixture.settings(directory, file));
        Vocabulary first = source.current();
        assertThat(first.synonyms("火金姑")).containsExactly("萤火虫");
        source.refresh();
        assertThat(source.current()).isSameAs(first);

        change(file, "[同义词]\n萤火虫、夜光虫\n", 1);
        source.refresh();
        assertThat(source.current().synonyms("夜光虫")).containsExactly("萤火虫");
        assertThat(source.current().version()).isNotEqualTo(first.version());

        Vocabulary second = source.current();
        change(file, "萤火虫、没有段\n", 2);
        source.refresh();
        assertThat(source.current()).isSameAs(second);
        Files.delete(file);
        source.refresh();
        assertThat(source.current()).isSameAs(second);
    }

    private static void change(Path file, String text, int second) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(second)));
    }

    private static Vocabulary read(String text) throws IOException {
        return Vocabulary.read(new StringReader(text), "test");
    }
}
