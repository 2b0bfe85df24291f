package org.sunwindow.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** Reads small request bodies. */
public final class RequestBodies {

    /**
     * Most bytes that any endpoint takes. The server buffers one more before it calls an endpoint
     * ({@code quarkus.rest.input-buffer-size}), so that endpoints on the thread of the connection never wait for a
     * body.
     */
    private static final int LONGEST = 128 * 1024;

    private RequestBodies() {}

    /**
     * Reads a body as text.
     *
     * @throws ProblemException if the body is longer than {@code maxBytes} or not UTF-8
     */
    public static String text(InputStream body, int maxBytes) {
        if (maxBytes > LONGEST) {
            throw new IllegalArgumentException("longer than the server buffers: " + maxBytes);
        }
        try {
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new ProblemException(ProblemCode.BODY_TOO_LARGE, "请求内容最多 %d 字节。".formatted(maxBytes));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemCode.BODY_INVALID, "请求内容应为 UTF-8 编码。");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a body as a record.
     *
     * @throws ProblemException if the body is longer than {@code maxBytes}, not UTF-8 or not a valid record; lists all
     *     faults of the record
     */
    public static <R> R json(InputStream body, int maxBytes, StrictJson json, Class<R> type) {
        return record(text(body, maxBytes), json, type);
    }

    /**
     * Reads a part of a body as a record.
     *
     * @throws ProblemException if the part is not a valid record; lists all its faults
     */
    public static <R> R part(JsonNode part, StrictJson json, Class<R> type) {
        return record(String.valueOf(part), json, type);
    }

    private static <R> R record(String text, StrictJson json, Class<R> type) {
        try {
            R record = json.read(text, type);
            List<Problem.Item> nulls =
                    json.asSent(text).map(sent -> nullLists(sent, type)).orElse(List.of());
            if (nulls.isEmpty()) {
                return record;
            }
            throw invalid(nulls);
        } catch (StrictJson.Invalid e) {
            throw invalid(e.items());
        }
    }

    /** Finds the lists that are null. With null, a sender may mean no values, but an omitted list means all. */
    private static List<Problem.Item> nullLists(JsonNode sent, Class<?> type) {
        return RecordFields.of(type).all().stream()
                .filter(component ->
                        component.isList() && sent.path(component.name()).isNull())
                .map(component -> FieldRules.wrongType(component.name(), component, false, null, List.of()))
                .toList();
    }

    private static ProblemException invalid(List<Problem.Item> items) {
        Problem.Item first = items.getFirst();
        String label = first.label() == null ? "" : "（" + first.label() + "）";
        String field = first.name().isEmpty() ? "" : "字段 " + first.name() + label + "：";
        return new ProblemException(ProblemCode.BODY_INVALID, field + first.message() + "。", items);
    }
}
