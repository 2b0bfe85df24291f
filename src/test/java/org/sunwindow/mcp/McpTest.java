package org.sunwindow.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** The official client of the protocol calls the tools, at the root of the server. */
@org.junit.jupiter.api.Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class McpTest {

    /** A case that is stored, with words that no publication has. */
    private static final String CASE = """
            {"applicationNo":"990102261120777713","caseType":"SERVICE","serviceItem":"990102-QR-001","itemName":"麒麟事项登记",\
            "acceptingUnit":"云川市麒麟窗口","applicantName":"麒*麟","status":"SUBMITTED","statusText":"麒麟状态已提交",\
            "submittedAt":"2026-11-20T09:14:00+08:00","updatedAt":"2026-11-20T09:14:00+08:00",\
            "history":[{"at":"2026-11-20T09:14:00+08:00","status":"SUBMITTED","text":"麒麟状态已提交","unit":"云川市麒麟窗口"}],\
            "factors":[{"type":"QUERY_CODE","value":"629455"}]}""";

    private Sunwindow sunwindow;
    private McpSyncClient client;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "disclosure", "service", "office");
        client = McpClient.sync(HttpClientStreamableHttpTransport.builder(sunwindow.base())
                        .endpoint("/mcp")
                        .build())
                .build();
        client.initialize();
    }

    @AfterEach
    void disconnect() {
        client.closeGracefully();
    }

    private Answer call(String tool, Map<String, Object> arguments) {
        return new Answer(client.callTool(new CallToolRequest(tool, arguments)));
    }

    /** The result of a tool. */
    private record Answer(CallToolResult result) {

        String text() {
            return ((TextContent) result.content().getFirst()).text();
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> data() {
            return (Map<String, Object>) result.structuredContent();
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list(String member) {
            return (List<Map<String, Object>>) data().get(member);
        }

        /** Checks that the answer says where it comes from, in words and as data. */
        Answer hasSources() {
            assertThat(result.isError()).isFalse();
            assertThat(list("sources")).isNotEmpty().allSatisfy(source -> {
                assertThat(source).containsKeys("title", "publisher", "address", "date", "inForce");
                assertThat(source.get("address").toString()).startsWith("https://mz.yunchuan.example/api/v1/");
                assertThat(text())
                        .contains(
                                source.get("title").toString(),
                                source.get("address").toString());
            });
            return this;
        }
    }

    @Test
    void clientLearnsWhatTheServerCanDo() {
        assertThat(client.getServerInfo().name()).isEqualTo("sunwindow");
        assertThat(client.getServerInstructions()).contains("没有办件进度");
        assertThat(client.getServerCapabilities().tools()).isNotNull();
        client.ping();
        List<Tool> tools = client.listTools().tools();
        assertThat(tools)
                .extracting(Tool::name)
                .containsExactly("search", "get_service_guide", "find_nearest_office", "compute_deadline");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.annotations().readOnlyHint()).isTrue();
            assertThat(tool.inputSchema().properties()).isNotEmpty();
        });
    }

    @Test
    void searchFindsWhatIsPublished() {
        Answer found = call("search", Map.of("q", "低保标准", "kind", List.of("disclosure"), "size", 5))
                .hasSources();
        assertThat(found.list("sources"))
                .hasSize(5)
                .allMatch(source -> source.get("kind").equals("disclosure"));
        assertThat(found.list("items")).hasSize(5);
        assertThat(found.text()).startsWith("共 ");
        List<Object> listed =
                sunwindow.find("/search", "低保标准", "kind=disclosure", "size=5").getList("items.id");
        assertThat(found.list("sources"))
                .extracting(source -> source.get("key"))
                .isEqualTo(listed);
    }

    /** What is outdated is marked, and can be left out. */
    @Test
    void searchSaysWhatIsNotInForce() {
        sunwindow.publish("disclosure", """
                {"indexNo":"MCP-1","title":"朱雀补贴办法","publisher":"云川市民政局","publishedAt":"2024-03-12T09:30:00+08:00",\
                "disclosureAttribute":"主动公开","validity":"失效"}""");
        Answer found = call("search", Map.of("q", "“朱雀补贴办法”")).hasSources();
        assertThat(found.list("sources")).singleElement().satisfies(source -> {
            assertThat(source).containsEntry("inForce", false).containsEntry("date", "2024-03-12");
            assertThat(source).containsEntry("publisher", "云川市民政局");
        });
        assertThat(found.text()).contains("已失效");
        assertThat(call("search", Map.of("q", "“朱雀补贴办法”", "inForce", true)).list("sources"))
                .isEmpty();
    }

    @Test
    void guideIsFoundByKeyAndByQuestion() {
        Answer byKey = call("get_service_guide", Map.of("key", "990102-qr-001")).hasSources();
        assertThat(byKey.text()).contains("居民身份证", "不收费", "办理场所：");
        assertThat(byKey.list("offices")).extracting(office -> office.get("id")).contains("off-dh-hydj");
        assertThat(byKey.data()).doesNotContainKey("others");
        Answer byQuestion =
                call("get_service_guide", Map.of("question", "内地居民结婚登记怎么办")).hasSources();
        assertThat(byQuestion.text()).contains("结婚登记");
        assertThat(byQuestion.list("others")).isNotEmpty();
    }

    @Test
    void whatIsNotThereIsSaid() {
        CallToolResult missing =
                client.callTool(new CallToolRequest("get_service_guide", Map.of("key", "no-such-key")));
        assertThat(missing.isError()).isTrue();
        assertThat(new Answer(missing).text()).contains("没有找到");
    }

    @Test
    void nearestOfficesHandleTheItem() {
        Answer any = call("find_nearest_office", Map.of("latitude", 30.33, "longitude", 118.8, "size", 5))
                .hasSources();
        assertThat(any.list("offices"))
                .hasSize(5)
                .extracting(office -> ((Number) office.get("distance")).longValue())
                .isSorted();
        Answer handling = call(
                        "find_nearest_office",
                        Map.of("latitude", 30.33, "longitude", 118.8, "service", "990102-QR-001", "crs", "WGS84"))
                .hasSources();
        List<Object> listed = sunwindow
                .read("/offices?near=30.33,118.8&crs=WGS84&radius=100000&service=990102-QR-001&size=3")
                .as(org.sunwindow.Json.class)
                .getList("items.id");
        assertThat(handling.list("offices"))
                .extracting(office -> office.get("id"))
                .isEqualTo(listed);
        assertThat(handling.list("offices"))
                .allSatisfy(office -> assertThat(office).containsKeys("open", "address"));
        assertThat(handling.list("sources").getFirst()).containsEntry("key", "990102-QR-001");
        Answer byWords = call(
                        "find_nearest_office", Map.of("latitude", "30.33", "longitude", "118.8", "service", "内地居民结婚登记"))
                .hasSources();
        assertThat(byWords.list("offices")).isNotEmpty();
    }

    @Test
    void deadlinesAreThoseOfTheCalendar() {
        Answer deadline = call("compute_deadline", Map.of("start", "2026-09-28", "days", 5))
                .hasSources();
        assertThat(deadline.text()).contains("到期日为 2026-10-10", "国庆节");
        Answer paused = call(
                "compute_deadline",
                Map.of("start", "2026-11-25", "days", 5, "pause", List.of("2026-11-27/2026-12-01")));
        assertThat(paused.text()).contains("2026-12-07", "暂停计算");
    }

    /** No argument of any tool finds a case, whatever the case and its applicant are called. */
    @ParameterizedTest
    @ValueSource(strings = {"990102261120777713", "麒*麟", "麒麟事项登记", "麒麟状态已提交", "云川市麒麟窗口", "629455"})
    void casesAreNeverFound(String word) {
        sunwindow.publish("application", CASE);
        assertThat(sunwindow.ask("990102261120777713", "QUERY_CODE", "629455").asString())
                .contains("麒麟状态已提交");
        List<Answer> answers = List.of(
                call("search", Map.of("q", word)),
                call("search", Map.of("q", "“" + word + "”")),
                call("search", Map.of("q", word, "division", "990100000000")),
                call("get_service_guide", Map.of("question", word)),
                call("get_service_guide", Map.of("key", word)),
                call("find_nearest_office", Map.of("latitude", 30.33, "longitude", 118.8, "service", word)));
        for (Answer answer : answers) {
            assertThat(answer.result().toString()).doesNotContain("麒麟", "990102261120777713", "629455");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "case", "imports", "quarantine"})
    void kindsThatAreNotPublicCannotBeSearched(String kind) {
        assertThatThrownBy(() -> call("search", Map.of("q", "低保", "kind", kind)))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("可用的值");
    }

    @Test
    void wrongArgumentsAreErrorsOfTheProtocol() {
        assertThatThrownBy(() -> call("search", Map.of("q", "低保", "colour", "红")))
                .isInstanceOf(McpError.class)
                .hasMessageContaining("没有这个参数");
        assertThatThrownBy(() -> call("search", Map.of())).hasMessageContaining("请输入检索词");
        assertThatThrownBy(() -> call("compute_deadline", Map.of("start", "昨天", "days", 5)))
                .hasMessageContaining("应为日期");
        assertThatThrownBy(() -> call("get_service_guide", Map.of())).hasMessageContaining("须写明一个");
        assertThatThrownBy(() -> call("find_nearest_office", Map.of("latitude", 91, "longitude", 118)))
                .hasMessageContaining("纬度");
        assertThatThrownBy(() -> call("no_such_tool", Map.of())).hasMessageContaining("没有这个工具");
    }
}
