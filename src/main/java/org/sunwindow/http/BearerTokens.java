package org.sunwindow.http;

import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.Sha256;

/** Identifies parties by the tokens that they send as {@code Authorization: Bearer}. */
public final class BearerTokens {

    private static final String BEARER = "Bearer ";

    private final Map<String, String> tokens;

    /**
     * @param tokens tokens by the name of their party
     */
    public BearerTokens(Map<String, String> tokens) {
        this.tokens = Map.copyOf(tokens);
    }

    /**
     * Returns the party of an Authorization header, empty if its token is unknown. Every token is hashed and compared
     * in constant time, so that the time taken reveals neither contents nor lengths.
     *
     * @param authorization may be {@code null}
     */
    public Optional<String> party(String authorization) {
        byte[] sent = Sha256.of(
                authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? authorization.substring(BEARER.length()).strip()
                        : "");
        String party = null;
        for (var token : tokens.entrySet()) {
            if (MessageDigest.isEqual(sent, Sha256.of(token.getValue()))) {
                party = token.getKey();
            }
        }
        return Optional.ofNullable(party);
    }
}
