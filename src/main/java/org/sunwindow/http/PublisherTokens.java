package org.sunwindow.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.sunwindow.Secrets;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;

/** Authenticates publishers by their bearer tokens. */
@ApplicationScoped
public class PublisherTokens implements StartupCheck {

    private final Map<String, String> publishers;
    private final BearerTokens tokens;

    public PublisherTokens(Settings settings) {
        publishers = settings.publishers();
        tokens = new BearerTokens(publishers);
    }

    /**
     * Returns the name of the publisher that sent an {@code Authorization} header.
     *
     * @param authorization value of the header, may be {@code null}
     * @throws ProblemException {@link ProblemCode#PUBLISHER_UNAUTHORIZED} if the token belongs to no publisher
     */
    public String publisher(String authorization) {
        return tokens.party(authorization)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.PUBLISHER_UNAUTHORIZED, "请在 Authorization 头中以 Bearer 方式提供有效的发布方凭据。"));
    }

    @Override
    public List<String> unfitForProduction() {
        return publishers.isEmpty()
                ? List.of("sunwindow.publishers is empty, so nobody can import")
                : Secrets.weakTokens("publisher", publishers);
    }
}
