package org.sunwindow.cases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Sets tasks to callers without a key and verifies what they found. The one that comes along is {@link ProofOfWork}; a
 * bean of this type, one that asks a captcha service for example, takes its place.
 */
public interface ChallengeVerifier {

    /** A task for a question after one number, whether it exists or not. */
    Task set(String applicationNo);

    /**
     * Whether it was solved, for this number and in time. Must not block.
     *
     * @param token  of the task
     * @param answer what was found
     */
    boolean isSolved(String applicationNo, String token, String answer);

    /** What is to be done. */
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
