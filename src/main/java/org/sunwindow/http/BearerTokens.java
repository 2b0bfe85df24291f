package org.sunwindow.http;

import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.json.Sha256;

/** Knows parties by the tokens that they send as {@code Authorization: Bearer}. */
public final class BearerTokens {

    private static final String BEARER = "Bearer ";

    private final Map<String, String> tokens;

    /**
     * @param tokens of each party, by its name
     */
    public BearerTokens(Map<String, String> tokens) {
        this.tokens = Map.copyOf(tokens);
    }

    /**
     * The party of an Authorization header. All tokens are compared, each in constant time and hashed first, so that
     * lengths do not show either.
     *
     * @param authorization {@code null} when none was sent
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
