package org.sunwindow.http;

import jakarta.enterprise.context.ApplicationScoped;
import org.sunwindow.Settings;

/** Knows publishers by their tokens. */
@ApplicationScoped
public class PublisherTokens {

    private final BearerTokens tokens;

    PublisherTokens(Settings settings) {
        tokens = new BearerTokens(settings.publishers());
    }

    /** The publisher of an Authorization header. */
    public String publisher(String authorization) {
        return tokens.party(authorization)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.PUBLISHER_UNAUTHORIZED, "请在 Authorization 头中以 Bearer 方式提供有效的发布方凭据。"));
    }
}
