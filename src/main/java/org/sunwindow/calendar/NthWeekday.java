package org.sunwindow.calendar;

import java.time.LocalDate;

/** An occurrence of a weekday in a month, such as the first Saturday or the last Friday. */
public enum NthWeekday {
    FIRST,
    SECOND,
    THIRD,
    FOURTH,
    LAST;

    private static final int DAYS_OF_A_WEEK = 7;

    /**
     * The occurrence that a date is of its weekday in its month. A weekday occurs four or five times in a month, so the
     * fourth occurrence may be the last.
     */
    public enum Occurrence {
        FIRST,
        SECOND,
        THIRD,
        FOURTH,
        FOURTH_AND_LAST,
        FIFTH;

        public static Occurrence of(LocalDate date) {
            int number = (date.getDayOfMonth() - 1) / DAYS_OF_A_WEEK;
            boolean last = date.getDayOfMonth() + DAYS_OF_A_WEEK > date.lengthOfMonth();
            return switch (number) {
                case 0 -> FIRST;
                case 1 -> SECOND;
                case 2 -> THIRD;
                case 3 -> last ? FOURTH_AND_LAST : FOURTH;
                default -> FIFTH;
            };
        }
    }

    boolean is(Occurrence date) {
        return switch (this) {
            case FIRST -> date == Occurrence.FIRST;
            case SECOND -> date == Occurrence.SECOND;
            case THIRD -> date == Occurrence.THIRD;
            case FOURTH -> date == Occurrence.FOURTH || date == Occurrence.FOURTH_AND_LAST;
            case LAST -> date == Occurrence.FOURTH_AND_LAST || date == Occurrence.FIFTH;
        };
    }

    /** Whether a date can be both. */
    public boolean overlaps(NthWeekday other) {
        return this == other || this == FOURTH && other == LAST || this == LAST && other == FOURTH;
    }
}
