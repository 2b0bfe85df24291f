package org.sunwindow.http.envelope;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sunwindow.http.Problem;

/**
 * Decides which responses get an envelope, and what it consists of. The body of a response becomes {@code data}, byte
 * for byte, so responses from memory are wrapped as they are. A request asks for an envelope with {@code Prefer:
 * envelope} (RFC 7240); the response then says {@code Preference-Applied}. Immutable.
 */
public final class Envelopes {

    static final AsciiString PREFER = AsciiString.cached("Prefer");
    static final AsciiString PREFERENCE_APPLIED = AsciiString.cached("Preference-Applied");

    private static final String NAME = "envelope";

    private static final Pattern PREFERENCE = Pattern.compile(
            "(?:^|,)\\s*envelope\\s*(?:=\\s*\"?(?<mode>[a-z-]*)\"?\\s*)?(?=$|[,;])", Pattern.CASE_INSENSITIVE);

    /** What distinguishes the tag of a response with an envelope from that of the same one without. */
    private static final String TAG = "-envelope\"";

    private static final byte[] DETAIL = ascii("\"detail\":\"");
    private static final byte[] END = ascii("}");

    private final EnvelopeSettings settings;
    private final byte[] success;

    public Envelopes(EnvelopeSettings settings) {
        this.settings = settings;
        this.success = utf8("{\"code\":%d,\"message\":\"成功\",\"data\":".formatted(settings.successCode()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The envelope of all responses. */
    EnvelopeMode all() {
        return settings.all();
    }

    /** Returns what a request asks for. */
    EnvelopeMode asked(HttpHeaders request) {
        List<String> preferences = request.getAll(PREFER);
        if (preferences.isEmpty()) {
            return settings.all();
        }
        Matcher matcher = PREFERENCE.matcher(String.join(",", preferences));
        if (!matcher.find()) {
            return settings.all();
        }
        String named = matcher.group("mode");
        return named == null || named.isEmpty()
                ? settings.preferred()
                : mode(named.toLowerCase(Locale.ROOT)).orElse(settings.all());
    }

    private static Optional<EnvelopeMode> mode(String preference) {
        return Arrays.stream(EnvelopeMode.values())
                .filter(mode -> mode != EnvelopeMode.NONE && mode.preference().equals(preference))
                .findFirst();
    }

    /** Returns the value of {@code Preference-Applied}. */
    public static String applied(EnvelopeMode mode) {
        return NAME + "=" + mode.preference();
    }

    /** Returns the envelope that a response claims to have, {@link EnvelopeMode#NONE} for none. */
    static EnvelopeMode claimed(HttpHeaders response) {
        String applied = response.get(PREFERENCE_APPLIED);
        return applied == null || !applied.startsWith(NAME + "=")
                ? EnvelopeMode.NONE
                : mode(applied.substring(NAME.length() + 1)).orElse(EnvelopeMode.NONE);
    }

    /**
     * Changes a request to one for the same response without an envelope: not compressed, because compressed bytes
     * cannot be wrapped, and with the tags of that response.
     */
    public static void prepare(MultiMap request) {
        request.remove(HttpHeaderNames.ACCEPT_ENCODING);
        String held = request.get(HttpHeaderNames.IF_NONE_MATCH);
        if (held != null) {
            request.set(HttpHeaderNames.IF_NONE_MATCH, onlyOfEnvelopes(held));
        }
        String expected = request.get(HttpHeaderNames.IF_MATCH);
        if (expected != null) {
            request.set(HttpHeaderNames.IF_MATCH, withoutEnvelope(expected));
        }
    }

    /** Translates the tags of {@code If-Match}: those of responses with an envelope into those of the records. */
    static String withoutEnvelope(String tags) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .map(Envelopes::plain)
                .collect(Collectors.joining(", "));
    }

    /** Translates the tags of {@code If-None-Match}, without those of responses that have no envelope. */
    static String onlyOfEnvelopes(String tags) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .filter(tag -> tag.equals("*") || tag.endsWith(TAG))
                .map(Envelopes::plain)
                .collect(Collectors.joining(", "));
    }

    private static String plain(String tag) {
        return tag.endsWith(TAG) ? tag.substring(0, tag.length() - TAG.length()) + '"' : tag;
    }

    /** Returns the tag of a response with an envelope. */
    static String tag(String plain) {
        return plain.endsWith("\"") ? plain.substring(0, plain.length() - 1) + TAG : plain;
    }

    /** Whether a body is put into an envelope: JSON does, files and other formats do not. */
    static boolean fits(HttpHeaders response) {
        String type = response.get(HttpHeaderNames.CONTENT_TYPE);
        return type != null
                && (type.startsWith("application/json") || type.startsWith(Problem.MEDIA_TYPE))
                && !response.contains(HttpHeaderNames.CONTENT_ENCODING);
    }

    /**
     * Returns what precedes a body.
     *
     * @param status of the response, which a failure has as its {@code code}
     * @param body   of a failure, a {@link Problem}; only its beginning may be there
     */
    byte[] start(int status, ByteBuf body) {
        if (status < 400) {
            return success;
        }
        byte[] problem = new byte[body.readableBytes()];
        body.getBytes(body.readerIndex(), problem);
        return utf8("{\"code\":" + status + ",\"message\":\"" + detail(problem) + "\",\"data\":");
    }

    static byte[] end() {
        return END;
    }

    /** The text of the first {@code detail}, with its escapes; what precedes it in a problem cannot look like one. */
    private static String detail(byte[] problem) {
        int from = indexOf(problem, DETAIL);
        if (from < 0) {
            return "失败";
        }
        int end = from;
        while (end < problem.length && problem[end] != '"') {
            end += problem[end] == '\\' ? 2 : 1;
        }
        return end >= problem.length ? "失败" : new String(problem, from, end - from, StandardCharsets.UTF_8);
    }

    /** Returns the position after the first occurrence, -1 for none. */
    private static int indexOf(byte[] bytes, byte[] sought) {
        for (int i = 0; i + sought.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
                return i + sought.length;
            }
        }
        return -1;
    }
}
