package org.sunwindow.http;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.crypto.Sha256;

/** Identifies parties by the tokens that they send as {@code Authorization: Bearer}. Immutable. */
public final class BearerTokens {

    private static final String BEARER = "Bearer ";

    private record Token(String party, byte[] hash) {}

    private final List<Token> tokens;

    /**
     * @param parties the tokens of each party, by name
     */
    public BearerTokens(Map<String, List<String>> parties) {
        tokens = parties.entrySet().stream()
                .flatMap(party -> party.getValue().stream().map(token -> new Token(party.getKey(), Sha256.of(token))))
                .toList();
    }

    /**
     * Returns the party of an Authorization header, empty if its token is unknown. The token is hashed and compared
     * with every known one in constant time, so that the time taken reveals neither contents nor lengths.
     *
     * @param authorization may be {@code null}
     */
    public Optional<String> party(String authorization) {
        byte[] sent = Sha256.of(
                authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? authorization.substring(BEARER.length()).strip()
                        : "");
        String party = null;
        for (Token token : tokens) {
            if (MessageDigest.isEqual(sent, token.hash())) {
                party = token.party();
            }
        }
        return Optional.ofNullable(party);
    }
}
