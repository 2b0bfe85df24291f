package org.sunwindow.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.TestSettings;
import org.sunwindow.http.envelope.EnvelopeSettings;
import org.sunwindow.http.envelope.Envelopes;

class ConnectionGuardTest {

    private static final String GET = "GET /%d HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int RATE = 1000;
    private static final int PIPELINED = 10;
    private static final int DISCARDED = 1000;
    private static final int INPUT = 200_000;

    private long now;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> logged = new ArrayList<>();
    private final Guards guards = new Guards(
            new Limits(
                    TIMEOUT,
                    TIMEOUT,
                    RATE,
                    PIPELINED,
                    TIMEOUT,
                    bytes(1_000_000),
                    bytes(INPUT),
                    bytes(DISCARDED),
                    Duration.ofSeconds(1)),
            new ObjectMapper(),
            Clock.systemUTC(),
            new RefusalLog(registry, (id, reason) -> logged.add(id + " " + reason)),
            () -> now);
    private final List<String> requests = new ArrayList<>();
    private int received;
    private boolean ended;
    private Throwable failure;
    private final EmbeddedChannel channel = channel();

    private record Limits(
            Duration headerTimeout,
            Duration bodyTimeout,
            int bodyRate,
            int maxPipelined,
            Duration stalledTimeout,
            MemorySize maxPending,
            MemorySize maxPendingInput,
            MemorySize maxDiscarded,
            Duration linger)
            implements ConnectionSettings {}

    private static MemorySize bytes(long bytes) {
        return new MemorySize(BigInteger.valueOf(bytes));
    }

    private EmbeddedChannel channel() {
        var created = new EmbeddedChannel();
        created.freezeTime();
        var flow = new Flow() {
            @Override
            public void pause() {
                created.config().setAutoRead(false);
            }

            @Override
            public void resume() {
                created.config().setAutoRead(true);
            }
        };
        created.pipeline()
                .addLast(
                        new RequestDecoder(new HttpServerOptions()),
                        new HttpResponseEncoder(),
                        guards.guard(flow),
                        new Server());
        return created;
    }

    /** Records what reaches the server. */
    private final class Server extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                requests.add(request.uri());
                received = 0;
                ended = false;
            }
            if (message instanceof HttpContent content) {
                received += content.content().readableBytes();
                ended = content instanceof LastHttpContent;
                content.release();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failure = cause;
            context.close();
        }
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private void pass(Duration time) {
        now += time.toNanos();
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    private void respond() {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        channel.pipeline().lastContext().writeAndFlush(response);
        channel.runPendingTasks();
    }

    /** What was sent since the last call. */
    private String sent() {
        var text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        return text.toString();
    }

    @Test
    void requestsAreHandedOnOneAtATime() {
        send(GET.formatted(1) + GET.formatted(2) + GET.formatted(3));
        assertThat(requests).containsExactly("/1");
        assertThat(channel.config().isAutoRead()).isFalse();
        respond();
        assertThat(requests).containsExactly("/1", "/2");
        respond();
        assertThat(requests).containsExactly("/1", "/2", "/3");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void nextRequestWaitsUntilTheClientReads() {
        send(GET.formatted(1));
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        respond();
        send(GET.formatted(2));
        channel.runPendingTasks();
        assertThat(requests).containsExactly("/1");
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
        assertThat(requests).containsExactly("/1", "/2");
    }

    @Test
    void serverCannotResumeAConnectionWhoseRequestsWait() {
        send(GET.formatted(1) + GET.formatted(2));
        channel.config().setAutoRead(true);
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void connectionEndsAfterTheRequestsThatMayWait() {
        for (int i = 0; i < 3 * PIPELINED; i++) {
            send(GET.formatted(i));
        }
        for (int i = 0; i < PIPELINED; i++) {
            respond();
            assertThat(sent()).contains("200 OK").doesNotContainIgnoringCase("connection: close");
        }
        respond();
        assertThat(sent()).contains("200 OK").containsIgnoringCase("connection: close");
        assertThat(requests).hasSize(PIPELINED + 1);
        pass(Duration.ofSeconds(1));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void slowHeaderIsAProblem() {
        send("GET / HT");
        for (int i = 0; i < 9; i++) {
            pass(Duration.ofSeconds(1));
            send("x");
        }
        assertThat(sent()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(sent()).startsWith("HTTP/1.1 408").contains("request.timeout", "nosniff");
        pass(Duration.ofSeconds(1));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void idleConnectionIsKept() {
        send(GET.formatted(1));
        respond();
        pass(Duration.ofHours(1));
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void slowBodyIsAProblemAndItsReaderIsTold() {
        send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
        for (int i = 0; i < 9; i++) {
            pass(Duration.ofSeconds(1));
            send("x");
        }
        assertThat(sent()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(sent()).startsWith("HTTP/1.1 408").contains("request.timeout");
        assertThat(failure).isNotNull();
        respond();
        assertThat(sent()).isEmpty();
    }

    @Test
    void bodyAtTheLeastRateIsTakenHoweverLongItIs() {
        send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(1));
            send("x".repeat(RATE));
        }
        assertThat(received).isEqualTo(100_000);
        assertThat(ended).isTrue();
        assertThat(failure).isNull();
    }

    @Test
    void creditOfAFastBeginningIsBounded() {
        send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n");
        send("x".repeat(5_000_000));
        pass(TIMEOUT.plusSeconds(1));
        assertThat(sent()).startsWith("HTTP/1.1 408");
    }

    @Test
    void timeInWhichTheServerDoesNotReadIsNotCounted() {
        send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");
        channel.config().setAutoRead(false);
        send("x");
        pass(Duration.ofHours(1));
        assertThat(sent()).isEmpty();
        channel.config().setAutoRead(true);
        send("x".repeat(9));
        assertThat(ended).isTrue();
    }

    @Test
    void shortRestOfABodyIsDiscardedAfterAnEarlyResponse() {
        send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n".formatted(DISCARDED));
        channel.config().setAutoRead(false);
        respond();
        assertThat(sent()).contains("200 OK").doesNotContainIgnoringCase("connection: close");
        assertThat(channel.config().isAutoRead()).isTrue();
        send("x".repeat(DISCARDED) + GET.formatted(2));
        assertThat(received).isZero();
        assertThat(requests).containsExactly("/1", "/2");
    }

    @Test
    void longestIncompleteBodyIsRefusedIfAllTogetherAreTooLong() {
        String head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 120000\r\n\r\n";
        send(head + "x".repeat(110_000));
        var other = channel();
        other.writeInbound(Unpooled.copiedBuffer(head + "x".repeat(110_000), StandardCharsets.US_ASCII));
        channel.runPendingTasks();
        assertThat(sent()).startsWith("HTTP/1.1 408").contains("request.timeout");
        assertThat(other.isOpen()).isTrue();
        assertThat(guards.pendingInput().total()).isBetween(110_000L, 115_000L);
        other.writeInbound(Unpooled.copiedBuffer("x".repeat(10_000), StandardCharsets.US_ASCII));
        assertThat(guards.pendingInput().total()).isZero();
        assertThat(ended).isTrue();
        other.finishAndReleaseAll();
    }

    @Test
    void tinyPartsCountForWhatTheyOccupy() {
        send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(2_000));
        assertThat(sent()).startsWith("HTTP/1.1 408");
    }

    @Test
    void streamedBodyAndThatOfAnAnsweredRequestAreNotKept() {
        send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nxxxxx\r\n");
        assertThat(guards.pendingInput().total()).isPositive();
        respond();
        assertThat(guards.pendingInput().total()).isZero();
        var other = channel();
        other.writeInbound(Unpooled.copiedBuffer(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\nx", StandardCharsets.US_ASCII));
        assertThat(guards.pendingInput().total()).isPositive();
        other.close();
        assertThat(guards.pendingInput().total()).isZero();
        other.finishAndReleaseAll();
    }

    @Test
    void answeredRequestWhoseRestIsSlowGetsNoSecondResponse() {
        send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\nx".formatted(DISCARDED));
        respond();
        assertThat(sent()).startsWith("HTTP/1.1 200");
        pass(TIMEOUT.plusSeconds(1));
        assertThat(sent()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void responseThatEndsTheConnectionCanBeCutOff() {
        send("POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        channel.pipeline().lastContext().write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        channel.pipeline().lastContext().close();
        assertThat(channel.isOpen()).isFalse();
    }

    /** A stream of events ends its response when an event cannot be sent. The encoder must not see that happen. */
    @Test
    void failedWriteMayBeFollowedByAnotherFromItsListener() {
        var references = new ArrayList<Integer>();
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                references.add(ReferenceCountUtil.refCnt(message));
                context.write(message, promise);
            }
        });
        send(GET.formatted(1));
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        ChannelHandlerContext server = channel.pipeline().lastContext();
        server.writeAndFlush(response);
        var event = new DefaultHttpContent(Unpooled.copiedBuffer("event", StandardCharsets.UTF_8));
        var outcomes = new ArrayList<Throwable>();
        ChannelPromise sent = server.newPromise().addListener(lost -> {
            outcomes.add(lost.cause());
            server.write(Unpooled.EMPTY_BUFFER).addListener(also -> outcomes.add(also.cause()));
        });
        // before the handlers are told that the connection has ended
        channel.closeFuture().addListener(closed -> server.write(event, sent));
        channel.close();
        assertThat(outcomes).hasSize(2).hasOnlyElementsOfType(IOException.class);
        assertThat(references).isNotEmpty().doesNotContain(0);
        assertThat(event.refCnt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1001\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Content-Length: 10\r\nExpect: 100-continue\r\n"
            })
    void otherBodiesEndTheConnectionAfterAnEarlyResponse(String header) {
        send("POST /1 HTTP/1.1\r\nHost: a\r\n" + header + "\r\n");
        respond();
        assertThat(sent()).contains("200 OK").containsIgnoringCase("connection: close");
        send("3e9\r\n" + "x".repeat(1001));
        assertThat(received).isZero();
        assertThat(channel.isOpen()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: []\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: :::\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:99999999999\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: %zz\r\n\r\n",
                "GET ?x=1 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET api/v1/offices HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://b@a/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET https://b:c@a HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer b\r\nauthorization: Bearer c\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: b\r\nContent-Type: b\r\nContent-Length: 0\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
                "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:\r\n\r\n",
                "GET / HTTP/2.7\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
                "GET /\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\nContent-Length: 1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a\033b HTTP/1.1\r\nHost: a\r\n\r\n",
                "G\177T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a\013b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a\rb HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET / Http/1.1\r\nHost: a\r\n\r\n",
                "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://a/b?c#d HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET #a HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void requestThatCanBeReadInTwoWaysIsRefused(String request) {
        send(request);
        assertThat(sent())
                .startsWith("HTTP/1.1 400")
                .contains("request.invalid")
                .containsIgnoringCase("connection: close");
        send(GET.formatted(2));
        assertThat(requests).doesNotContain("/2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\t/ HTTP/1.1",
                "GET  / HTTP/1.1",
                "GET /  HTTP/1.1",
                "GET / HTTP/1.1 ",
                " GET / HTTP/1.1",
                "GET /\tHTTP/1.1",
                "GET / a HTTP/1.1"
            })
    void requestLineHasTwoBlanks(String line) {
        send(line + "\r\nHost: a\r\n\r\n");
        assertThat(sent()).startsWith("HTTP/1.1 400");
        assertThat(requests).isEmpty();
    }

    /** Whether it arrives at once or byte by byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " 1\r\nx\r\n0\r\n\r\n",
                "1 \r\nx\r\n0\r\n\r\n",
                "1\t\r\nx\r\n0\r\n\r\n",
                "\t1\r\nx\r\n0\r\n\r\n",
                "1 ;a=b\r\nx\r\n0\r\n\r\n",
                "1 0\r\nx\r\n0\r\n\r\n",
                "+1\r\nx\r\n0\r\n\r\n",
                "0x1\r\nx\r\n0\r\n\r\n",
                "1\r\nx\r\n 0\r\n\r\n",
                "1\r\nx\r\n0 \r\n\r\n",
                "\0001\r\nx\r\n0\r\n\r\n",
                "\r\n1\r\nx\r\n0\r\n\r\n"
            })
    void sizeOfAChunkHasNothingAroundIt(String chunks) {
        String head = "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (boolean atOnce : new boolean[] {true, false}) {
            var other = channel();
            for (String part : atOnce ? List.of(head + chunks) : List.of((head + chunks).split(""))) {
                other.writeInbound(Unpooled.copiedBuffer(part, StandardCharsets.ISO_8859_1));
            }
            ByteBuf answer = other.readOutbound();
            assertThat(answer.toString(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 400");
            answer.release();
            other.writeInbound(Unpooled.copiedBuffer(GET.formatted(2), StandardCharsets.US_ASCII));
            assertThat(requests).doesNotContain("/2");
            other.finishAndReleaseAll();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\r\n", "a\r\n", "0a\r\n", "a;b=c\r\n"})
    void chunksAreReadHoweverTheyArrive(String size) {
        String request = "POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + size
                + "1 \r\n2 \r\n34\r\n1\r\n;\r\n0\r\n\r\n";
        for (int length : List.of(request.length(), 1, 3, 7)) {
            ended = false;
            var other = channel();
            for (int i = 0; i < request.length(); i += length) {
                other.writeInbound(Unpooled.copiedBuffer(
                        request.substring(i, Math.min(request.length(), i + length)), StandardCharsets.US_ASCII));
            }
            assertThat(ended).isTrue();
            assertThat(received).isEqualTo(11);
            other.finishAndReleaseAll();
        }
    }

    @Test
    void lineBreaksMayStandBeforeARequest() {
        send("\r\n" + GET.formatted(1));
        respond();
        send("\r\n");
        pass(TIMEOUT);
        assertThat(sent()).as("no header has begun").doesNotContain("408");
        send(GET.formatted(2));
        assertThat(requests).containsExactly("/1", "/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\r\n", "X: a\r\n b\r\n", " b\r\n"})
    void trailersAreRefused(String trailers) {
        send("POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n" + trailers + "\r\n");
        assertThat(sent()).startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close");
    }

    @Test
    void headerThatBeginsBehindARequestHasItsTime() {
        for (String rest : List.of("GET / HT", "GET /2 HTTP/1.1\r\nHos")) {
            var other = channel();
            other.writeInbound(Unpooled.copiedBuffer(GET.formatted(1) + rest, StandardCharsets.US_ASCII));
            other.advanceTimeBy(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
            other.runScheduledPendingTasks();
            assertThat((Object) other.readOutbound())
                    .as("the service has to answer first")
                    .isNull();
            var response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
            other.pipeline().lastContext().writeAndFlush(response);
            other.releaseOutbound();
            other.advanceTimeBy(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
            other.runScheduledPendingTasks();
            ByteBuf head = other.readOutbound();
            assertThat(head.toString(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 408");
            head.release();
            other.finishAndReleaseAll();
        }
    }

    @Test
    void foldedHeaderIsFoundAcrossPackets() {
        send("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n");
        send("\tc\r\n\r\n");
        assertThat(sent()).startsWith("HTTP/1.1 400");
    }

    @Test
    void bodyMayLookLikeAFoldedHeader() {
        String body = "a\r\n b\r\n\tc";
        for (int i = 1; i <= 2; i++) {
            send("POST /%d HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s".formatted(i, body.length(), body));
            respond();
        }
        assertThat(requests).containsExactly("/1", "/2");
    }

    @Test
    void tooLongLineAndHeaderAreToldApart() {
        send("GET /%s HTTP/1.1\r\nHost: a\r\n\r\n".formatted("x".repeat(5_000)));
        assertThat(sent()).startsWith("HTTP/1.1 414").contains("uri.too-long");
        var other = channel();
        other.writeInbound(Unpooled.copiedBuffer(
                "GET / HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n".formatted("x".repeat(10_000)), StandardCharsets.US_ASCII));
        ByteBuf head = other.readOutbound();
        assertThat(head.toString(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 431");
        head.release();
        other.finishAndReleaseAll();
    }

    // ---- What operators see of refusals ----

    private double counted(String reason) {
        return registry.get("sunwindow.connections.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    /** What is refused by the guard itself: request, reason. */
    static Stream<Arguments> refused() {
        String post = "POST /secret-of-a-client?q=%d HTTP/1.1\r\nHost: a\r\n".formatted(990102261109999901L);
        String get = "GET /secret-of-a-client HTTP/1.1\r\nHost: a\r\n";
        return Stream.of(
                Arguments.of(post + "no colon\r\n\r\n", "malformed"),
                Arguments.of(post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", "malformed"),
                Arguments.of("GET /secret-of-a-client HTTP/2.7\r\nHost: a\r\n\r\n", "version"),
                Arguments.of(get + "Host: b\r\n\r\n", "host"),
                Arguments.of(get + "Authorization: b\r\nAuthorization: c\r\n\r\n", "repeated"),
                Arguments.of(post + "Transfer-Encoding: gzip, chunked\r\n\r\n", "transfer_encoding"),
                Arguments.of("GET /%s HTTP/1.1\r\n\r\n".formatted("x".repeat(5_000)), "uri_too_long"),
                Arguments.of(get + "X: %s\r\n\r\n".formatted("x".repeat(10_000)), "headers_too_large"),
                Arguments.of("GET /secret-of-a-client", "slow_header"),
                Arguments.of(post + "Content-Length: 1000\r\n\r\nx", "slow_body"),
                Arguments.of(post + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(2_000), "pending_input"),
                Arguments.of(GET.formatted(1).repeat(PIPELINED + 3), "pipelined"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusalIsCountedOnceAndLoggedWithoutWhatWasAskedFor(String request, String reason) {
        assertThat(counted(reason)).isZero();
        send(request);
        pass(TIMEOUT.plusSeconds(1));
        assertThat(counted(reason)).isEqualTo(1);
        assertThat(logged).hasSize(1).allMatch(line -> line.matches("[^ /?]+ " + reason));
        assertThat(registry.get("sunwindow.connections.refused").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(1);
    }

    /** Prometheus sees no increase in a series that appears with its first value. */
    @Test
    void everyReasonBeginsWithZero() {
        assertThat(registry.get("sunwindow.connections.refused").counters())
                .hasSize(Refusal.values().length + Closure.values().length)
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }

    @Test
    void answeredRequestIsNoRefusal() {
        send(GET.formatted(1));
        respond();
        channel.close();
        assertThat(logged).isEmpty();
    }

    private GuardInstaller installer() {
        var settings = TestSettings.with(Map.of()).getConfigMapping(EnvelopeSettings.class);
        return new GuardInstaller(guards, new HttpServerOptions(), new Envelopes(settings));
    }

    @Test
    void connectionThatSendsNothingIsClosed() {
        var silent = new EmbeddedChannel();
        silent.freezeTime();
        silent.pipeline().addLast(installer());
        silent.advanceTimeBy(TIMEOUT.toNanos() - 1, TimeUnit.NANOSECONDS);
        silent.runScheduledPendingTasks();
        assertThat(silent.isOpen()).isTrue();
        silent.advanceTimeBy(1, TimeUnit.NANOSECONDS);
        silent.runScheduledPendingTasks();
        assertThat(silent.isOpen()).isFalse();
        assertThat(logged).containsExactly("- silent");
        silent.finishAndReleaseAll();
    }

    @Test
    void connectionThatCannotBeGuardedIsClosed() {
        var unknown = new EmbeddedChannel(installer(), new Server());
        unknown.writeInbound(Unpooled.copiedBuffer(GET.formatted(1), StandardCharsets.US_ASCII));
        assertThat(unknown.isOpen()).isFalse();
        assertThat(logged).containsExactly("- unguarded");
        unknown.finishAndReleaseAll();
    }

    @Test
    void connectionWithoutProgressForLongestIsDroppedFirst() {
        var dropped = new ArrayList<String>();
        var pending = new PendingBytes(100);
        PendingBytes.Holder first = () -> dropped.add("first");
        PendingBytes.Holder second = () -> dropped.add("second");
        PendingBytes.Holder third = () -> dropped.add("third");
        pending.set(first, 50);
        pending.set(second, 40);
        pending.set(first, 30);
        assertThat(dropped).isEmpty();
        pending.set(third, 31);
        assertThat(dropped).containsExactly("second");
        assertThat(pending.total()).isEqualTo(61);
        pending.set(first, 0);
        assertThat(pending.total()).isEqualTo(31);
    }
}
