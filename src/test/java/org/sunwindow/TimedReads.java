package org.sunwindow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.sunwindow.crypto.Sha256;

/**
 * A notice and a disclosure that are public from one second to another, and every read and form that shows one of them
 * while they are. Tests move the clock, or wait, and ask each.
 */
public final class TimedReads {

    /** In the titles, the publisher, the rows and the names of files, and nowhere else. */
    private static final String WORD = "紫藤巷道";

    private static final String TITLE = WORD + "改造补助公示";
    private static final String Q = "q=" + Sunwindow.encoded(WORD);
    private static final String COLUMN = "col-timed";
    private static final byte[] FILE = "改造补助的申请材料清单".getBytes(StandardCharsets.UTF_8);

    private static final Pattern REFERENCE = Pattern.compile("&#x([0-9a-fA-F]+);");
    private static final String BOARD = "&view=board";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final String ATOM = "application/atom+xml";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String LINKED = "application/ld+json";
    private static final String XML = "application/xml";
    private static final String ANY = "*/*";

    /** A call of a tool; its answers are never cached. */
    private static final String MCP = "/mcp";

    private final Sunwindow sunwindow;
    private final Supplier<String> now;

    /** Other notices that are public. */
    private int others;

    /**
     * A read of one form.
     *
     * @param ofRecord whether it may be answered with 404 or 410 while the records are not public
     * @param shows    whether an answer with 200 shows one of the records
     */
    public record Read(String path, String accept, boolean ofRecord, Predicate<Response> shows) {

        private static Read of(String path, String accept) {
            return new Read(path, accept, true, answer -> true);
        }

        /** An answer that has a word, such as a key, if it shows one of the records. */
        private static Read with(String path, String accept, boolean ofRecord, String word) {
            return new Read(path, accept, ofRecord, answer -> text(answer).contains(word));
        }

        private static Read export(String kind, String format) {
            return with("/exports/" + kind + "." + format, ANY, false, WORD);
        }

        /** Whether clients must ask again for each use. Others may keep the answer until the records change. */
        public boolean isAskedAgain() {
            return path.equals(MCP) || path.startsWith("/contradictions") || path.matches("/exports/\\w+\\.\\w+");
        }

        private static Read list(String path, String accept) {
            // the title and the addresses of a feed repeat the query
            String shown = accept.equals(ATOM) ? "<entry>" : WORD;
            return new Read(path, accept, false, answer -> answer.asString().contains(shown));
        }

        /** The count of the column with the disclosure. */
        private static Read count(String path, String member) {
            return new Read(path, JSON, false, answer -> answer.as(Json.class).getInt(member) > 0);
        }
    }

    /**
     * @param now the present as {@code asOf} takes it, asked for each request
     */
    public TimedReads(Sunwindow sunwindow, Supplier<String> now) {
        this.sunwindow = sunwindow;
        this.now = now;
    }

    /** Publishes the records with a file that both name, and their column, which is public always. */
    public void publish(String begin, String end) {
        sunwindow.upload("清单.txt", FILE).then().statusCode(oneOf(200, 201));
        sunwindow.publish("column", "{\"id\":\"%s\",\"name\":\"限时公开\"}".formatted(COLUMN));
        String files = "\"attachments\":[{\"name\":\"%s\",\"hash\":\"%s\"}]";
        Json notice = sunwindow.publish(
                "notice", """
                {"id":"timed-1","title":"%s","type":"OTHER","stage":"OPEN","publisher":"%s办公室","division":"990102100000",\
                "periodBegin":"%s","periodEnd":"%s","objectionPhone":"0500-8320003",%s,\
                "columns":[{"name":"a","label":"户主","type":"MASKED_NAME"},{"name":"b","label":"人数","type":"COUNT"}],\
                "rows":[{"cells":["藕*香","3"]}]}""".formatted(TITLE, WORD, begin, end, files.formatted(WORD + "公示", hash())));
        assertThat(notice.getInt("rejected")).as(notice.toString()).isZero();
        // it responds to a record that does not exist, which is a contradiction
        Json disclosure = sunwindow.publish(
                "disclosure", """
                {"indexNo":"timed-2","title":"%s办法","publisher":"%s办公室","publishedAt":"%s","visibleUntil":"%s",\
                "disclosureAttribute":"主动公开","division":"990102100000","columns":["%s"],"body":"办法全文。",%s,\
                "related":[{"relation":"RESPONDS_TO","key":"timed-nothing"}]}""".formatted(WORD, WORD, begin, end, COLUMN, files.formatted(WORD + "办法", hash())));
        assertThat(disclosure.getInt("rejected")).as(disclosure.toString()).isZero();
        others = sunwindow.read("/exports").as(Json.class).getInt("items[kind=notice].records");
    }

    public void withdraw() {
        sunwindow.publish("notice", "{\"withdraw\":\"timed-1\"}");
        sunwindow.publish("disclosure", "{\"withdraw\":\"timed-2\"}");
    }

    /** The key of a leaf of a hash tree. */
    private static String leaf(String key) {
        return HexFormat.of().formatHex(Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hash() {
        return HexFormat.of().formatHex(Sha256.of(FILE));
    }

    private static String file(String name) {
        return "/attachments/%s/%s".formatted(hash(), Sunwindow.encoded(WORD + name + ".txt"));
    }

    /** Returns all reads, as they are now. */
    public List<Read> all() {
        String asOf = "asOf=" + Sunwindow.encoded(now.get());
        return List.of(
                Read.of("/notices/timed-1", JSON),
                Read.of("/notices/timed-1?" + asOf, JSON),
                Read.of("/notices/timed-1/rows", JSON),
                Read.of("/notices/timed-1/rows?sort=-b&size=1", JSON),
                Read.of("/notices/timed-1/rows", "text/csv"),
                Read.of("/notices/timed-1/rows", XLSX),
                Read.of(file("公示"), ANY),
                Read.of("/notices/timed-1", LINKED),
                Read.of("/disclosures/timed-2", LINKED),
                Read.of("/disclosures/timed-2", JSON),
                Read.of("/disclosures/timed-2?" + asOf, JSON),
                Read.of("/disclosures/timed-2", TEXT),
                Read.of("/disclosures/timed-2/text", TEXT),
                Read.of(file("办法"), ANY),
                Read.list("/notices?size=100", JSON),
                Read.list("/notices?" + Q + "&highlight=true", JSON),
                Read.list("/notices?stage=OPEN&type=OTHER&size=100", JSON),
                Read.list("/notices?size=1&sort=periodBegin&facets=publisher&division=990102100", JSON),
                Read.list("/notices?size=100&" + asOf, JSON),
                Read.list("/notices?" + Q + BOARD, JSON),
                Read.list("/notices?" + Q + BOARD, TEXT),
                Read.list("/notices?" + Q, ATOM),
                Read.list("/disclosures?" + Q, JSON),
                Read.list("/disclosures?column=" + COLUMN + "&facets=column", JSON),
                Read.list("/disclosures?" + Q + "&" + asOf, JSON),
                Read.list("/disclosures?" + Q + BOARD, TEXT),
                Read.list("/disclosures?" + Q, ATOM),
                Read.list("/search?" + Q + "&best=true", JSON),
                Read.list("/search?" + Q + "&" + asOf, JSON),
                Read.list("/search?division=990102100&size=100", JSON),
                Read.list("/search?" + Q + BOARD, JSON),
                Read.list("/search?" + Q, ATOM),
                Read.list("/suggestions?" + Q, JSON),
                Read.list("/suggestions?q=zitengxiang", JSON),
                Read.list("/notices?ids=timed-1", JSON),
                Read.list("/disclosures?ids=timed-2,timed-nothing", JSON),
                Read.list("/notices?size=100&fields=title", JSON),
                Read.list("/disclosures?fields=id,publisher&column=" + COLUMN, JSON),
                Read.with("/sitemap-notice-1-1.xml", XML, true, "/notices/timed-1<"),
                Read.with("/sitemap-disclosure-1-1.xml", XML, true, "/disclosures/timed-2<"),
                Read.export("notice", "ndjson"),
                Read.export("notice", "changes"),
                Read.export("notice", "csv"),
                Read.export("notice", "xlsx"),
                Read.export("disclosure", "ndjson"),
                Read.export("disclosure", "changes"),
                Read.export("disclosure", "csv"),
                Read.export("disclosure", "xlsx"),
                Read.with("/exports/notice/tree?key=timed-1", JSON, false, leaf("TIMED-1")),
                new Read(
                        "/exports",
                        JSON,
                        false,
                        answer -> answer.as(Json.class).getInt("items[kind=notice].records") > others),
                Read.count("/site", "columns[id=" + COLUMN + "].count"),
                Read.list(MCP, JSON),
                Read.list("/contradictions?kind=disclosure&after=disclosure%2FTIMED-0", JSON),
                Read.count("/columns/" + COLUMN, "links.count"),
                new Read("/columns/tree", JSON, false, TimedReads::isCountedInTheTree));
    }

    public Response answer(Read read) {
        return answer(read, "\"unknown\"");
    }

    /**
     * Waits for an export until it is written.
     *
     * @param etag of an answer that a client holds
     */
    public Response answer(Read read, String etag) {
        var last = new AtomicReference<Response>();
        Sunwindow.await(read.path(), () -> {
            last.set(read.path().equals(MCP) ? search() : request(read, etag).get(read.path()));
            return last.get().statusCode() != 503
                    || !"export.pending".equals(last.get().as(Json.class).getString("code"));
        });
        return last.get();
    }

    private RequestSpecification request(Read read, String etag) {
        return given().config(Sunwindow.AS_GIVEN)
                .baseUri(sunwindow.base())
                .basePath("/api/v1")
                .urlEncodingEnabled(false)
                .header("Accept", read.accept())
                .header("Authorization", "Bearer " + sunwindow.token())
                .header("If-None-Match", etag);
    }

    /** Calls the tool that searches. */
    private Response search() {
        return given().config(Sunwindow.AS_GIVEN)
                .baseUri(sunwindow.base())
                .contentType(JSON)
                .body("""
                        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"q":"%s"}}}""".formatted(WORD).getBytes(StandardCharsets.UTF_8))
                .post(MCP);
    }

    /** Returns the text of an answer, that of all parts if it is a workbook. */
    private static String text(Response answer) {
        if (!answer.contentType().startsWith(XLSX)) {
            return answer.asString();
        }
        var text = new StringBuilder();
        // a stream does not tell the sizes of the parts
        try (ZipFile workbook =
                ZipFile.builder().setByteArray(answer.asByteArray()).get()) {
            for (ZipArchiveEntry part : Collections.list(workbook.getEntries())) {
                text.append(new String(workbook.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return unescaped(text.toString());
    }

    /** Returns the text of a part of a workbook, whose writer escapes everything but ASCII. */
    static String unescaped(String xml) {
        return REFERENCE.matcher(xml).replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    }

    private static boolean isCountedInTheTree(Response tree) {
        List<Map<String, Object>> columns = tree.as(Json.class).getList("items");
        return columns.stream()
                .filter(column -> COLUMN.equals(column.get("id")))
                .anyMatch(column -> ((Number) column.getOrDefault("count", 0)).intValue() > 0);
    }

    /** Whether an answer shows one of the records. It fails if the answer is neither that nor the one of its absence. */
    public static boolean isShown(Read read, Response answer) {
        List<Integer> expected = read.ofRecord() ? List.of(200, 404, 410) : List.of(200);
        assertThat(answer.statusCode()).as(read.path() + " " + read.accept()).isIn(expected);
        boolean shown = answer.statusCode() == 200 && read.shows().test(answer);
        if (!shown) {
            String content = text(answer);
            // the title of a feed repeats the query
            String own = read.accept().equals(ATOM) ? content.replaceFirst("<title>[^<]*</title>", "") : content;
            assertThat(own).as(read.path()).doesNotContain(WORD, "藕*香");
        }
        return shown;
    }
}
