package org.sunwindow.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Names the values of enumerations that are not identifiers in programming languages, as generators of clients expect it.
 * Without the names they drop Chinese values, or give several of them the same name.
 */
final class EnumNames {

    private static final String RESOURCE = "contract/enum-names.properties";
    private static final String EXTENSION = "x-enum-varnames";
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final Properties names = new Properties();

    EnumNames() {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE)) {
            names.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the names to an enumeration that needs them. */
    void name(Schema schema) {
        List<Object> values = schema.getEnumeration();
        if (values == null
                || values.stream()
                        .allMatch(value -> IDENTIFIER.matcher(value.toString()).matches())) {
            return;
        }
        List<String> named =
                values.stream().map(value -> name(value.toString())).toList();
        if (named.stream().distinct().count() < named.size()) {
            throw new IllegalStateException("values with the same name: " + values + ", see " + RESOURCE);
        }
        schema.addExtension(EXTENSION, named);
    }

    /** The name of a value: {@code PUBLISHED_AT_DESC} for the order {@code -publishedAt}. */
    private String name(String value) {
        String declared = names.getProperty(value);
        if (declared != null) {
            return declared;
        }
        boolean descending = value.startsWith("-");
        String plain = descending ? value.substring(1) : value;
        String name =
                HUMP.matcher(plain).replaceAll("_").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        if (!IDENTIFIER.matcher(name).matches() || !plain.chars().allMatch(c -> c < 128)) {
            throw new IllegalStateException("the value %s has no name in %s".formatted(value, RESOURCE));
        }
        return descending ? name + "_DESC" : name;
    }
}
