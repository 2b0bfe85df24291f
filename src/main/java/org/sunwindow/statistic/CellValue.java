package org.sunwindow.statistic;

import java.util.Optional;

/**
 * What is known of a cell: what the organization supplied and what was counted here. What was supplied holds.
 *
 * @param value   {@code null} if neither is known
 * @param source  {@code null} if neither is known
 * @param counted what was counted, if something else was supplied; otherwise {@code null}
 */
record CellValue(String value, Source source, String counted) {

    /** Where a value is from. */
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
