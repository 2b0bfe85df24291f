package org.sunwindow;

import java.util.List;
import java.util.Map;

/** Checks the strength of configured secrets. */
public final class Secrets {

    /** Part of every secret that is published with the source. */
    private static final String DEMO_MARK = "not-for-production";

    private static final int MIN_TOKEN = 24;
    private static final int MIN_KEY = 32;

    private Secrets() {}

    /**
     * Returns the weak tokens as reasons not to start.
     *
     * @param party  to whom the tokens belong, such as {@code caller}
     * @param tokens by name of the party
     */
    public static List<String> weakTokens(String party, Map<String, String> tokens) {
        return tokens.entrySet().stream()
                .filter(token -> isWeak(token.getValue(), MIN_TOKEN))
                .map(token -> "the token of %s %s is a default or shorter than %d characters"
                        .formatted(party, token.getKey(), MIN_TOKEN))
                .toList();
    }

    /** Returns the key as a reason not to start if it is weak. */
    public static List<String> weakKey(String property, String key) {
        return isWeak(key, MIN_KEY)
                ? List.of("%s is a default or shorter than %d characters".formatted(property, MIN_KEY))
                : List.of();
    }

    private static boolean isWeak(String secret, int minLength) {
        return secret.length() < minLength || secret.contains(DEMO_MARK);
    }
}
