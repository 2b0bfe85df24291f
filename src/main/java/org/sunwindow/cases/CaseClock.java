package org.sunwindow.cases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The time limits of a case as of the day of the lookup.
 *
 * @param statutory may be {@code null}
 * @param promised  may be {@code null}
 */
@RegisterForReflection
@Schema(description = "时限与电子监察状态，按查询当天计算")
public record CaseClock(
        @Schema(description = "法定时限") Term statutory,
        @Schema(description = "承诺时限") Term promised,

        @Schema(description = "NORMAL 正常、DUE_SOON 即将到期、OVERDUE 超期；按较早到期的时限", required = true)
        Light light,

        @Schema(description = "时限是否暂停计算（补正、听证、检验、鉴定、公示等）", required = true)
        boolean suspended,

        @Schema(description = "所涉年份的节假日安排尚未公布，暂按周末和法定节假日推算", required = true)
        boolean provisional) {

    /** Traffic light of 电子监察. */
    @Schema(name = "CaseLight")
    enum Light {
        NORMAL,
        DUE_SOON,
        OVERDUE
    }

    /**
     * One time limit.
     *
     * @param limit    {@code null} if the source sent only a deadline
     * @param daysLeft days until the deadline, negative after it: working days if the limit is in working days or there
     *     is no limit, otherwise calendar days; suspended days are not counted; {@code null} if the case has ended
     */
    @RegisterForReflection
    @Schema(name = "CaseTerm", description = "一个时限")
    record Term(
            @Schema(description = "时限", examples = "20个工作日") String limit,

            @Schema(description = "到期日；暂停期间按次日恢复推算", required = true, examples = "2026-12-07")
            LocalDate deadline,

            @Schema(description = "剩余天数，按时限的单位（工作日或自然日）；负数为超期天数；已办结的没有", examples = "9")
            Integer daysLeft) {}
}
