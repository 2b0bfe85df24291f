package org.sunwindow.caller.signing;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** Reads the headers of a signature, and says which of them is wrong. */
final class SignatureHeaders {

    /** Visible characters of ASCII, so that nothing can be appended that a hash would take for its own padding. */
    private static final Pattern TEXT = Pattern.compile("[!-~]{1,128}");

    private static final Pattern TIME = Pattern.compile("[0-9]{1,15}");

    private SignatureHeaders() {}

    static AsciiString name(String header) {
        return AsciiString.cached(header);
    }

    static String text(HttpServerRequest request, CharSequence header) {
        List<String> sent = request.headers().getAll(header);
        if (sent.isEmpty()) {
            throw wrong(header, "missing", "签名所需的请求头没有提供");
        }
        if (sent.size() > 1 || !TEXT.matcher(sent.getFirst()).matches()) {
            throw wrong(header, "value", "应为一个 1 到 128 个可见的 ASCII 字符的值");
        }
        return sent.getFirst();
    }

    static Instant time(String sent, CharSequence header, ChronoUnit unit) {
        if (!TIME.matcher(sent).matches()) {
            throw wrong(header, "format", "应为 1970 年以来的%s数".formatted(unit == ChronoUnit.SECONDS ? "秒" : "毫秒"));
        }
        return Instant.EPOCH.plus(Long.parseLong(sent), unit);
    }

    static byte[] base64(String sent, CharSequence header) {
        try {
            return Base64.getDecoder().decode(sent);
        } catch (IllegalArgumentException e) {
            throw wrong(header, "format", "应为 Base64");
        }
    }

    static byte[] hex(String sent, CharSequence header) {
        try {
            return HexFormat.of().parseHex(sent);
        } catch (IllegalArgumentException e) {
            throw wrong(header, "format", "应为十六进制");
        }
    }

    private static ProblemException wrong(CharSequence header, String code, String message) {
        return new ProblemException(
                ProblemCode.SIGNATURE_INVALID,
                "请求头 " + header + " " + message + "。",
                List.of(new Problem.Item(header.toString(), code, message)));
    }
}
