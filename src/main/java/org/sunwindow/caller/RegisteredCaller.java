package org.sunwindow.caller;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A caller with its credentials.
 *
 * @param keys    what its signatures name as the sender
 * @param schemes names of the schemes by which it may sign, empty for all
 */
record RegisteredCaller(
        Caller caller, List<String> keys, List<String> tokens, List<String> secrets, Set<String> schemes) {

    private static final int SECRETS = 2;

    /** Stand in for secrets that do not exist, so that checking a signature takes the same time for all callers. */
    private static final List<byte[]> UNKNOWN = List.of(random(), random());

    private static byte[] random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    static RegisteredCaller of(String name, CallerSettings.Declared declared) {
        return new RegisteredCaller(
                new Caller(
                        name,
                        declared.scopes().orElse(Set.of(Scope.READ, Scope.STATUS)),
                        new Quotas(declared.perMinute(), declared.perDay()),
                        declared.publisher()),
                declared.keys().orElse(List.of(name)),
                all(declared.token(), declared.nextToken()),
                all(declared.secret(), declared.nextSecret()),
                declared.schemes().orElse(Set.of()));
    }

    private static List<String> all(Optional<String> first, Optional<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    boolean signsBy(String scheme) {
        return !secrets.isEmpty() && (schemes.isEmpty() || schemes.contains(scheme));
    }

    /** The secrets of a caller, or as many that nobody has; {@code null} is a caller that does not exist. */
    static List<byte[]> secretsOf(RegisteredCaller caller) {
        return caller == null
                ? UNKNOWN
                : Stream.concat(
                                caller.secrets().stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)),
                                UNKNOWN.stream())
                        .limit(SECRETS)
                        .toList();
    }

    /** Keeps tokens and secrets out of every log and message. */
    @Override
    public String toString() {
        return "RegisteredCaller";
    }
}
