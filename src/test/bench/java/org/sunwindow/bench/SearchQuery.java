package org.sunwindow.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.sunwindow.relevance.Corpus;

/**
 * A query as typed into the search box. The set and its order are fixed, so that runs are comparable.
 */
record SearchQuery(Kind kind, String text) {

    /** Classes of queries with different costs. */
    enum Kind {
        WORD("two characters"),
        PHRASE("official phrase"),
        WORDS("two or three words"),
        SENTENCE("citizen's question"),
        NUMBER("identifier");

        final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private static final List<String> WORDS = List.of("低保", "养老", "殡葬", "婚姻", "收养", "公示", "孤儿", "救助", "慈善", "标准");

    private static final List<String> PHRASES = List.of(
            "最低生活保障标准",
            "特困人员救助供养",
            "生活无着的流浪乞讨人员救助",
            "困难残疾人生活补贴和重度残疾人护理补贴",
            "事实无人抚养儿童保障",
            "养老机构备案",
            "社会组织年度检查",
            "孤儿基本生活保障",
            "居家社区养老服务",
            "特殊困难老年人家庭适老化改造");

    private static final List<String> COMBINATIONS = List.of(
            "低保 公示",
            "养老 补贴",
            "婚姻登记 预约 公告",
            "特困人员 2024年 标准",
            "社会组织 年度检查 通知",
            "东湖区 临时救助 公示",
            "残疾人 两项补贴 2025年",
            "殡葬 收费",
            "慈善 募捐",
            "高龄津贴 发放 办法");

    private static final List<String> SENTENCES = List.of(
            "我家里老人生病花了很多钱可以申请什么救助",
            "请问低保户去世以后家属还能领丧葬补贴吗",
            "结婚登记需要带哪些材料，可以提前预约吗",
            "怎么样才能给残疾的孩子申请两项补贴",
            "孤儿基本生活费每个月发多少钱",
            "父母都不在了的孩子由谁来抚养，怎么办理",
            "养老院收费标准在哪里可以查到",
            "我想成立一个社会团体需要什么条件和流程");

    /** Incomplete input for suggestions: ideographs, pinyin syllables, initials and mixtures. */
    static final List<String> TYPED = List.of(
            "d",
            "di",
            "dibao",
            "db",
            "低",
            "低保",
            "低保b",
            "h",
            "hy",
            "hydj",
            "hunyindengji",
            "婚姻dj",
            "殡",
            "binz",
            "殡葬fw",
            "jiu",
            "jiuzhu",
            "救助z",
            "临时救",
            "lsjz",
            "y",
            "yanglao",
            "养老jg",
            "特困人员",
            "社会组织nj",
            "dhqmzj",
            "东湖区",
            "gonggao",
            "canjiren",
            "收养登记");

    /** Number of 索引号 and of 文号 taken from the records. */
    private static final int NUMBERS = 5;

    /** Returns all queries in a shuffled order, with numbers taken evenly from the records. */
    static List<SearchQuery> all(int size) {
        var all = new ArrayList<SearchQuery>();
        WORDS.forEach(text -> all.add(new SearchQuery(Kind.WORD, text)));
        PHRASES.forEach(text -> all.add(new SearchQuery(Kind.PHRASE, text)));
        COMBINATIONS.forEach(text -> all.add(new SearchQuery(Kind.WORDS, text)));
        SENTENCES.forEach(text -> all.add(new SearchQuery(Kind.SENTENCE, text)));
        numbers("indexNo", size).forEach(text -> all.add(new SearchQuery(Kind.NUMBER, text)));
        numbers("docNo", size).forEach(text -> all.add(new SearchQuery(Kind.NUMBER, text)));
        Collections.shuffle(all, new Random(20261120));
        return List.copyOf(all);
    }

    private static List<String> numbers(String field, int size) {
        var json = new ObjectMapper();
        List<String> found;
        try (Stream<Corpus.Entry> entries = Corpus.entries(size)) {
            found = entries.map(entry -> {
                        try {
                            return json.readTree(entry.json()).path(field).asText("");
                        } catch (JsonProcessingException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .filter(number -> !number.isEmpty())
                    .distinct()
                    .toList();
        }
        var chosen = new ArrayList<String>();
        for (int i = 0; i < NUMBERS && i < found.size(); i++) {
            chosen.add(found.get((int) ((long) i * found.size() / NUMBERS)));
        }
        return chosen;
    }
}
