package org.sunwindow.http.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.sunwindow.http.Problem;

/** Writes the responses to refused requests. Thread-safe. */
final class Refusals {

    private final ObjectMapper json;
    private final ResponseHeaders headers;

    Refusals(ObjectMapper json, ResponseHeaders headers) {
        this.json = json;
        this.headers = headers;
    }

    FullHttpResponse response(Refusal refusal, String requestId) {
        byte[] body = body(refusal, requestId);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(refusal.code().status()),
                Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        headers.addTo(response.headers(), null, requestId);
        return response;
    }

    private byte[] body(Refusal refusal, String requestId) {
        try {
            return json.writeValueAsBytes(
                    Problem.of(refusal.code(), refusal.detail()).withRequestId(requestId));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
