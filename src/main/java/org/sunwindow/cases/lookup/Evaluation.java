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
import org.sunwindow.cases.FailureScope;
import org.sunwindow.cases.Hashes.Match;
import org.sunwindow.cases.lookup.Attempt.Key;
import org.sunwindow.cases.lookup.ChallengeVerifier.Effort;
import org.sunwindow.cases.lookup.Lookup.Comparison;

/** Evaluates the attempts of a batch in their order, each with the failures of the previous ones. */
final class Evaluation implements FailureCounterTable.Change {

    private final Map<FailureScope, Budget> budgets;
    private final Map<ByteBuffer, FailureCounter> current;
    private final Instant now;
    private final List<LookupResult> results = new ArrayList<>();
    private final Map<ByteBuffer, FailureCounter> changed = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();

    /**
     * @param known   askers who had a success before
     * @param earlier results of the evaluation before the counters were locked, empty in that evaluation. Its refused
     *     attempts stay refused, because their counters are not among the locked rows.
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
        this.now = now;
        this.current = new HashMap<>(counters);
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            LookupResult result = !earlier.isEmpty() && isRefused(earlier.get(i))
                    ? earlier.get(i)
                    : evaluate(attempt, comparisons.get(i), known.contains(attempt.asker()));
            if (result instanceof LookupResult.NoMatch) {
                count(attempt);
            }
            results.add(result);
        }
    }

    private static boolean isRefused(LookupResult result) {
        return result instanceof LookupResult.Locked || result instanceof LookupResult.ChallengeRequired;
    }

    private LookupResult evaluate(Attempt attempt, Comparison comparison, boolean known) {
        boolean matches = comparison.match() != Match.NONE;
        LookupResult refusal = refusal(attempt, known && matches);
        if (refusal != null) {
            return refusal;
        }
        return matches
                ? new LookupResult.Found(
                        comparison.row().progress(), comparison.row().timing())
                : new LookupResult.NoMatch();
    }

    /**
     * Returns why an attempt is not answered, {@code null} if it is.
     *
     * @param repeatsSuccess whether its requester has received the same answer before. Then only the requester's own failures refuse
     *     it: the answer helps no one to guess, and nobody can lock others out.
     */
    private LookupResult refusal(Attempt attempt, boolean repeatsSuccess) {
        for (Key key : attempt.requesterKeys()) {
            if (!isLocked(key) || repeatsSuccess && key.scope() != FailureScope.USER) {
                continue;
            }
            if (!key.scope().demandsChallenge()) {
                return locked(key);
            }
            if (!attempt.hasSolved(Effort.NORMAL)) {
                return new LookupResult.ChallengeRequired();
            }
        }
        if (repeatsSuccess) {
            return null;
        }
        if (attempt.proof() != null && isLocked(attempt.proof().solution())) {
            return new LookupResult.ChallengeRequired();
        }
        Key number = numberKey(attempt);
        return isLocked(number) ? locked(number) : null;
    }

    /** The counter of the number. A hard challenge opens a second, smaller budget for a locked number. */
    private Key numberKey(Attempt attempt) {
        return attempt.hasSolved(Effort.HARD) && isLocked(attempt.numberKey())
                ? attempt.proof().lockedNumber()
                : attempt.numberKey();
    }

    private boolean isLocked(Key key) {
        FailureCounter counter = current.get(key.hash());
        return counter != null && counter.isLocked(now);
    }

    private LookupResult locked(Key key) {
        return new LookupResult.Locked(
                key.scope(), Duration.between(now, current.get(key.hash()).lockedUntil()));
    }

    private void count(Attempt attempt) {
        var counted = new ArrayList<>(attempt.requesterKeys());
        counted.add(numberKey(attempt));
        if (attempt.proof() != null) {
            counted.add(attempt.proof().solution());
        }
        for (Key key : counted) {
            FailureCounter before = current.getOrDefault(key.hash(), FailureCounter.NONE);
            FailureCounter after = before.increment(budgets.get(key.scope()), now);
            current.put(key.hash(), after);
            changed.put(key.hash(), after);
        }
        // the locked rows decide which key of the number is counted, so the rows of both keys are locked
        keys.addAll(attempt.keys());
    }

    List<LookupResult> results() {
        return results;
    }

    boolean hasChanges() {
        return !changed.isEmpty();
    }

    /** Keys of the counters to be locked. */
    List<Key> keys() {
        return keys;
    }

    @Override
    public Map<ByteBuffer, FailureCounter> counters() {
        return changed;
    }
}
