package org.sunwindow.caller;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.StartupCheck;
import org.sunwindow.caller.CallerSettings.Scheme;
import org.sunwindow.caller.signing.RequestScheme;
import org.sunwindow.caller.signing.SidRidScheme;
import org.sunwindow.caller.signing.Signature;
import org.sunwindow.caller.signing.SignatureScheme;
import org.sunwindow.caller.signing.TokenNonceScheme;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * Finds the signature of a request and its sender. Neither the response nor its time distinguishes an unknown sender from
 * a wrong signature, and only senders with the right secret learn that their clock is wrong. Thread-safe.
 */
@ApplicationScoped
public class SignatureCheck implements StartupCheck {

    private final List<SignatureScheme> schemes;
    private final CallerSettings.Signing settings;
    private final Clock clock;

    public SignatureCheck(CallerSettings settings, Clock clock) {
        this.settings = settings.signing();
        this.clock = clock;
        this.schemes = this.settings.schemes().entrySet().stream()
                .map(scheme -> scheme(scheme.getKey(), scheme.getValue()))
                .toList();
    }

    private static SignatureScheme scheme(String name, Scheme declared) {
        return switch (declared.form()) {
            case SID_RID ->
                new SidRidScheme(
                        name,
                        required(name, "service-header", declared.serviceHeader()),
                        declared.keyHeader(),
                        declared.timeHeader(),
                        declared.timeUnit(),
                        declared.signatureHeader());
            case TOKEN_NONCE ->
                new TokenNonceScheme(
                        name,
                        declared.keyHeader(),
                        declared.timeHeader(),
                        declared.timeUnit(),
                        required(name, "nonce-header", declared.nonceHeader()),
                        declared.signatureHeader());
            case REQUEST ->
                new RequestScheme(
                        name,
                        declared.algorithm(),
                        declared.keyHeader(),
                        declared.timeHeader(),
                        declared.timeUnit(),
                        required(name, "nonce-header", declared.nonceHeader()),
                        required(name, "digest-header", declared.digestHeader()),
                        declared.signatureHeader());
        };
    }

    private static String required(String scheme, String property, Optional<String> header) {
        return header.orElseThrow(() ->
                new IllegalStateException("sunwindow.signing.schemes.%s.%s is missing".formatted(scheme, property)));
    }

    /** A signature that was found to be right, and who made it. */
    record Signed(Caller caller, Signature signature) {}

    /**
     * Returns the sender of a request, empty if the request is not signed.
     *
     * @throws ProblemException if the signature is not valid at this time
     */
    Optional<Signed> sender(HttpServerRequest request, KnownCallers callers) {
        for (SignatureScheme scheme : schemes) {
            if (scheme.signs(request)) {
                return Optional.of(checked(scheme.read(request), callers));
            }
        }
        return Optional.empty();
    }

    private Signed checked(Signature signature, KnownCallers callers) {
        RegisteredCaller sender = callers.signer(signature.key(), signature.scheme());
        if (!signature.isOf(RegisteredCaller.secretsOf(sender)) || sender == null) {
            throw new ProblemException(ProblemCode.SIGNATURE_INVALID, "签名与请求不符，或者调用方未登记。");
        }
        if (Duration.between(signature.time(), clock.instant()).abs().compareTo(settings.skew()) > 0) {
            throw new ProblemException(
                    ProblemCode.SIGNATURE_TIME,
                    "签名的时间与服务器时间相差超过 %d 秒；服务器时间见响应头 Date。"
                            .formatted(settings.skew().toSeconds()));
        }
        return new Signed(sender.caller(), signature);
    }

    /** When no instance accepts a signature any more. The clocks of two instances differ by less than the skew. */
    Instant expiry(Signature signature) {
        return signature.time().plus(settings.skew().multipliedBy(2));
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of("sunwindow.signing.skew", settings.skew().toSeconds(), "sunwindow.signing.remembered", (long)
                settings.remembered());
    }
}
