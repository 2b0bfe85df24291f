package org.sunwindow.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import org.sunwindow.Settings;
import org.sunwindow.web.BearerTokens;
import org.sunwindow.web.ProblemCode;
import org.sunwindow.web.ProblemException;

/** Knows publishers by their tokens. */
@ApplicationScoped
class PublisherGuard {

    private final BearerTokens tokens;

    PublisherGuard(Settings settings) {
        tokens = new BearerTokens(settings.publishers());
    }

    /** The publisher of an Authorization header. */
    String publisher(String authorization) {
        return tokens.party(authorization)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.PUBLISHER_UNAUTHORIZED, "请在 Authorization 头中以 Bearer 方式提供有效的发布方凭据。"));
    }
}
