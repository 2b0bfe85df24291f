package org.sunwindow.cases.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.cases.CaseProgress;
import org.sunwindow.cases.Factor;
import org.sunwindow.http.Problem;
import org.sunwindow.json.AnyTyping;

@RegisterForReflection
@Schema(description = "办件进度查询")
record StatusQuery(
        @NotBlank
        @AnyTyping
        @Size(max = MAX_NUMBER)
        @Schema(description = "申请编号，全角、大小写、各种横线、空格和不可见字符不限", required = true, examples = "990102261109000017")
        String applicationNo,

        @NotNull @Valid @Schema(description = "验证信息", required = true)
        Factor factor,

        @Valid @Schema(description = "验证任务的答案；要求时（403，challenge.required）须提供，见 /challenges")
        Solution challenge) {

    /** Keeps the number out of every log and message. */
    @Override
    public String toString() {
        return "StatusQuery";
    }

    /** Maximum length of an application number as it is typed, in characters. */
    static final int MAX_NUMBER = 60;

    /** Queries in one request: as many cases as a mini-program shows for one person. */
    static final int MAX_BATCH = 20;

    /** The solution of a challenge of the {@link ChallengeVerifier}. */
    @RegisterForReflection
    @Schema(name = "ChallengeSolution", description = "验证任务的答案")
    record Solution(
            @NotBlank @Size(max = 200) @Schema(description = "任务", required = true)
            String token,

            @NotBlank @Size(max = 64) @Schema(description = "答案", required = true)
            String answer) {

        /** Keeps the solution out of logs. */
        @Override
        public String toString() {
            return "Solution";
        }
    }

    /**
     * Several queries of one person.
     *
     * @param queries JSON of {@link StatusQuery}s, parsed one by one, so that a malformed one does not affect the
     *     others
     */
    @RegisterForReflection
    @Schema(name = "StatusQueries", description = "几个办件的进度查询")
    record Batch(
            @NotNull
            @Size(min = 1, max = MAX_BATCH)
            @Schema(
                    description = "至多 20 个，各自作答、各自计数；填写有误的只影响它自己",
                    type = SchemaType.ARRAY,
                    implementation = StatusQuery.class,
                    minItems = 1,
                    maxItems = MAX_BATCH,
                    required = true)
            List<JsonNode> queries) {

        /** Keeps the queries out of every log and message. */
        @Override
        public String toString() {
            return "Batch";
        }
    }

    /** The results of a batch, in the order of its queries. */
    @RegisterForReflection
    @Schema(name = "StatusAnswers", description = "几个办件的进度，与提问的先后相同")
    record Answers(
            @Schema(description = "回答", required = true) List<Item> items) {

        /** The result of one query: either the case or the problem. */
        @RegisterForReflection
        @Schema(name = "StatusAnswer", description = "一个办件的进度，或者没有回答的原因")
        record Item(
                @Schema(description = "申请编号，与提交的一字不差；提交的不是文字时没有", examples = "990102261109000017")
                String applicationNo,

                @Schema(description = "规范写法的申请编号；与提交的相同，或者提交的不能作申请编号时没有", examples = "990102261109000017")
                String normalizedNo,

                @Schema(description = "办件进度") CaseProgress progress,
                @Schema(description = "没有回答的原因，与单独查询时相同") Problem problem,

                @Schema(description = "多少秒后可以再试", examples = "900")
                Long retryAfter) {}
    }
}
