package org.sunwindow.kind;

import java.time.LocalDate;

/** Where a record stands in time: 尚未生效 → 有效 → 废止. The dates decide, not what was sent when it was imported. */
public enum Phase {
    /** Before {@link Kind#takesEffectOn}. */
    PENDING,
    CURRENT,
    /** No longer in force, see {@link Kind#lapsesOn}; also if only its replacement says so. */
    LAPSED;

    private static final String NOT_YET = "尚未生效";
    private static final String VALID = "有效";
    private static final String VOID = "失效";
    private static final String ABOLISHED = "废止";

    /**
     * Returns the validity of a record in this phase.
     *
     * @param sent        what its publisher wrote, {@code null} for nothing
     * @param takesEffect see {@link Kind#takesEffectOn}
     * @param lapses      see {@link Kind#lapsesOn}
     * @return {@code null} where neither a word nor a date tells it
     */
    String validity(String sent, LocalDate takesEffect, LocalDate lapses) {
        return switch (this) {
            case PENDING -> NOT_YET;
            case CURRENT -> {
                boolean dated = takesEffect != null || lapses != null;
                yield dated && (sent == null || sent.equals(NOT_YET)) ? VALID : sent;
            }
            case LAPSED -> VOID.equals(sent) ? VOID : ABOLISHED;
        };
    }
}
