package org.sunwindow.read.view;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Settings;
import org.sunwindow.TestSettings;
import org.sunwindow.index.Entry;
import org.sunwindow.index.Records.Standing;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Criteria;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchRequest.Output;
import org.sunwindow.index.SearchRequest.Paging;
import org.sunwindow.index.SearchResult;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.place.Coordinates;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.read.ReadStartupCheck;
import org.sunwindow.read.view.FeedAddresses.Requested;
import org.w3c.dom.Element;

/** Feeds and boards hold any text, and identify records by the address of the deployment. */
@Tag("slow")
class FeedTextsTest {

    private static final Instant TIME = Instant.parse("2026-11-22T02:00:00.123456Z");

    /** What a store may hold, and more: no text makes a feed malformed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title>&amp;]]></title><!-- \"'>",
                "控\u0000制\u0001字\u000b符\u001f",
                "非字符\uFFFE\uFFFF",
                "半个\uD83D代理\uDE00",
                "\uD83D",
                "😀👨‍👩‍👧𠮷",
                "换\r\n行\t\u2028\u0085\u007f",
                "\uFFFD\uFEFF\u202E反"
            })
    void anyTextIsWellFormed(String text) {
        var entry = new Entry(
                "disclosure", text, text + "题", text, text + "局", List.of("民政/" + text), TIME, null, null, TIME);
        Element read = feed(Map.of(), entry, text).entries().getFirst();
        String expected = text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", " ")
                .replaceAll(
                        "[\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]",
                        "\uFFFD");
        // a parser normalises line ends
        assertThat(AtomDocument.text(read, "title")).isEqualTo((expected + "题").replace("\r\n", "\n"));
        String line = new String(BoardText.write(List.of(row(text)), 20), StandardCharsets.UTF_8);
        assertThat(line)
                .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\u2028\\u202E]")
                .endsWith("\n");
        assertThat(line.split("\n").length).isLessThan(4);
    }

    @Test
    void identifiersAndLinksFollowThePublicAddress() {
        var entry = new Entry("disclosure", "990100001/202403-1", "标题", "", null, List.of(), null, null, null, TIME);
        AtomDocument relative = feed(Map.of(), entry, null);
        assertThat(AtomDocument.id(relative.entries().getFirst()))
                .isEqualTo("urn:sunwindow:record:disclosure:990100001%2F202403-1");
        assertThat(AtomDocument.link(relative.root(), "self")).hasValue("/api/v1/disclosures?q=a%26b&size=2");
        AtomDocument named =
                feed(Map.of("sunwindow.public-address", "https://MZ.yunchuan.example:8443/open/"), entry, null);
        assertThat(AtomDocument.id(named.entries().getFirst()))
                .startsWith("tag:mz.yunchuan.example,2026:record:disclosure:990100001");
        assertThat(AtomDocument.link(named.entries().getFirst(), "alternate"))
                .hasValue("https://MZ.yunchuan.example:8443/open/api/v1/disclosures/990100001%2F202403-1");
        assertThat(AtomDocument.id(named.root())).isEqualTo("tag:mz.yunchuan.example,2026:list:disclosures:q=a%26b");
        assertThat(AtomDocument.link(named.root(), "first"))
                .hasValue("https://MZ.yunchuan.example:8443/open/api/v1/disclosures?q=a%26b&size=2");
        assertThat(named.next())
                .hasValue("https://MZ.yunchuan.example:8443/open/api/v1/disclosures?q=a%26b&size=2&after=cursor%2B");
    }

    @ParameterizedTest
    @CsvSource({
        "https://mz.example, true",
        "http://10.0.0.1:8080/open, true",
        "mz.example, false",
        "ftp://mz.example, false",
        "https://, false",
        "https://user@mz.example, false",
        "https://mz.example/?a=b, false",
        "https://mz.example/#a, false",
        "https://mz example, false"
    })
    void publicAddressIsCheckedAtStart(String address, boolean usable) {
        Settings settings = TestSettings.general(Map.of("sunwindow.public-address", address));
        assertThat(new ReadStartupCheck(settings).contradictions().isEmpty()).isEqualTo(usable);
    }

    @ParameterizedTest
    @CsvSource({
        "a, 1",
        "é, 1",
        "е, 1",
        "ｱ, 1",
        "低, 2",
        "Ａ, 2",
        "，, 2",
        "“, 2",
        "…, 2",
        "·, 2",
        "①, 2",
        "𠮷, 2",
        "😀, 2",
        "👨‍👩‍👧, 2",
        "❤️, 2",
        "1️⃣, 2"
    })
    void fullWidthCharactersCountAsTwo(String character, int columns) {
        assertThat(BoardText.columns(character)).isEqualTo(columns);
    }

    @Test
    void linesBreakBetweenCharactersOnly() {
        String text = new String(
                BoardText.write(List.of(row("合照👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧e\u0301")), 20), StandardCharsets.UTF_8);
        assertThat(text).isEqualTo("2026-11-22 合照👨‍👩‍👧👨‍👩‍👧\n  👨‍👩‍👧e\u0301 局\n");
        assertThat(new String(BoardText.write(List.of(row("一"), row("二")), 0), StandardCharsets.UTF_8))
                .isEqualTo("2026-11-22 一 局\n2026-11-22 二 局\n");
    }

    /** Whenever a screen asks within the lifetime of a response, it asks again in the second of the change, or before. */
    @Test
    void screenNeverMissesAChange() {
        var boards = new BoardWriter(null, ZoneId.of("Asia/Shanghai"), Duration.ofSeconds(60));
        Instant start = Instant.parse("2026-11-22T02:00:00Z");
        Instant change = start.plusMillis(200_300);
        for (Instant now = start; now.isBefore(change); now = now.plusMillis(70)) {
            long seconds = boards.refreshAfter(now, change);
            assertThat(seconds).isBetween(1L, 60L);
            Instant end = boards.counting((at, until) -> until).end(now, change);
            assertThat(end).isAfter(now);
            Instant last = (end.isBefore(change) ? end : change).minusMillis(1);
            for (Instant sent : List.of(now, last)) {
                assertThat(sent.plusSeconds(seconds)).isBefore(change.plusSeconds(1));
            }
        }
        assertThat(boards.refreshAfter(start, Instant.MAX)).isEqualTo(60);
        assertThat(boards.refreshAfter(change.plusSeconds(5), change)).isEqualTo(1);
    }

    private static Board.Row row(String title) {
        return new Board.Row(null, "1", title, LocalDate.of(2026, 11, 22), "局", null, null);
    }

    private static AtomDocument feed(Map<String, String> changed, Entry entry, String text) {
        Settings settings = TestSettings.general(changed);
        var request = new SearchRequest(
                List.of("disclosure"),
                text,
                new Criteria(List.of(), List.of(), null, false),
                null,
                Order.NEWEST,
                new Paging(1, 2, null),
                new Output(Set.of(), null, false, Coordinates.System.GCJ02, true));
        var hit = new SearchResult.Hit(null, entry, new Standing(true, true), null, null, null);
        var result = new SearchResult(
                List.of(hit),
                1,
                true,
                null,
                null,
                null,
                Map.of(),
                "cursor+",
                new LogPosition(UUID.randomUUID(), 1, TIME));
        var query = new MultivaluedHashMap<String, String>(Map.of("size", "2", "q", "a&b"));
        var list = Requested.of(uri(query), "/disclosures");
        var feed = new AtomFeed(new FeedAddresses(settings), InstalledKinds.of(settings));
        return new AtomDocument(feed.write(request, result, list, "信息公开目录"));
    }

    private static UriInfo uri(MultivaluedHashMap<String, String> query) {
        return (UriInfo) Proxy.newProxyInstance(
                FeedTextsTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getBaseUri") ? URI.create("http://127.0.0.1:8080/api/v1/") : query);
    }
}
