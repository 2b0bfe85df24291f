package org.sunwindow.cases.lookup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Issues challenges and verifies their solutions. The default is {@link ProofOfWork}. Another bean of this type
 * replaces it, for example one that uses a captcha service.
 */
public interface ChallengeVerifier {

    /** The effort that a challenge takes, in ascending order. */
    enum Effort {
        /** For lookups of anonymous requesters, or of a caller, while many of them fail. */
        NORMAL,
        /** For lookups of a locked number. */
        HARD
    }

    /** Issues a challenge for one application number, whether it exists or not. */
    Task issue(String applicationNo, Effort effort);

    /**
     * Returns the effort of a challenge that was solved for this number before it expired, empty if it was not. Must
     * not block: called on an event loop. {@link Lookup} ensures that one failure uses up a solution.
     *
     * @param token  token of the challenge
     * @param answer solution of the caller
     */
    Optional<Effort> solved(String applicationNo, String token, String answer);

    @RegisterForReflection
    @Schema(name = "Challenge", description = "验证任务")
    record Task(
            @Schema(
                    description = "种类：proof-of-work 为求 answer，使 SHA-256(token + \".\" + answer) 以 bits 个零位开头",
                    required = true)
            String kind,

            @Schema(description = "任务，随答案一起提交", required = true)
            String token,

            @Schema(description = "须有的前导零位数", examples = "18")
            Integer bits,

            @Schema(description = "有效期至", required = true) OffsetDateTime validUntil) {}
}
