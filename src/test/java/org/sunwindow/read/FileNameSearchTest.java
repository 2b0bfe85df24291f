package org.sunwindow.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Records are found by the names of their attachments and forms. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FileNameSearchTest {

    private Sunwindow sunwindow;

    @BeforeEach
    void publishSample() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("disclosure", "service");
    }

    /** Several records may have files of the same name; one of them comes first. */
    @Test
    void wholeNameFindsItsRecordFirst() {
        var wrong = new ArrayList<String>();
        for (UnaryOperator<String> typed : List.<UnaryOperator<String>>of(
                name -> name,
                name -> name.replaceFirst("\\.[a-z]+$", ""),
                name -> name.replaceFirst("\\.[a-z]+$", "").replaceFirst("^附件\\d ", ""))) {
            wrong.addAll(notFirst("disclosure", "attachments", "indexNo", "/disclosures", typed));
            wrong.addAll(notFirst("service", "forms", "code", "/services", typed));
            wrong.addAll(notFirst("disclosure", "attachments", "indexNo", "/search", typed));
            wrong.addAll(notFirst("service", "forms", "code", "/search", typed));
        }
        assertThat(wrong).isEmpty();
    }

    private List<String> notFirst(String kind, String files, String key, String path, UnaryOperator<String> typed) {
        var owners = new LinkedHashMap<String, Set<String>>();
        for (JsonNode record : records(kind)) {
            for (JsonNode file : record.path(files)) {
                owners.computeIfAbsent(typed.apply(file.path("name").asText()), name -> new HashSet<>())
                        .add(record.path(key).asText());
            }
        }
        assertThat(owners).hasSizeGreaterThan(15);
        var wrong = new ArrayList<String>();
        owners.forEach((name, keys) -> {
            String first = sunwindow.find(path, name, "size=1").getString("items[0].id");
            if (!keys.contains(first)) {
                wrong.add(path + " " + name + ": " + first);
            }
        });
        return wrong;
    }

    private static List<JsonNode> records(String kind) {
        try (var lines = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(Sunwindow.sample(kind))) {
            return lines.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void wordOfANameFindsItsRecord() {
        assertThat(sunwindow.find("/disclosures", "流程图").<String>getList("items.title"))
                .contains("云川市民政局行政权力清单（2025年版）", "云川市民政局行政权力清单（2023年版）");
        assertThat(sunwindow.find("/services", "经济状况授权书").getString("items[0].name"))
                .isEqualTo("最低生活保障申请与审核确认");
        assertThat(sunwindow.find("/services", "“协议书参考样本”").getList("items.name"))
                .containsExactly("内地居民离婚登记");
    }

    /** Text copied from a PDF file has radicals in place of ideographs. */
    @Test
    void radicalsAreFoundAsIdeographs() {
        sunwindow.publish("disclosure", """
                {"indexNo":"990100001/209901-00001","title":"关于⻓者⻝堂运营补贴的⺠⽣公告","publisher":"云川市民政局",\
                "publishedAt":"2026-01-05T09:00:00+08:00","disclosureAttribute":"主动公开","docNo":"云⺠发〔2099〕1号"}""");
        for (String typed : List.of("长者食堂", "⻓者⻝堂", "長者食堂", "民生公告 长者", "云民发〔2099〕1号", "云⺠发2099年1号")) {
            assertThat(sunwindow.find("/disclosures", typed).getList("items.id"))
                    .as(typed)
                    .contains("990100001/209901-00001");
        }
        Json found = sunwindow.find("/disclosures", "“长者食堂运营”", "highlight=true");
        assertThat(found.getList("items[0].highlight.title[*hit=true].text")).containsExactly("⻓者⻝堂运营");
    }

    /** The syntax of other search engines is no reason to find less. */
    @Test
    void syntaxOfOthersFindsWhatTheWordsFind() {
        int plain = total("低保 通知");
        assertThat(plain).isPositive();
        for (String typed : List.of("低保 AND 通知", "标题：低保 通知", "title:低保 && 通知", "SU='低保'*'通知'")) {
            assertThat(total(typed)).as(typed).isEqualTo(plain);
        }
        assertThat(sunwindow.find("/disclosures", "标题：低保标准").getString("match")).isEqualTo("ALL");
        assertThat(total("标题：低保标准")).isEqualTo(total("低保标准")).isPositive();
        assertThat(total("低保 NOT 公示")).isEqualTo(total("低保 -公示"));
        assertThat(sunwindow.find("/search", "索 引 号：990100001/202406-00009").getString("items[0].id"))
                .isEqualTo("990100001/202406-00009");
    }

    private int total(String typed) {
        return sunwindow.find("/disclosures", typed, "size=1").getInt("total.value");
    }
}
