package org.sunwindow.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.index.lucene.IndexFixture;
import org.sunwindow.language.ParsedQuery.Type;

/** Splitting of queries into clauses. A capital letter stands for the type of a clause, brackets mark optional ones. */
class QueryParserTest {

    private final QueryParser parser =
            new QueryParser(new VocabularySource(IndexFixture.settings(Path.of("unused"))).current(), 2026);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            低保                        | S:低保
            低保怎么办                   | S:低保
            請問低保怎麼辦                | S:低保
            2023年第二季度 临时救助 公示    | S:第二季度 S:临时救助 Y:2023 G:公示
            二〇二三年低保标准             | S:低保标准 Y:2023
            云川市东湖区低保              | S:低保 W:云川市 W:东湖区
            今年低保标准                 | S:低保标准 (Y:2026)
            目的地                      | W:目的地
            GB/T 39046                 | W:gb/t W:39046
            wifi怎么用                  | S:wifi (W:用)
            云民发〔2024〕12号            | N:云民发 2024 12号
            云民发2024年第012号           | N:云民发 2024 012号
            文号云民发[2024]12号的通知     | N:云民发 2024 12号 S:文号 G:通知
            〔2024〕12号                | N: 2024 12号
            990100001/202403-00012是什么 | N:990100001/202403-00012
            “救灾捐赠” 公告              | Q:救灾捐赠 G:公告
            2023-2024年低保标准           | S:低保标准 Y:2023 Y:2024
            2024-05-01公告              | Y:2024 (G:公告)
            救助100000元                | W:救助 W:100000 (W:元)
            低保 -公示 -“名单”           | S:低保
            怎么办                      | W:怎么办
            """)
    void queryIsSplitIntoClauses(String typed, String clauses) {
        assertThat(split(typed)).isEqualTo(clauses);
    }

    @Test
    void excludedWordsAreRecognized() {
        assertThat(parser.parse("低保 -公示 －“名单 公布”").excluded()).containsExactlyInAnyOrder("公示", "名单 公布");
        assertThat(parser.parse("2023-2024 a-b").excluded()).isEmpty();
    }

    @Test
    void numberMayHaveAWordBeforeItsIssuer() {
        var number = parser.parse("根据云民发〔2024〕12号").clauses().getFirst();
        assertThat(number.numbers()).containsExactly("根据云民发202412", "云民发202412");
    }

    @Test
    void compoundHasItsParts() {
        var compound = parser.parse("低保公示").clauses().getFirst();
        assertThat(compound.parts()).extracting(ParsedQuery.Clause::text).containsExactly("低保", "公示");
    }

    @Test
    void longestQueryIsBounded() {
        String everything = "最低生活保障临时救助特困供养高龄津贴婚姻登记收养登记殡葬服务社会组织慈善募捐志愿服务福利彩票地名命名行政区划流浪救助";
        assertThat(parser.parse(everything.repeat(4).substring(0, 200)).clauses())
                .hasSizeLessThanOrEqualTo(12);
    }

    private String split(String typed) {
        return parser.parse(typed).clauses().stream()
                .map(clause -> {
                    String shown = clause.type().name().charAt(0) + ":" + clause.text();
                    return clause.required() ? shown : "(" + shown + ")";
                })
                .collect(Collectors.joining(" "));
    }

    /** The capital letters above are unambiguous. */
    @Test
    void clauseTypesHaveDistinctInitials() {
        assertThat(java.util.Arrays.stream(Type.values())
                        .map(type -> type.name().charAt(0)))
                .doesNotHaveDuplicates();
    }
}
