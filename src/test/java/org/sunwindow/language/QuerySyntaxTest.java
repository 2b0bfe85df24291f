package org.sunwindow.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.index.lucene.IndexFixture;

/** Queries as people bring them from other search engines, from CNKI and from the metadata tables of portals. */
class QuerySyntaxTest {

    private final QueryParser parser =
            new QueryParser(new VocabularySource(IndexFixture.settings(Path.of("unused"))).current(), 2026);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "低保 AND 通知",
                "低保 and 通知",
                "低保AND通知",
                "低保 ＡＮＤ 通知",
                "低保 OR 通知",
                "低保OR通知",
                "低保 && 通知",
                "低保&&通知",
                "低保 || 通知",
                "低保|通知",
                "+低保 +通知",
                "低保+通知",
                "低保 ＋ 通知",
                "低保*通知",
                "低保* 通知*",
                "*低保* *通知*",
                "低保? 通知",
                "低保^2 通知",
                "低保^1.5 AND 通知",
                "低保~ 通知~1",
                "(低保 AND 通知)",
                "（低保）AND（通知）",
                "((低保) OR (通知))",
                "低保 NEAR/5 通知",
                "低保 /NEAR 5 通知",
                "低保 near 通知",
                "低保 与 通知",
                "低保 并且 通知",
                "低保 并含 通知",
                "低保 或含 通知",
                "低保 或者 通知",
                "标题：低保 通知",
                "标题:低保通知",
                "标题 ： 低保 通知",
                "标 题：低保 通知",
                "【标题】低保 通知",
                "题名：低保 AND 题名：通知",
                "题名=低保 AND 题名=通知",
                "名称：低保通知",
                "名  称：低保通知",
                "主题：低保 体裁：通知",
                "关键词：低保；通知",
                "主题词:低保、通知",
                "文件名称：低保通知",
                "title:低保 通知",
                "title: 低保 AND title: 通知",
                "Title=低保&通知",
                "intitle:低保 通知",
                "allintitle: 低保 通知",
                "TI=低保 AND TI=通知",
                "TI='低保' AND KY='通知'",
                "SU %= '低保' AND TI %= '通知'",
                "SU='低保'*'通知'",
                "篇名：低保 摘要：通知",
                "题名:(低保) and 主题:(通知)",
                "content:低保 通知",
                "q=低保 通知",
                "wd=低保+通知",
                "低保 通知 site:gov.cn",
                "site:mz.yunchuan.example 低保 通知",
                "低保 通知 filetype:pdf",
                "低保 通知 -site:baidu.com",
                "低保 通知 inurl:zwgk before:2024-01-01",
                "低保 通知 有效性：有效",
                "公开方式：主动公开 名称：低保 通知",
                "低保 AND",
                "OR 低保 通知",
            })
    void syntaxOfOthersIsDropped(String typed) {
        List<String> expected = typed.contains("通知") ? List.of("低保", "通知") : List.of("低保");
        assertThat(words(typed)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(parser.parse(typed).excluded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "低保 -公示",
                "低保 －公示",
                "低保 NOT 公示",
                "低保 not 公示",
                "低保NOT公示",
                "低保 AND NOT 公示",
                "低保 AND -公示",
                "低保 !公示",
                "低保 ！公示",
                "低保 NOT (公示)",
                "低保 -(公示)",
                "(低保 -公示)",
                "低保 不含 公示",
                "低保 -标题:公示",
                "低保 NOT title:公示",
                "低保 -intitle:公示",
                "低保 -\"公示\"",
                "低保 NOT \"公示\"",
                "低保NOT“公示”",
                "低保 NOT title:\"公示\"",
                "低保 -标题：“公示”",
                "低保 不包含 “公示”",
                "NOT 公示 低保"
            })
    void negationExcludes(String typed) {
        assertThat(words(typed)).containsExactly("低保");
        assertThat(parser.parse(typed).excluded()).containsExactly("公示");
    }

    @Test
    void negatedGroupExcludesEachWord() {
        assertThat(parser.parse("低保 NOT (公示 OR 名单)").excluded()).containsExactly("公示", "名单");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "文号：云民发〔2024〕12号 | N:云民发 2024 12号",
                "文  号：云民发〔2024〕12号 | N:云民发 2024 12号",
                "发文字号: 云民发[2024]12号 | N:云民发 2024 12号",
                "索引号：990100001/202403-00012 | N:990100001/202403-00012",
                "索 引 号：990100001/202403-00012 | N:990100001/202403-00012",
                "indexNo=990100001/202403-00012 | N:990100001/202403-00012",
                "事项编码：990100-QR-003 | N:990100-qr-003",
                "标题：“低保标准” | Q:低保标准",
                "title:\"低保标准\" | Q:低保标准",
                "“低保 AND 标题：通知” | Q:低保 and 标题:通知",
                "低保标准 成文日期：2024年 | S:低保标准 Y:2024",
                "低保标准 发布时间：2024-03-01 09:30 | S:低保标准 Y:2024",
                "低保标准 年份=[2020 TO 2024] | S:低保标准 Y:2020 Y:2024",
                "低保标准 2023~2024 | S:低保标准 Y:2023 Y:2024"
            })
    void valueOfAFieldKeepsItsMeaning(String typed, String clauses) {
        assertThat(split(typed)).isEqualTo(clauses);
    }

    /** The title of a field may be all that was typed, and words may contain the letters of operators. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "标题： | W:标题",
                "AND | W:and",
                "android | W:android",
                "notice | W:notice",
                "order | W:order",
                "养老机构名称 | S:养老机构 W:名称",
                "https://mz.yunchuan.example | W:https W:mz.yunchuan.example"
            })
    void whatOnlyLooksLikeSyntaxIsSearched(String typed, String clauses) {
        assertThat(split(typed)).isEqualTo(clauses);
    }

    /** The title of a record may contain a colon, and is still recognized as its title. */
    @Test
    void namesIncludeTheWholeText() {
        assertThat(parser.parse("一图读懂：低保政策解读主题：提标").names()).contains("一图读懂低保政策解读主题提标");
        assertThat(parser.parse("标题：低保标准").names()).contains("低保标准");
    }

    private List<String> words(String typed) {
        return clauses(typed).map(ParsedQuery.Clause::text).toList();
    }

    private String split(String typed) {
        return clauses(typed)
                .map(clause -> clause.type().name().charAt(0) + ":" + clause.text())
                .collect(Collectors.joining(" "));
    }

    private Stream<ParsedQuery.Clause> clauses(String typed) {
        return parser.parse(typed).clauses().stream();
    }
}
