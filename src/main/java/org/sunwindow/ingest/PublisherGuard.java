package org.sunwindow.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.Map;
import org.sunwindow.Settings;
import org.sunwindow.web.ProblemCode;
import org.sunwindow.web.ProblemException;
import org.sunwindow.web.Sha256;

/** Knows publishers by their tokens. */
@ApplicationScoped
class PublisherGuard {

    private static final String BEARER = "Bearer ";

    private final Map<String, String> tokens;

    PublisherGuard(Settings settings) {
        tokens = Map.copyOf(settings.publishers());
    }

    /**
     * The publisher of an Authorization header. All tokens are compared, each in constant time and hashed
     * first, so that lengths do not show either.
     */
    String publisher(String authorization) {
        byte[] sent = Sha256.of(
                authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? authorization.substring(BEARER.length()).strip()
                        : "");
        String publisher = null;
        for (var token : tokens.entrySet()) {
            if (MessageDigest.isEqual(sent, Sha256.of(token.getValue()))) {
                publisher = token.getKey();
            }
        }
        if (publisher == null) {
            throw new ProblemException(ProblemCode.PUBLISHER_UNAUTHORIZED, "请在 Authorization 头中以 Bearer 方式提供有效的发布方凭据。");
        }
        return publisher;
    }
}
