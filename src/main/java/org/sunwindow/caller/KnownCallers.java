package org.sunwindow.caller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sunwindow.crypto.Secrets;
import org.sunwindow.http.BearerTokens;

/** All callers at a time. Immutable. */
final class KnownCallers {

    private final Map<String, RegisteredCaller> byName;
    private final Map<String, RegisteredCaller> byKey = new HashMap<>();
    private final BearerTokens tokens;
    private final boolean signing;

    KnownCallers(Map<String, RegisteredCaller> byName) {
        this.byName = Map.copyOf(byName);
        this.byName.values().forEach(caller -> caller.keys().forEach(key -> byKey.put(key, caller)));
        this.tokens = new BearerTokens(credentials(RegisteredCaller::tokens));
        this.signing = this.byName.values().stream()
                .anyMatch(caller -> !caller.secrets().isEmpty());
    }

    BearerTokens tokens() {
        return tokens;
    }

    /** Whether any caller signs. If none does, a gateway may sign requests for others, and that means nothing here. */
    boolean isSigning() {
        return signing;
    }

    Caller named(String name) {
        return byName.get(name).caller();
    }

    /** Returns the names of the callers with a scope. */
    Set<String> with(Scope scope) {
        return byName.entrySet().stream()
                .filter(caller -> caller.getValue().caller().may(scope))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the caller with a key that may sign by a scheme, {@code null} if there is none. */
    RegisteredCaller signer(String key, String scheme) {
        RegisteredCaller caller = byKey.get(key);
        return caller == null || !caller.signsBy(scheme) ? null : caller;
    }

    /** Reasons why the callers contradict themselves or each other, without their credentials. */
    List<String> contradictions(Set<String> schemes, Set<String> publishers) {
        var wrong = new ArrayList<>(Secrets.repeatedTokens("caller", credentials(RegisteredCaller::tokens)));
        var owners = new HashMap<String, String>();
        byName.forEach((name, caller) -> {
            if (caller.tokens().isEmpty() && caller.secrets().isEmpty()) {
                wrong.add("caller %s: it has neither a token nor a secret".formatted(name));
            }
            caller.keys().stream()
                    .filter(key -> owners.putIfAbsent(key, name) != null)
                    .forEach(key -> wrong.add("caller %s: the key %s occurs twice".formatted(name, key)));
            caller.schemes().stream()
                    .filter(scheme -> !schemes.contains(scheme))
                    .forEach(scheme -> wrong.add("caller %s: there is no scheme %s".formatted(name, scheme)));
            caller.caller()
                    .publisher()
                    .filter(publisher -> !publishers.contains(publisher))
                    .ifPresent(
                            publisher -> wrong.add("caller %s: there is no publisher %s".formatted(name, publisher)));
            if (caller.caller().quotas().perMinute().orElse(1) < 1
                    || caller.caller().quotas().perDay().orElse(1) < 1) {
                wrong.add("caller %s: a quota is less than 1".formatted(name));
            }
        });
        return wrong;
    }

    /** Reasons why the credentials must not be used in production. */
    List<String> weaknesses() {
        var weak = new ArrayList<>(Secrets.weakTokens("caller", credentials(RegisteredCaller::tokens)));
        weak.addAll(Secrets.weakKeys("caller", credentials(RegisteredCaller::secrets)));
        return weak;
    }

    private Map<String, List<String>> credentials(Function<RegisteredCaller, List<String>> of) {
        return byName.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, caller -> of.apply(caller.getValue())));
    }
}
