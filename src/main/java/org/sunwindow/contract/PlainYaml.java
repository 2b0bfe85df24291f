package org.sunwindow.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/**
 * Writes YAML that parsers of YAML 1.1 and 1.2 read alike. To the former {@code 12:00} is the number 720, {@code 2026-11-20}
 * a date and {@code no} false, unless they are quoted.
 */
final class PlainYaml {

    /** What YAML 1.1 may take for a number, time or date. */
    private static final Pattern NUMERIC = Pattern.compile("[-+.]?\\d[-+.:_0-9A-Za-z ]*");

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .stringQuotingChecker(new Checker())
            .build());

    private static final class Checker extends StringQuotingChecker {

        private static final long serialVersionUID = 1;

        @Override
        public boolean needToQuoteName(String name) {
            return isReservedKeyword(name) || NUMERIC.matcher(name).matches();
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return isReservedKeyword(value)
                    || valueHasQuotableChar(value)
                    || NUMERIC.matcher(value).matches();
        }
    }

    private PlainYaml() {}

    static String write(JsonNode document) {
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
