package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.sunwindow.Identifier;

/**
 * Maps the codes of upstream systems to {@link CaseStatus}. The code sets contradict each other, so each source has its
 * own tables. An unknown code is mapped to {@link CaseStatus#IN_REVIEW} and reported to the operator; the case shows
 * the text of the source.
 */
@ApplicationScoped
class UpstreamCodes {

    private static final Logger LOG = Logger.getLogger(UpstreamCodes.class);

    /** Bound of the unknown codes that are reported. */
    private static final int MAX_REPORTED = 1_000;

    /** Format of codes that may be logged. Other values may contain personal data. */
    private static final Pattern LOGGABLE = Pattern.compile("[0-9A-Za-z_\\-]{1,8}");

    /**
     * The meaning of a code.
     *
     * @param reason of a suspension, may be {@code null}
     */
    record Meaning(CaseStatus status, SuspendReason reason) {}

    private static final Meaning UNKNOWN = new Meaning(CaseStatus.IN_REVIEW, null);

    private final Map<String, Map<String, Meaning>> statuses = new HashMap<>();
    private final Map<String, Map<String, Meaning>> results = new HashMap<>();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    UpstreamCodes(CaseSettings settings) {
        settings.sources().forEach((name, source) -> {
            statuses.put(name, table(settings, name, source.status()));
            results.put(name, table(settings, name, source.result()));
        });
    }

    private static Map<String, Meaning> table(CaseSettings settings, String source, Optional<String> name) {
        var table = new HashMap<String, Meaning>();
        name.ifPresent(tableName -> {
            Map<String, String> codes = settings.codes().get(tableName);
            if (codes == null) {
                throw new IllegalStateException("source %s: there is no code table %s".formatted(source, tableName));
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
     * Maps a status code and, if it means that the case has ended, its result code.
     *
     * @param result may be {@code null}
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
        Meaning meaning = tables.get(source).get(Identifier.canonical(code));
        if (meaning != null) {
            return meaning;
        }
        String shown = LOGGABLE.matcher(code).matches() ? code : "of %d characters".formatted(code.length());
        if (reported.size() < MAX_REPORTED && reported.add(source + '\0' + shown)) {
            LOG.warnf("unknown code from source %s: %s; its cases are shown as being in review", source, shown);
        }
        return UNKNOWN;
    }

    /** Number of distinct unknown codes since the start. */
    int unknown() {
        return reported.size();
    }
}
