package org.sunwindow.cases.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sunwindow.Identifier;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.Factor;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.cases.FailureScope;
import org.sunwindow.cases.lookup.ChallengeVerifier.Effort;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * The only way to a case by number and factor, for whatever asks: failures are counted, and an unknown number is answered like a wrong
 * factor. Thread-safe.
 */
@ApplicationScoped
class GuardedLookup {

    private final FactorHashes hashes;
    private final ChallengeVerifier challenges;
    private final CaseSettings settings;
    private final LookupBatcher batcher;
    private final LookupMetrics metrics;

    GuardedLookup(
            FactorHashes hashes,
            ChallengeVerifier challenges,
            CaseSettings settings,
            LookupBatcher batcher,
            LookupMetrics metrics) {
        this.hashes = hashes;
        this.challenges = challenges;
        this.settings = settings;
        this.batcher = batcher;
        this.metrics = metrics;
    }

    /**
     * Looks up a case.
     *
     * @return completes exceptionally with a {@link ProblemException} if the case is not found. It may be completed on a thread
     *     that must not be blocked
     * @throws ProblemException if the query is invalid
     */
    CompletionStage<LookupResult.Found> find(StatusQuery query, Requester requester) {
        return batcher.submit(attempt(query, requester))
                .whenComplete(metrics::ended)
                .thenApply(GuardedLookup::found);
    }

    /** Checks what the constraints of a query do not cover. */
    private Attempt attempt(StatusQuery query, Requester requester) {
        Factor factor = query.factor();
        if (!factor.type().fits(Identifier.canonical(factor.value()))) {
            var item = new Problem.Item("factor.value", "format", factor.type().rule());
            throw new ProblemException(ProblemCode.BODY_INVALID, "验证信息" + item.message() + "。", List.of(item));
        }
        StatusQuery.Solution solution = query.challenge();
        Effort solved = solution == null
                ? null
                : challenges
                        .solved(query.applicationNo(), solution.token(), solution.answer())
                        .orElse(null);
        if (solved == null && settings.challenge().required() && requester.isAnonymous()) {
            throw challengeRequired();
        }
        return Attempt.of(hashes, query, requester, solved);
    }

    private static ProblemException challengeRequired() {
        return new ProblemException(
                ProblemCode.CHALLENGE_REQUIRED, "请先向 /api/v1/challenges 取得验证任务，求得答案后在 challenge 中提交；一个答案只容一次不符。");
    }

    private static LookupResult.Found found(LookupResult result) {
        return switch (result) {
            case LookupResult.Found found -> found;
            case LookupResult.NoMatch none ->
                throw new ProblemException(ProblemCode.LOOKUP_NO_MATCH, "没有查到相符的办件，请核对申请编号和验证信息。");
            case LookupResult.ChallengeRequired required -> throw challengeRequired();
            case LookupResult.Locked(FailureScope scope, var remaining)
            when scope == FailureScope.NUMBER || scope == FailureScope.LOCKED_NUMBER ->
                throw ProblemException.retryAfter(ProblemCode.LOOKUP_LOCKED, "该编号查询次数过多，请稍后再试。", remaining);
            case LookupResult.Locked(FailureScope scope, var remaining) ->
                throw ProblemException.retryAfter(ProblemCode.LOOKUP_THROTTLED, "查询不符的次数过多，请稍后再试。", remaining);
        };
    }
}
