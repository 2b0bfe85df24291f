package org.sunwindow.imports.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sunwindow.Identifier;
import org.sunwindow.http.ContractPaths;
import org.sunwindow.kind.Kind;

/**
 * Keys under which a record could not be read, because the contract has another resource at its path: {@code summary}
 * of services, and keys that end with {@code /guide}. Thread-safe.
 */
@ApplicationScoped
public class ReservedKeys {

    private static final String RECORD = "{id}";

    private final ContractPaths contract;
    private final Map<String, List<String>> byPath = new ConcurrentHashMap<>();

    public ReservedKeys(ContractPaths contract) {
        this.contract = contract;
    }

    /** Returns the path of the resource that a record under a key would have, empty if it can be read. */
    Optional<String> taken(Kind<?> kind, String key) {
        String path = kind.contract().path();
        String canonical = Identifier.canonical(key);
        return byPath.computeIfAbsent(path, contract::below).stream()
                .filter(template -> isTaken(template, canonical))
                .map(template -> path + "/" + template)
                .findFirst();
    }

    private static boolean isTaken(String template, String key) {
        return template.startsWith(RECORD)
                ? template.length() > RECORD.length()
                        && key.endsWith(Identifier.canonical(template.substring(RECORD.length())))
                : key.equals(Identifier.canonical(template));
    }
}
