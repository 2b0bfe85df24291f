package org.sunwindow.http.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes of responses as the server writes them: whole, in parts, pipelined, without a body. */
class EnvelopeHandlerTest {

    private static final String PROBLEM =
            "{\"type\":\"urn:sunwindow:problem:parameter.invalid\",\"title\":\"参数有误\",\"status\":400,"
                    + "\"code\":\"parameter.invalid\",\"detail\":\"参数 \\\"size\\\"：应为整数。\"}";

    private final EmbeddedChannel channel = new EmbeddedChannel(new EnvelopeHandler(envelopes(EnvelopeMode.NONE)));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static Envelopes envelopes(EnvelopeMode all) {
        return new Envelopes(new EnvelopeSettings() {

            @Override
            public EnvelopeMode all() {
                return all;
            }

            @Override
            public EnvelopeMode preferred() {
                return EnvelopeMode.TRUE_STATUS;
            }

            @Override
            public Map<String, EnvelopeMode> callers() {
                return Map.of();
            }

            @Override
            public int successCode() {
                return 0;
            }
        });
    }

    private static HttpHeaders ask(EmbeddedChannel channel, HttpMethod method, String uri, String... headers) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri, HeadersMultiMap.httpHeaders());
        for (int i = 0; i < headers.length; i += 2) {
            request.headers().add(headers[i], headers[i + 1]);
        }
        channel.writeInbound(request);
        return request.headers();
    }

    private HttpHeaders ask(String... headers) {
        return ask(channel, HttpMethod.GET, "/api/v1/divisions", headers);
    }

    private static DefaultFullHttpResponse response(int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
        response.headers().set("Content-Type", type).set("Content-Length", bytes.length);
        return response;
    }

    private static DefaultFullHttpResponse json(String body) {
        return response(200, "application/json;charset=UTF-8", body);
    }

    private static DefaultFullHttpResponse problem() {
        return response(400, "application/problem+json", PROBLEM);
    }

    /** A response as it leaves. */
    private record Sent(HttpResponse head, String body) {

        String header(String name) {
            return head.headers().get(name);
        }
    }

    private static Sent write(EmbeddedChannel channel, Object... messages) {
        channel.writeOutbound(messages);
        HttpResponse head = null;
        var body = new StringBuilder();
        for (Object message = channel.readOutbound(); message != null; message = channel.readOutbound()) {
            if (message instanceof HttpResponse response) {
                head = response;
            }
            if (message instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.UTF_8));
                content.release();
            }
        }
        return new Sent(head, body.toString());
    }

    private Sent write(Object... messages) {
        return write(channel, messages);
    }

    private static void assertLength(Sent sent) {
        assertThat(sent.header("Content-Length"))
                .isEqualTo(Integer.toString(sent.body().getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void responsesHaveNoEnvelopeUnlessAskedFor() {
        ask();
        var response = json("{\"items\":[]}");
        assertThat(write(response).head()).isSameAs(response);
    }

    @ParameterizedTest
    @CsvSource({
        "envelope, envelope=true-status",
        "Envelope, envelope=true-status",
        "envelope=true-status, envelope=true-status",
        "envelope=\"always-ok\", envelope=always-ok",
        "'respond-async, envelope=always-ok; wait=5', envelope=always-ok"
    })
    void theBodyBecomesData(String preference, String applied) {
        ask("Prefer", preference);
        Sent sent = write(json("{\"items\":[]}"));
        assertThat(sent.body()).isEqualTo("{\"code\":0,\"message\":\"成功\",\"data\":{\"items\":[]}}");
        assertThat(sent.header("Preference-Applied")).isEqualTo(applied);
        assertLength(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "envelopes", "no-envelope", "envelope=wrong", ""})
    void otherPreferencesAreNone(String preference) {
        ask("Prefer", preference);
        Sent sent = write(json("{}"));
        assertThat(sent.body()).isEqualTo("{}");
        assertThat(sent.header("Preference-Applied")).isNull();
    }

    @Test
    void aFailureHasItsStatusAndItsDetail() {
        ask("Prefer", "envelope");
        Sent sent = write(problem());
        assertThat(sent.body())
                .isEqualTo("{\"code\":400,\"message\":\"参数 \\\"size\\\"：应为整数。\",\"data\":" + PROBLEM + "}");
        assertThat(sent.head().status().code()).isEqualTo(400);
        assertThat(sent.header("Content-Type")).startsWith("application/json");
        assertLength(sent);
    }

    @Test
    void aFailureMayHaveTheStatusOfSuccess() {
        ask("Prefer", "envelope=always-ok");
        Sent sent = write(problem());
        assertThat(sent.head().status().code()).isEqualTo(200);
        assertThat(sent.body()).startsWith("{\"code\":400,");
    }

    @Test
    void aResponseInPartsIsWrappedAsItPasses() {
        ask("Prefer", "envelope");
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set("Content-Type", "application/json").set("Transfer-Encoding", "chunked");
        Sent sent = write(head, part("{\"items\":"), part("[]"), new DefaultLastHttpContent(bytes("}")));
        assertThat(sent.body()).isEqualTo("{\"code\":0,\"message\":\"成功\",\"data\":{\"items\":[]}}");
        // the next one is not affected
        ask();
        assertThat(write(json("{}")).body()).isEqualTo("{}");
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static DefaultHttpContent part(String text) {
        return new DefaultHttpContent(bytes(text));
    }

    @Test
    void pipelinedResponsesHaveTheEnvelopesOfTheirRequests() {
        ask();
        ask("Prefer", "envelope");
        ask();
        assertThat(write(json("{}")).body()).isEqualTo("{}");
        // an invitation to send the body is no response
        var invitation = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE);
        assertThat(write(invitation).head()).isSameAs(invitation);
        assertThat(write(json("{}")).body()).startsWith("{\"code\":0");
        assertThat(write(json("{}")).body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/csv;charset=UTF-8", "application/atom+xml", "application/geo+json", "application/pdf"})
    void otherFormatsHaveNoEnvelope(String type) {
        ask("Prefer", "envelope");
        Sent sent = write(response(200, type, "编号"));
        assertThat(sent.body()).isEqualTo("编号");
        assertThat(sent.header("Preference-Applied")).isNull();
    }

    @Test
    void tagsDifferFromThoseWithoutEnvelope() {
        HttpHeaders asked = ask(
                "Prefer",
                "envelope",
                "If-None-Match",
                "W/\"a-envelope\", W/\"b\"",
                "If-Match",
                "\"7-envelope\", \"8\"");
        assertThat(asked.get("If-None-Match")).isEqualTo("W/\"a\"");
        assertThat(asked.get("If-Match")).isEqualTo("\"7\", \"8\"");
        var unchanged = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_MODIFIED);
        unchanged.headers().set("ETag", "W/\"a\"");
        Sent sent = write(unchanged);
        assertThat(sent.head().status().code()).isEqualTo(304);
        assertThat(sent.header("ETag")).isEqualTo("W/\"a-envelope\"");
        assertThat(sent.body()).isEmpty();
    }

    @Test
    void compressionIsNotAskedFor() {
        assertThat(ask("Prefer", "envelope", "Accept-Encoding", "gzip").contains("Accept-Encoding"))
                .isFalse();
        assertThat(ask("Accept-Encoding", "gzip").get("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void aHeadResponseHasTheLengthButNoBody() {
        ask(channel, HttpMethod.HEAD, "/api/v1/divisions", "Prefer", "envelope");
        var response = response(200, "application/json", "");
        response.headers().set("Content-Length", 2);
        Sent sent = write(response);
        assertThat(sent.body()).isEmpty();
        assertThat(sent.header("Content-Length"))
                .isEqualTo(Integer.toString(
                        "{\"code\":0,\"message\":\"成功\",\"data\":{}}".getBytes(StandardCharsets.UTF_8).length));
    }

    /** The response to a request that could not be read follows no request. */
    @Test
    void everyResponseOfAnInstanceMayHaveAnEnvelope() {
        var all = new EmbeddedChannel(new EnvelopeHandler(envelopes(EnvelopeMode.ALWAYS_OK)));
        Sent sent = write(all, problem());
        assertThat(sent.head().status().code()).isEqualTo(200);
        assertThat(sent.body()).startsWith("{\"code\":400,");
        // the contract is not the API
        ask(all, HttpMethod.GET, "/q/openapi", "Accept", "*/*");
        assertThat(write(all, json("{\"openapi\":\"3.0.3\"}")).body()).isEqualTo("{\"openapi\":\"3.0.3\"}");
        all.finishAndReleaseAll();
    }
}
