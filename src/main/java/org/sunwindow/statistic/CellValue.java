package org.sunwindow.statistic;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The value of a cell: the one that the organization supplied, and the one that was counted here. The supplied one
 * takes precedence.
 *
 * @param value   {@code null} if neither is known
 * @param source  {@code null} if neither is known
 * @param counted what was counted, if something else was supplied; otherwise {@code null}
 */
record CellValue(String value, Source source, String counted) {

    /** The source of a value. */
    @Schema(name = "StatisticSource")
    enum Source {
        SUPPLIED,
        COUNTED
    }

    static CellValue of(Optional<String> supplied, Optional<Long> counted) {
        String count = counted.map(String::valueOf).orElse(null);
        if (supplied.isEmpty()) {
            return new CellValue(count, count == null ? null : Source.COUNTED, null);
        }
        boolean differs = count != null && !Figure.same(supplied.get(), count);
        return new CellValue(supplied.get(), Source.SUPPLIED, differs ? count : null);
    }
}
