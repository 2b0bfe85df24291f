package org.sunwindow.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): a string of a structured
 * field in quotes. Many clients send it without quotes, which is the same key.
 */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    /** Longest key, in characters without quotes. */
    public static final int MAX_LENGTH = 100;

    private static final Pattern KEY = Pattern.compile(
            "\\s*(?:\"(?<quoted>(?:[ !#-\\[\\]-~]|\\\\[\\\\\"])+)\"|(?<bare>[0-9A-Za-z!#$%&'*+.^_`|~:/=-]+))\\s*");

    private IdempotencyKey() {}

    /**
     * Returns the key of a request.
     *
     * @throws ProblemException if it is malformed, empty, too long or repeated
     */
    public static Optional<String> of(HttpServerRequest request) {
        List<String> sent = request.headers().getAll(HEADER);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = KEY.matcher(sent.getFirst());
        if (sent.size() > 1 || !matcher.matches()) {
            throw invalid();
        }
        String quoted = matcher.group("quoted");
        String key = quoted == null ? matcher.group("bare") : quoted.replaceAll("\\\\(.)", "$1");
        if (key.length() > MAX_LENGTH) {
            throw invalid();
        }
        return Optional.of(key);
    }

    private static ProblemException invalid() {
        String rule = "应为一个 1 到 %d 个可见的 ASCII 字符的值，例如 UUID".formatted(MAX_LENGTH);
        return new ProblemException(
                ProblemCode.PARAMETER_INVALID,
                "请求头 " + HEADER + " " + rule + "。",
                List.of(new Problem.Item(HEADER, "value", rule)));
    }
}
