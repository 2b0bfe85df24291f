package org.sunwindow.publisher;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;
import org.sunwindow.crypto.Secrets;
import org.sunwindow.http.BearerTokens;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.TokenGuard;
import org.sunwindow.place.DivisionCode;

/** The configured publishers, identified by their bearer tokens. */
@ApplicationScoped
public class Publishers implements StartupCheck {

    /** Owner of the sample data. It has no token; other publishers may be allowed to write its records. */
    public static final String SAMPLE_DATA = "sample-data";

    /** Width of the columns that hold the name. */
    private static final int MAX_NAME = 100;

    private final Map<String, Settings.Publisher> settings;
    private final Map<String, Publisher> byName = new HashMap<>();
    private final BearerTokens tokens;
    private final TokenGuard guard;

    public Publishers(Settings settings, TokenGuard guard) {
        this.settings = settings.publishers();
        this.guard = guard;
        this.settings.forEach((name, publisher) -> byName.put(name, publisher(name, publisher)));
        this.tokens = new BearerTokens(Settings.Tokens.of(this.settings));
    }

    static Publisher publisher(String name, Settings.Publisher settings) {
        return new Publisher(
                name,
                settings.administrator(),
                settings.kinds().orElse(Set.of()),
                settings.publishers().orElse(Set.of()),
                settings.divisions().orElse(Set.of()).stream()
                        .map(DivisionCode::padded)
                        .collect(Collectors.toUnmodifiableSet()),
                settings.releases());
    }

    /**
     * Returns the publisher that sent a request.
     *
     * @throws ProblemException {@link ProblemCode#PUBLISHER_UNAUTHORIZED} if the token belongs to no publisher, {@link
     *     ProblemCode#TOKEN_THROTTLED} after too many of them
     */
    public Publisher of(HttpServerRequest request) {
        return guard.party(request, tokens)
                .map(byName::get)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.PUBLISHER_UNAUTHORIZED, "请在 Authorization 头中以 Bearer 方式提供有效的发布方凭据。"));
    }

    /**
     * Whether a publisher sent a request. Unlike {@link #of}, this counts no failures, so it must not decide what is
     * answered.
     */
    public boolean isOne(HttpServerRequest request) {
        return guard.isKnown(request, tokens);
    }

    /** Returns the publisher of a name, if it is configured. */
    public Optional<Publisher> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns kinds that are configured for publishers but do not exist, as reasons not to start. */
    public List<String> unknownKinds(Set<String> known) {
        return byName.values().stream()
                .flatMap(publisher -> publisher.kinds().stream()
                        .filter(kind -> !known.contains(kind))
                        .map(kind -> "publisher %s: there is no kind %s".formatted(publisher.name(), kind)))
                .toList();
    }

    @Override
    public List<String> contradictions() {
        var wrong = new ArrayList<>(Secrets.repeatedTokens("publisher", Settings.Tokens.of(settings)));
        settings.forEach((name, publisher) -> {
            if (name.equals(SAMPLE_DATA) || name.length() > MAX_NAME) {
                wrong.add("publisher %s: the name is reserved or too long".formatted(name));
            }
            publisher.publishers().orElse(Set.of()).stream()
                    .filter(other -> !settings.containsKey(other) && !other.equals(SAMPLE_DATA))
                    .forEach(other -> wrong.add("publisher %s: there is no publisher %s".formatted(name, other)));
            publisher.divisions().orElse(Set.of()).stream()
                    .filter(code -> !DivisionCode.isValid(code))
                    .forEach(code -> wrong.add("publisher %s: %s is no division code".formatted(name, code)));
        });
        return wrong;
    }

    @Override
    public List<String> unfitForProduction() {
        return settings.isEmpty()
                ? List.of("sunwindow.publishers is empty, so nobody can import")
                : Secrets.weakTokens("publisher", Settings.Tokens.of(settings));
    }
}
