package org.sunwindow.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Describes how callers sign requests, with the headers of the default configuration. OpenAPI has no signatures: each is the
 * scheme of the header with the signature, and names the other headers in an extension.
 *
 * <p>Operations that take the token of a caller take its signatures as well. Public reads, which anyone may send, say so by
 * their scope only: generated clients would otherwise repeat all schemes for each of them.
 */
final class SignatureSecurity {

    /** The scheme of a caller's token. */
    static final String CALLER = "caller";

    private static final String PUBLISHER = "publisher";

    /** Which scope of a caller an operation needs, as in the configuration. */
    private static final String SCOPE = "x-caller-scope";

    /** The headers of a signature by what they contain. */
    private static final String HEADERS = "x-signature-headers";

    private static final String CONFIGURATION = "application.properties";
    private static final String PREFIX = "sunwindow.signing.schemes.";
    private static final String HEADER = "-header";

    private final Map<String, Map<String, String>> schemes = new TreeMap<>();

    SignatureSecurity() {
        var configuration = new Properties();
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(CONFIGURATION)) {
            configuration.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        configuration.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .sorted()
                .forEach(name -> {
                    String[] parts = name.substring(PREFIX.length()).split("\\.");
                    schemes.computeIfAbsent(parts[0], scheme -> new LinkedHashMap<>())
                            .put(parts[1], configuration.getProperty(name));
                });
    }

    void declare(Components components) {
        schemes.forEach((name, settings) -> components.addSecurityScheme(name, scheme(name, settings)));
    }

    private static SecurityScheme scheme(String name, Map<String, String> settings) {
        var headers = new LinkedHashMap<String, String>();
        settings.forEach((setting, value) -> {
            if (setting.endsWith(HEADER)) {
                headers.put(setting.substring(0, setting.length() - HEADER.length()), value);
            }
        });
        SecurityScheme scheme = OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(headers.get("signature"))
                .description("调用方的签名 %s，此头为签名；%s。部署时可以改用别的头".formatted(name, text(settings)));
        scheme.addExtension(HEADERS, headers);
        return scheme;
    }

    private static String text(Map<String, String> settings) {
        return switch (settings.get("form")) {
            case "SID_RID" -> "base64(HMAC-SHA256(密钥, sid + rid + rtime))，rid 为调用方的键，rtime 为毫秒数";
            case "TOKEN_NONCE" -> "十六进制 SHA-256(时间 + 密钥 + 随机串 + 时间)，时间为秒数";
            case "REQUEST" ->
                "十六进制 %s，涵盖方法、路径、参数、时间、随机串和内容的摘要，时间为毫秒数"
                        .formatted(settings.getOrDefault("algorithm", "HMAC_SHA256")
                                .replace('_', '-'));
            default -> throw new IllegalStateException("a form of signatures without a text: " + settings);
        };
    }

    /** States the scope that an operation needs, and adds signatures where it takes the token of a caller. */
    void add(Operation operation) {
        boolean forPublishers = takes(operation, PUBLISHER);
        if (takes(operation, CALLER)) {
            operation.addExtension(SCOPE, stated(operation).orElse(forPublishers ? "RECEIPTS" : "STATUS"));
            var requirements = new ArrayList<>(operation.getSecurity());
            // only the extension names scopes, because tools expect them of OAuth alone
            requirements.replaceAll(requirement -> isCaller(requirement)
                    ? OASFactory.createSecurityRequirement().addScheme(CALLER)
                    : requirement);
            requirements.addAll(signatures());
            // the empty one, which allows anonymous requests, stays last
            requirements.sort((a, b) -> Boolean.compare(isEmpty(a), isEmpty(b)));
            operation.setSecurity(requirements);
        } else if (!forPublishers) {
            operation.addExtension(SCOPE, "READ");
        }
    }

    /** Returns the scope that the resource states with its requirement. */
    private static Optional<String> stated(Operation operation) {
        return operation.getSecurity().stream()
                .filter(SignatureSecurity::isCaller)
                .flatMap(requirement -> requirement.getScheme(CALLER).stream())
                .findFirst();
    }

    private static boolean isCaller(SecurityRequirement requirement) {
        return !isEmpty(requirement) && requirement.hasScheme(CALLER);
    }

    private List<SecurityRequirement> signatures() {
        return schemes.keySet().stream()
                .map(name -> OASFactory.createSecurityRequirement().addScheme(name))
                .toList();
    }

    private static boolean isEmpty(SecurityRequirement requirement) {
        return requirement.getSchemes() == null || requirement.getSchemes().isEmpty();
    }

    private static boolean takes(Operation operation, String scheme) {
        return operation.getSecurity().stream()
                .anyMatch(requirement -> !isEmpty(requirement) && requirement.hasScheme(scheme));
    }
}
