package org.sunwindow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
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

    private static final String BOARD = "&view=board";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final String ATOM = "application/atom+xml";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Sunwindow sunwindow;
    private final Supplier<String> now;

    /**
     * A read of one form.
     *
     * @param ofRecord whether it is answered with 404 or 410 while the records are not public
     * @param shows    whether an answer with 200 shows one of the records
     */
    public record Read(String path, String accept, boolean ofRecord, Predicate<Response> shows) {

        private static Read of(String path, String accept) {
            return new Read(path, accept, true, answer -> true);
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
        sunwindow
                .request()
                .header("Authorization", "Bearer " + sunwindow.token())
                .contentType("application/octet-stream")
                .body(FILE)
                .post("/attachments?name=" + Sunwindow.encoded("清单.txt"))
                .then()
                .statusCode(oneOf(200, 201));
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
    }

    public void withdraw() {
        sunwindow.publish("notice", "{\"withdraw\":\"timed-1\"}");
        sunwindow.publish("disclosure", "{\"withdraw\":\"timed-2\"}");
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
                Read.of(file("公示"), "*/*"),
                Read.of("/disclosures/timed-2", JSON),
                Read.of("/disclosures/timed-2?" + asOf, JSON),
                Read.of("/disclosures/timed-2", TEXT),
                Read.of("/disclosures/timed-2/text", TEXT),
                Read.of(file("办法"), "*/*"),
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
                Read.list("/contradictions?kind=disclosure&after=disclosure%2FTIMED-0", JSON),
                Read.count("/columns/" + COLUMN, "links.count"),
                new Read("/columns/tree", JSON, false, TimedReads::isCountedInTheTree));
    }

    public Response answer(Read read) {
        return answer(read, "\"unknown\"");
    }

    /**
     * @param etag of an answer that a client holds
     */
    public Response answer(Read read, String etag) {
        return given().config(Sunwindow.AS_GIVEN)
                .baseUri(sunwindow.base())
                .basePath("/api/v1")
                .urlEncodingEnabled(false)
                .header("Accept", read.accept())
                .header("Authorization", "Bearer " + sunwindow.token())
                .header("If-None-Match", etag)
                .get(read.path());
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
            String content = answer.asString();
            // the title of a feed repeats the query
            String own = read.accept().equals(ATOM) ? content.replaceFirst("<title>[^<]*</title>", "") : content;
            assertThat(own).as(read.path()).doesNotContain(WORD, "藕*香");
        }
        return shown;
    }
}
