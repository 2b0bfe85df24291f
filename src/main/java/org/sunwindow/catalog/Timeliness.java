package org.sunwindow.catalog;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.calendar.WorkingDayTable;

/**
 * Whether information was published within the limit of its row. The limit counts working days from the day after the
 * information was formed (成文日期).
 *
 * @param workingDays from the formation to the publication, {@code null} if the former is not known
 * @param limit       in working days, {@code null} if the deadline is not known
 * @param deadline    last day on which it is published on time, {@code null} if it is not known
 */
record Timeliness(Status status, Integer workingDays, Integer limit, LocalDate deadline) {

    @RegisterForReflection
    @Schema(
            name = "CatalogItemStatus",
            description =
                    "公开情况：ON_TIME 按时公开、LATE 逾期公开、UNDATED 已公开但没有成文日期，不能判断是否逾期、EARLIER 这段时间内没有新公开的，先前公开的仍有效、MISSING 没有公开")
    enum Status {
        ON_TIME,
        LATE,
        UNDATED,
        EARLIER,
        MISSING
    }

    private static final Timeliness UNDATED = new Timeliness(Status.UNDATED, null, null, null);

    /**
     * @param formed day on which the information was formed, {@code null} if not known
     * @param limit  in working days
     */
    static Timeliness of(LocalDate formed, LocalDate published, int limit, WorkingDayTable days) {
        if (formed == null || !WorkingDayTable.has(formed) || !WorkingDayTable.has(published)) {
            return UNDATED;
        }
        int elapsed = days.between(formed, published);
        return new Timeliness(
                elapsed <= limit ? Status.ON_TIME : Status.LATE, elapsed, limit, days.after(formed, limit));
    }
}
