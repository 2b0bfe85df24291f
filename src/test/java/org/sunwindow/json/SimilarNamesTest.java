package org.sunwindow.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarNamesTest {

    private static final List<String> NAMES = List.of("发布日期", "发布机构", "名称", "publishedAt", "publisher");

    @ParameterizedTest
    @CsvSource({
        "发布时日, 发布日期",
        "布发日期, 发布日期",
        "publishedOn, publishedAt",
        "publsiher, publisher",
        "颜色, ''",
        "发布次数, ''",
        "名, ''",
        "color, ''",
        "publishTime, publishedAt",
        "publish_date, publishedAt"
    })
    void namesWithTheSameCharactersAreSimilar(String written, String similar) {
        assertThat(String.join(";", SimilarNames.of(written, NAMES))).isEqualTo(similar);
    }

    @ParameterizedTest
    @CsvSource({
        "phone, consultPhone",
        "name, itemName;applicantName",
        "lat, latitude",
        "endDate, periodEnd",
        "submitTime, submittedAt",
        "content, body",
        "sort, order",
        "salary, ''"
    })
    void englishNamesAreSimilarByTheirWords(String written, String similar) {
        List<String> names = List.of(
                "consultPhone", "itemName", "applicantName", "latitude", "periodEnd", "submittedAt", "body", "order");
        assertThat(String.join(";", SimilarNames.of(written, names))).isEqualTo(similar);
    }

    @Test
    void longTextsAreNoNames() {
        assertThat(SimilarNames.of("发布日期".repeat(10), NAMES)).isEmpty();
        assertThat(SimilarNames.question(List.of())).isEmpty();
    }
}
