package org.sunwindow.crypto;

import java.util.ArrayList;
import java.util.HashSet;
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
     * @param role    of the parties, such as {@code caller}
     * @param parties the tokens of each party, by name
     */
    public static List<String> weakTokens(String role, Map<String, List<String>> parties) {
        return parties.entrySet().stream()
                .filter(party -> party.getValue().stream().anyMatch(token -> isWeak(token, MIN_TOKEN)))
                .map(party -> "a token of %s %s is a default or shorter than %d characters"
                        .formatted(role, party.getKey(), MIN_TOKEN))
                .toList();
    }

    /**
     * Returns the weak keys as reasons not to start.
     *
     * @param role    of the parties, such as {@code caller}
     * @param parties the keys of each party, by name
     */
    public static List<String> weakKeys(String role, Map<String, List<String>> parties) {
        return parties.entrySet().stream()
                .filter(party -> party.getValue().stream().anyMatch(key -> isWeak(key, MIN_KEY)))
                .map(party -> "a secret of %s %s is a default or shorter than %d characters"
                        .formatted(role, party.getKey(), MIN_KEY))
                .toList();
    }

    /**
     * Returns the tokens that occur twice as reasons not to start, without the tokens themselves.
     *
     * @param role    of the parties, such as {@code caller}
     * @param parties the tokens of each party, by name
     */
    public static List<String> repeatedTokens(String role, Map<String, List<String>> parties) {
        var seen = new HashSet<String>();
        var repeated = new ArrayList<String>();
        parties.forEach((name, party) -> {
            // adds all of them, so that each is compared with all later ones
            if (party.stream().filter(token -> !seen.add(token)).count() > 0) {
                repeated.add("%s %s: a token occurs twice".formatted(role, name));
            }
        });
        return repeated;
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
