package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What the codes of upstream systems mean. Their sets contradict each other, so each source names the tables that are its
 * own. A code that no table knows is taken as being in review, shown in the source's own words, and told to the operator.
 */
@ApplicationScoped
class UpstreamCodes {

    private static final Logger LOG = Logger.getLogger(UpstreamCodes.class);

    /** Different unknown codes that are told; what sends more of them has told enough. */
    private static final int MAX_TOLD = 1_000;

    /** What looks like a code; anything else could be about a person, and a log keeps it. */
    private static final Pattern SHOWN = Pattern.compile("[0-9A-Za-z_\\-]{1,8}");

    /**
     * What a code means.
     *
     * @param reason of a suspension, {@code null} where none is said
     */
    record Meaning(CaseStatus status, SuspendReason reason) {}

    private static final Meaning UNKNOWN = new Meaning(CaseStatus.IN_REVIEW, null);

    private final Map<String, Map<String, Meaning>> statuses = new HashMap<>();
    private final Map<String, Map<String, Meaning>> results = new HashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    UpstreamCodes(CaseSettings settings) {
        settings.sources().forEach((name, source) -> {
            statuses.put(name, table(settings, name, source.status()));
            results.put(name, table(settings, name, source.result()));
        });
    }

    private static Map<String, Meaning> table(CaseSettings settings, String source, Optional<String> name) {
        var table = new HashMap<String, Meaning>();
        name.ifPresent(wanted -> {
            Map<String, String> codes = settings.codes().get(wanted);
            if (codes == null) {
                throw new IllegalStateException("source %s: there is no table of codes %s".formatted(source, wanted));
            }
            codes.forEach((code, meaning) -> table.put(code, meaning(meaning)));
        });
        return Map.copyOf(table);
    }

    private static Meaning meaning(String text) {
        String[] parts = text.strip().split("/", 2);
        return new Meaning(CaseStatus.valueOf(parts[0]), parts.length == 1 ? null : SuspendReason.valueOf(parts[1]));
    }

    boolean knows(String source) {
        return statuses.containsKey(source);
    }

    Set<String> sources() {
        return statuses.keySet();
    }

    /**
     * What a status means, and where it means that the case has ended, what a result says of how.
     *
     * @param result {@code null} for none
     */
    Meaning of(String source, String status, String result) {
        Meaning meaning = find(statuses, source, status);
        if (result == null || !meaning.status().isEnded()) {
            return meaning;
        }
        Meaning outcome = find(results, source, result);
        return outcome == UNKNOWN ? meaning : outcome;
    }

    private Meaning find(Map<String, Map<String, Meaning>> tables, String source, String code) {
        Meaning meaning = tables.get(source).get(ApplicationNumbers.canonical(code));
        if (meaning != null) {
            return meaning;
        }
        String shown = SHOWN.matcher(code).matches() ? code : "of %d characters".formatted(code.length());
        if (told.size() < MAX_TOLD && told.add(source + '\0' + shown)) {
            LOG.warnf(
                    "source %s sends a code that is in none of its tables: %s; its cases are shown as being in review",
                    source, shown);
        }
        return UNKNOWN;
    }

    /** Codes that were sent and are in no table. */
    int unknown() {
        return told.size();
    }
}
