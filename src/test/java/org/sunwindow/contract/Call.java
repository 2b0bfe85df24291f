package org.sunwindow.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.sunwindow.contract.PublishedContract.Operation;

/** A request for an operation of the contract, put together from values of its parameters. */
final class Call {

    private final Operation operation;
    private final Map<String, String> path = new LinkedHashMap<>();
    private final List<String> query = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body;

    Call(Operation operation) {
        this.operation = operation;
    }

    Operation operation() {
        return operation;
    }

    /**
     * Sets a parameter as the contract says that it is sent: the elements of a list by themselves.
     *
     * @param parameter of the contract
     */
    Call with(JsonNode parameter, JsonNode value) {
        if (value.isArray()) {
            value.forEach(each -> with(parameter, each.asText()));
            return this;
        }
        return with(parameter, value.asText());
    }

    Call with(JsonNode parameter, String value) {
        String name = parameter.path("name").asText();
        switch (parameter.path("in").asText()) {
            case "path" -> path.put(name, encoded(value));
            case "header" -> headers.put(name, value);
            default -> query.add(encoded(name) + "=" + encoded(value));
        }
        return this;
    }

    Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Call body(String type, byte[] content) {
        headers.put("Content-Type", type);
        body = content;
        return this;
    }

    HttpResponse<byte[]> send(HttpClient client, String base) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + target()))
                .method(operation.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return client.send(request.build(), operation.isStream() ? Call::beginning : BodyHandlers.ofByteArray());
    }

    /** Takes what comes first of a stream, and ends it. */
    private static BodySubscriber<byte[]> beginning(ResponseInfo info) {
        boolean isStream = info.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        return isStream ? new Beginning() : BodySubscribers.ofByteArray();
    }

    private static final class Beginning implements BodySubscriber<byte[]> {

        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            subscription.cancel();
            var bytes = new ByteArrayOutputStream();
            for (ByteBuffer part : parts) {
                var taken = new byte[part.remaining()];
                part.get(taken);
                bytes.writeBytes(taken);
            }
            body.complete(bytes.toByteArray());
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(new byte[0]);
        }
    }

    private String target() {
        String target = operation.path();
        for (var variable : path.entrySet()) {
            target = target.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return query.isEmpty() ? target : target + "?" + String.join("&", query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The request as a reader can repeat it; the body is shortened. */
    @Override
    public String toString() {
        String sent = body == null ? "" : " " + new String(body, StandardCharsets.UTF_8);
        return "%s %s %s%s"
                .formatted(operation.method(), target(), headers, sent.substring(0, Math.min(400, sent.length())));
    }
}
