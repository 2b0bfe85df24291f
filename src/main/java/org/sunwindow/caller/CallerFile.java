package org.sunwindow.caller;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads callers from a file of properties such as {@code portal.secret=…}, in UTF-8. */
final class CallerFile {

    private static final long MAX_BYTES = 1024 * 1024;

    private static final Set<String> PROPERTIES = Set.of(
            "token",
            "next-token",
            "secret",
            "next-secret",
            "keys",
            "schemes",
            "scopes",
            "per-minute",
            "per-day",
            "publisher");

    private CallerFile() {}

    /** The properties of one caller. */
    private record Entry(Map<String, String> properties) implements CallerSettings.Declared {

        private Optional<String> text(String property) {
            return Optional.ofNullable(properties.get(property));
        }

        private <T> Optional<Set<T>> set(String property, Function<String, T> value) {
            return list(property).map(all -> all.stream().map(value).collect(Collectors.toUnmodifiableSet()));
        }

        private Optional<List<String>> list(String property) {
            return text(property)
                    .map(all -> Arrays.stream(all.split(",")).map(String::strip).toList());
        }

        private OptionalLong number(String property) {
            return text(property).map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
        }

        @Override
        public Optional<String> token() {
            return text("token");
        }

        @Override
        public Optional<String> nextToken() {
            return text("next-token");
        }

        @Override
        public Optional<String> secret() {
            return text("secret");
        }

        @Override
        public Optional<String> nextSecret() {
            return text("next-secret");
        }

        @Override
        public Optional<List<String>> keys() {
            return list("keys");
        }

        @Override
        public Optional<Set<String>> schemes() {
            return set("schemes", Function.identity());
        }

        @Override
        public Optional<Set<Scope>> scopes() {
            return set("scopes", scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)));
        }

        @Override
        public OptionalLong perMinute() {
            return number("per-minute");
        }

        @Override
        public OptionalLong perDay() {
            return number("per-day");
        }

        @Override
        public Optional<String> publisher() {
            return text("publisher");
        }
    }

    /**
     * Returns the callers of a file by name.
     *
     * @throws IllegalArgumentException if a property is unknown or malformed; names it without its value
     */
    static Map<String, RegisteredCaller> read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("longer than %d bytes".formatted(MAX_BYTES));
        }
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        var entries = new HashMap<String, Map<String, String>>();
        for (String name : properties.stringPropertyNames()) {
            int dot = name.indexOf('.');
            if (dot < 1 || !PROPERTIES.contains(name.substring(dot + 1))) {
                throw new IllegalArgumentException("there is no property " + name);
            }
            String value = properties.getProperty(name).strip();
            if (!value.isEmpty()) {
                entries.computeIfAbsent(name.substring(0, dot), caller -> new HashMap<>())
                        .put(name.substring(dot + 1), value);
            }
        }
        return entries.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> caller(entry.getKey(), entry.getValue())));
    }

    private static RegisteredCaller caller(String name, Map<String, String> properties) {
        try {
            return RegisteredCaller.of(name, new Entry(properties));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("caller %s: scopes, per-minute or per-day is malformed".formatted(name));
        }
    }
}
