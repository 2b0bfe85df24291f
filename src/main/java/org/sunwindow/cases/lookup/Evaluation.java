package org.sunwindow.cases.lookup;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.cases.CaseSettings.Budget;
import org.sunwindow.cases.FactorHashes.Match;
import org.sunwindow.cases.FailureScope;
import org.sunwindow.cases.lookup.Attempt.Key;
import org.sunwindow.cases.lookup.ChallengeVerifier.Effort;
import org.sunwindow.cases.lookup.Lookup.Comparison;

/** Evaluates the attempts of a batch in order, each with the failures counted for the previous ones. */
final class Evaluation implements FailureCounterTable.Change {

    /**
     * Failures that a counter must still allow for a success to be answered without locking it. Each lane of each
     * instance evaluates one attempt for a counter at a time before it counts, so up to this number of lanes together
     * cannot exceed the budget.
     */
    private static final int AMPLE = 64;

    private final Map<FailureScope, Budget> budgets;
    private final Map<ByteBuffer, FailureCounter> current;
    private final Set<ByteBuffer> known;
    private final Instant now;
    private final List<LookupResult> results = new ArrayList<>();
    private final Map<ByteBuffer, FailureCounter> changed = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();

    /**
     * @param known   hashes of the askers who had a success before
     * @param earlier results of the evaluation before the counters were locked, empty in that evaluation itself.
     *     Attempts that it refused stay refused, because their counters are not among the locked rows.
     */
    Evaluation(
            List<Attempt> attempts,
            List<Comparison> comparisons,
            Map<ByteBuffer, FailureCounter> counters,
            Set<ByteBuffer> known,
            List<LookupResult> earlier,
            Map<FailureScope, Budget> budgets,
            Instant now) {
        this.budgets = budgets;
        this.known = known;
        this.now = now;
        this.current = new HashMap<>(counters);
        for (int i = 0; i < attempts.size(); i++) {
            results.add(
                    !earlier.isEmpty() && isRefused(earlier.get(i))
                            ? earlier.get(i)
                            : evaluate(attempts.get(i), comparisons.get(i)));
        }
    }

    private static boolean isRefused(LookupResult result) {
        return result instanceof LookupResult.Locked || result instanceof LookupResult.ChallengeRequired;
    }

    /**
     * Whether an attempt is refused never depends on the comparison. For a known asker, a right factor is counted like
     * a wrong one.
     */
    private LookupResult evaluate(Attempt attempt, Comparison comparison) {
        List<Key> ofNumber = numberKeys(attempt);
        LookupResult refusal = refusal(attempt, ofNumber);
        if (refusal != null) {
            return refusal;
        }
        if (comparison.match() == Match.NONE) {
            count(attempt, attempt.requesterKeys());
            count(attempt, ofNumber);
            if (attempt.proof() != null) {
                count(attempt, List.of(attempt.proof().solution()));
            }
            return new LookupResult.NoMatch();
        }
        if (passesAsKnown(attempt)) {
            count(attempt, ofNumber);
        } else if (!isFarFromLock(attempt)) {
            // others may have counted failures since the counters were read
            keys.addAll(attempt.keys());
        }
        return new LookupResult.Found(
                comparison.row().progress(), comparison.row().timing());
    }

    /**
     * Whether a success can be answered without locking rows: if each counter that decides about it has no failures, or
     * ample budget left. The result is then the same as if the attempt had preceded all failures that others count
     * meanwhile. One failure uses up a solution, so this never applies to an attempt with a solution.
     */
    private boolean isFarFromLock(Attempt attempt) {
        return attempt.proof() == null
                && isFarFromLock(attempt.numberKey())
                && attempt.requesterKeys().stream().allMatch(this::isFarFromLock);
    }

    private boolean isFarFromLock(Key key) {
        FailureCounter counter = current.getOrDefault(key.hash(), FailureCounter.NONE);
        int failures = counter.failuresAt(now);
        return !counter.isLocked(now)
                && (failures == 0 || budgets.get(key.scope()).failures() - failures >= AMPLE);
    }

    /** Returns why an attempt is not answered, {@code null} if it is. */
    private LookupResult refusal(Attempt attempt, List<Key> ofNumber) {
        for (Key key : attempt.requesterKeys()) {
            if (!isLocked(key)) {
                continue;
            }
            if (!key.scope().demandsChallenge()) {
                return locked(key);
            }
            if (!attempt.hasSolved(Effort.NORMAL)) {
                return new LookupResult.ChallengeRequired();
            }
        }
        if (attempt.proof() != null && isLocked(attempt.proof().solution())) {
            return new LookupResult.ChallengeRequired();
        }
        return ofNumber.stream()
                .filter(this::isLocked)
                .findFirst()
                .map(this::locked)
                .orElse(null);
    }

    /**
     * The counters of the number that decide about an attempt. Two further, smaller budgets apply to a locked number:
     * for known askers, and for hard challenges.
     */
    private List<Key> numberKeys(Attempt attempt) {
        if (passesAsKnown(attempt)) {
            return attempt.asker().keys();
        }
        return List.of(
                attempt.hasSolved(Effort.HARD) && isLocked(attempt.numberKey())
                        ? attempt.proof().lockedNumber()
                        : attempt.numberKey());
    }

    private boolean passesAsKnown(Attempt attempt) {
        return attempt.asker() != null
                && isLocked(attempt.numberKey())
                && known.contains(attempt.asker().own().hash())
                && attempt.asker().keys().stream().noneMatch(this::isLocked);
    }

    private boolean isLocked(Key key) {
        FailureCounter counter = current.get(key.hash());
        return counter != null && counter.isLocked(now);
    }

    private LookupResult locked(Key key) {
        return new LookupResult.Locked(
                key.scope(), Duration.between(now, current.get(key.hash()).lockedUntil()));
    }

    private void count(Attempt attempt, List<Key> counted) {
        for (Key key : counted) {
            FailureCounter before = current.getOrDefault(key.hash(), FailureCounter.NONE);
            FailureCounter after = before.increment(budgets.get(key.scope()), now);
            current.put(key.hash(), after);
            changed.put(key.hash(), after);
        }
        // the locked rows decide which keys of the number are counted, so the rows of all of them are locked
        keys.addAll(attempt.keys());
    }

    List<LookupResult> results() {
        return results;
    }

    /** Keys of the counters to be locked before the results may be used; empty if they may be used at once. */
    List<Key> keys() {
        return keys;
    }

    @Override
    public Map<ByteBuffer, FailureCounter> counters() {
        return changed;
    }
}
