package org.sunwindow.disclosure;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sunwindow.calendar.WorkingDays;

/**
 * A batch of 两馆移交: on the 5th and the 20th of each month, the newly disclosed records go to the archive and the
 * library, or on the next working day if that day is not one. A batch has the records that first became public from the
 * preceding 5th or 20th at 00:00:00 to its own 5th or 20th at 00:00:00, exclusive. These times do not depend on the
 * calendar, which may be corrected later; only the day of the transfer does.
 *
 * @param nominal the 5th or 20th, which names the batch
 */
record Transfer(LocalDate nominal) {

    private static final int FIRST_DAY = 5;
    private static final int SECOND_DAY = 20;

    /** After the end of the period. Imports that began before it are in the index by then. */
    private static final Duration SETTLED = Duration.ofHours(1);

    /** Returns the batch of a day, empty for another text. */
    static Optional<Transfer> of(String id) {
        try {
            LocalDate day = LocalDate.parse(id);
            boolean isBatch = day.getDayOfMonth() == FIRST_DAY || day.getDayOfMonth() == SECOND_DAY;
            return isBatch && day.getYear() >= 1900 && day.getYear() <= 2200
                    ? Optional.of(new Transfer(day))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Returns the 24 batches of a year, the earliest first. */
    static List<Transfer> ofYear(int year) {
        return IntStream.rangeClosed(1, 12)
                .boxed()
                .flatMap(
                        month -> Stream.of(LocalDate.of(year, month, FIRST_DAY), LocalDate.of(year, month, SECOND_DAY)))
                .map(Transfer::new)
                .toList();
    }

    /** The day of the transfer. */
    LocalDate day(WorkingDays days) {
        return days.onOrAfter(nominal);
    }

    private LocalDate previous() {
        return nominal.getDayOfMonth() == SECOND_DAY
                ? nominal.withDayOfMonth(FIRST_DAY)
                : nominal.minusMonths(1).withDayOfMonth(SECOND_DAY);
    }

    /**
     * First instant of the period.
     *
     * @param since first day that counts, {@code null} for any; what became public here before is not new
     */
    Instant from(ZoneId zone, LocalDate since) {
        LocalDate first = since != null && since.isAfter(previous()) ? since : previous();
        return first.atStartOfDay(zone).toInstant();
    }

    /** Whether it has no day that counts. */
    boolean isBefore(LocalDate since) {
        return since != null && !nominal.isAfter(since);
    }

    /** End of the period, exclusive. */
    Instant until(ZoneId zone) {
        return nominal.atStartOfDay(zone).toInstant();
    }

    /** When the batch becomes available. It does not change afterwards. */
    Instant readyAt(ZoneId zone) {
        return until(zone).plus(SETTLED);
    }
}
