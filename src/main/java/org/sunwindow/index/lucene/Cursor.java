package org.sunwindow.index.lucene;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.InvalidCursorException;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult.Match;

/**
 * The end of a page: the sort values of its last hit and how its text was interpreted. Encoded, it is opaque to clients
 * and valid only for requests of the same scope.
 *
 * @param match     {@code null} without a text
 * @param corrected the correction searched instead of the text, may be {@code null}
 * @param lapsed    whether the last hit is one of the lapsed records that come after all others
 */
record Cursor(Match match, String corrected, boolean lapsed, FieldDoc last) {

    private static final int VERSION = 4;
    private static final int MAX_ENCODED = 1000;
    private static final int MAX_CORRECTED = 200;

    /** Lucene continues after this document number among equal sort values; as the key is unique, there is no other. */
    private static final int PAST_ALL = Integer.MAX_VALUE;

    private enum Type {
        FLOAT,
        LONG,
        DOUBLE,
        BYTES
    }

    /**
     * @param basis what scores depend on besides request and record
     */
    String encode(SearchRequest request, String basis) {
        var buffer = ByteBuffer.allocate(MAX_ENCODED);
        buffer.put((byte) VERSION).putInt(fingerprint(request, basis));
        buffer.put((byte) (match == null ? -1 : match.ordinal()));
        buffer.put((byte) (lapsed ? 1 : 0));
        put(buffer, new BytesRef(Objects.requireNonNullElse(corrected, "")));
        for (Object value : last.fields) {
            switch (value) {
                case Float score -> buffer.put((byte) Type.FLOAT.ordinal()).putFloat(score);
                case Long time -> buffer.put((byte) Type.LONG.ordinal()).putLong(time);
                case Double distance -> buffer.put((byte) Type.DOUBLE.ordinal()).putDouble(distance);
                case BytesRef key -> put(buffer.put((byte) Type.BYTES.ordinal()), key);
                default -> throw new IllegalStateException("unexpected sort value " + value);
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(buffer.array(), buffer.position()));
    }

    private static void put(ByteBuffer buffer, BytesRef bytes) {
        buffer.putShort((short) bytes.length).put(bytes.bytes, bytes.offset, bytes.length);
    }

    /**
     * @param types of the sort values of the request
     * @throws InvalidCursorException if the text is not a cursor of the request
     */
    static Cursor decode(String text, SearchRequest request, String basis, List<Class<?>> types) {
        try {
            if (text.length() > MAX_ENCODED) {
                throw new InvalidCursorException();
            }
            var buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (buffer.get() != VERSION || buffer.getInt() != fingerprint(request, basis)) {
                throw new InvalidCursorException();
            }
            int match = buffer.get();
            if (match < -1 || match >= Match.values().length || (match >= 0) != (request.text() != null)) {
                throw new InvalidCursorException();
            }
            int lapsed = buffer.get();
            if (lapsed < 0 || lapsed > 1 || lapsed == 1 && !request.sort().lapsedLast()) {
                throw new InvalidCursorException();
            }
            String corrected = bytes(buffer).utf8ToString();
            if (corrected.length() > MAX_CORRECTED || !corrected.isEmpty() && match < 0) {
                throw new InvalidCursorException();
            }
            var values = new ArrayList<Object>();
            while (buffer.hasRemaining()) {
                values.add(value(buffer));
            }
            if (!values.stream().map(Object::getClass).toList().equals(types)) {
                throw new InvalidCursorException();
            }
            return new Cursor(
                    match < 0 ? null : Match.values()[match],
                    corrected.isEmpty() ? null : corrected,
                    lapsed == 1,
                    new FieldDoc(PAST_ALL, Float.NaN, values.toArray()));
        } catch (IllegalArgumentException | BufferUnderflowException | CharacterCodingException e) {
            throw new InvalidCursorException();
        }
    }

    private static Object value(ByteBuffer buffer) throws CharacterCodingException {
        int type = buffer.get();
        if (type < 0 || type >= Type.values().length) {
            throw new InvalidCursorException();
        }
        return switch (Type.values()[type]) {
            case FLOAT -> finite(buffer.getFloat());
            case LONG -> buffer.getLong();
            case DOUBLE -> finite(buffer.getDouble());
            case BYTES -> bytes(buffer);
        };
    }

    private static BytesRef bytes(ByteBuffer buffer) throws CharacterCodingException {
        int length = buffer.getShort();
        if (length < 0 || length > buffer.remaining()) {
            throw new InvalidCursorException();
        }
        var bytes = new byte[length];
        buffer.get(bytes);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return new BytesRef(bytes);
    }

    private static <N extends Number> N finite(N number) {
        if (!Double.isFinite(number.doubleValue())) {
            throw new InvalidCursorException();
        }
        return number;
    }

    /** Equal on all instances and after restarts, since the hash of a string is specified. */
    private static int fingerprint(SearchRequest request, String basis) {
        return (request.scope() + basis).hashCode();
    }
}
