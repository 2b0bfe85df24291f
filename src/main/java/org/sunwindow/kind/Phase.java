package org.sunwindow.kind;

import java.time.LocalDate;
import java.util.List;

/** The phase of a record: 尚未生效 → 有效 → 废止. Its dates decide at the time of a read, not the validity that was sent. */
public enum Phase {
    /** Before {@link Kind#takesEffectOn}. */
    PENDING,
    CURRENT,
    /** No longer in force, see {@link Kind#lapsesOn}; also if only its replacement states it. */
    LAPSED;

    private static final String NOT_YET = "尚未生效";
    private static final String VALID = "有效";
    private static final String VOID = "失效";
    private static final String ABOLISHED = "废止";

    private static final String MODIFIED = "已修改";

    /** The usual values of 有效性, from the earliest phase. Publishers may write others, which are kept while it is in force. */
    public static List<String> validities() {
        return List.of(NOT_YET, VALID, MODIFIED, VOID, ABOLISHED);
    }

    /**
     * Returns the validity of a record in this phase.
     *
     * @param sent        what its publisher wrote, {@code null} for nothing
     * @param takesEffect see {@link Kind#takesEffectOn}
     * @param lapses      see {@link Kind#lapsesOn}
     * @return {@code null} if neither a value nor a date is given
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
