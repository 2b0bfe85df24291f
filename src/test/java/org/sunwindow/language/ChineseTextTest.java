package org.sunwindow.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.ChineseAnalyzer.PhraseTerm;
import org.sunwindow.index.lucene.write.IndexFields;

class ChineseTextTest {

    @ParameterizedTest
    @CsvSource({
        "低保, 低保",
        "最低生活保障標準, 最低生活保障标准",
        "殯葬, 殡葬",
        "ＧＢ／Ｔ ３９０４６, gb/t 39046",
        "WiFi, wifi",
        "〔２０２０〕１９号, 〔2020〕19号",
        "養老機構備案, 养老机构备案",
        "①, 1",
        "𠮷野家, 𠮷野家",
        // copied from PDF files: radicals of the supplement and Kangxi radicals
        "⻓者⻝堂, 长者食堂",
        "⺠政, 民政",
        "⻅证⻋辆, 见证车辆",
        "⼈⼝⽼龄, 人口老龄",
        "⾧者, 长者",
        "⻑者, 长者"
    })
    void spellingsAreNormalized(String typed, String normalized) {
        assertThat(ChineseText.normalize(typed)).isEqualTo(normalized).hasSameSizeAs(typed);
    }

    /** Unicode names no ideograph of 16 bits for these: ⺀, ⺇, ⺑, ⺪, ⺮, ⺵, ⺷, ⺸, ⺽, ⻇, ⻊, ⻕, ⻞, ⻡. */
    @Test
    void everyRadicalWithAnIdeographIsNormalized() {
        String others = "⺀⺇⺑⺪⺮⺵⺷⺸⺽⻇⻊⻕⻞⻡";
        for (char c = 0x2E80; c <= 0x2FD5; c++) {
            if (Character.isDefined(c)) {
                boolean ideograph = Character.isIdeographic(ChineseText.normalize(c));
                assertThat(ideograph).as(Character.toString(c)).isEqualTo(others.indexOf(c) < 0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "安政办〔2020〕19号, 安政办202019",
        "安政办[2020]19号, 安政办202019",
        "安政办（２０２０） 19 号, 安政办202019",
        "安政辦【2020】19號, 安政办202019",
        "安政办2020年第019号, 安政办202019",
        "安政办 2020 19, 安政办202019",
        "2020年第19号, 2020年第19号",
        "云⺠发〔2024〕12号, 云民发202412",
        "003111216/201506-00011, 00311121620150600011",
        "11341702486344515h/202110-00013, 11341702486344515h20211000013"
    })
    void identifiersAreNormalizedForComparison(String typed, String identifier) {
        assertThat(ChineseText.identifier(typed)).isEqualTo(identifier);
    }

    @Test
    void phraseConsistsOfBigramsAndSingleCharacters() {
        assertThat(terms("阳光民政")).containsExactly(t("阳光", 0), t("光民", 1), t("民政", 2));
        assertThat(terms("低保")).containsExactly(t("低保", 0));
        assertThat(terms("政")).containsExactly(t("政", 0));
        assertThat(terms("2023年第二季度")).containsExactly(t("2023", 0), t("年第", 1), t("第二", 2), t("二季", 3), t("季度", 4));
        assertThat(terms("安政办〔2020〕19号")).containsExactly(t("安政", 0), t("政办", 1), t("2020", 3), t("19", 4), t("号", 5));
        assertThat(terms("GB/T39046")).isEqualTo(terms("gb/t 39046"));
        assertThat(terms("。？！")).isEmpty();
    }

    private static java.util.List<PhraseTerm> terms(String text) {
        try (var analyzer = new ChineseAnalyzer()) {
            return analyzer.phraseTerms(IndexFields.BODY, text);
        }
    }

    private static PhraseTerm t(String text, int position) {
        return new PhraseTerm(text, position);
    }
}
