package org.sunwindow.cases;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.sunwindow.Settings;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.http.ProblemException;
import org.sunwindow.json.StrictJson;

/** Puts together what is told of a case: the text that is stored, and how it stands in time today. */
@ApplicationScoped
class StatusRenderer {

    /** Some hundred bytes each. */
    private static final int CLOCKS = 10_000;

    private static final byte[] BEFORE_ITEMS = "{\"items\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER_ITEMS = "]}".getBytes(StandardCharsets.UTF_8);

    /** Nothing to tell of the time, which a cache cannot say by {@code null}. */
    private static final byte[] NO_CLOCK = {};

    /** All that the clock of a case depends on, and nothing of a person. */
    private record Time(String timing, LocalDate today, WorkingDays days) {}

    /** A clock holds for a day, and people look more than once. */
    private final Cache<Time, byte[]> clocks =
            Caffeine.newBuilder().maximumSize(CLOCKS).build();

    private final StrictJson json;
    private final WorkingCalendar calendar;
    private final Clock clock;
    private final ZoneId zone;
    private final int dueSoon;

    StatusRenderer(StrictJson json, WorkingCalendar calendar, Clock clock, Settings general, CaseSettings settings) {
        this.json = json;
        this.calendar = calendar;
        this.clock = clock;
        this.zone = general.zone();
        this.dueSoon = settings.dueSoon();
    }

    /** A {@link CaseProgress} as JSON. */
    byte[] progress(LookupResult.Found found) {
        if (found.timing() == null) {
            return found.progress();
        }
        var time = new Time(found.timing(), LocalDate.ofInstant(clock.instant(), zone), calendar.days());
        byte[] told = clocks.get(time, this::clock);
        return told == NO_CLOCK ? found.progress() : with(found.progress(), "clock", told);
    }

    private byte[] clock(Time time) {
        CaseClock now = json.readStored(time.timing(), CaseTiming.class).on(time.today(), zone, time.days(), dueSoon);
        return now == null ? NO_CLOCK : bytes(json.write(now));
    }

    /** Of several, one that was found. */
    byte[] item(Attempt attempt, LookupResult.Found found) {
        String item = json.write(new StatusQuery.Answers.Item(attempt.number(), null, null, null));
        return with(bytes(item), "progress", progress(found));
    }

    /** Of several, one that was not. */
    byte[] item(Attempt attempt, ProblemException problem) {
        Long retryAfter = problem.retryAfter() == null
                ? null
                : Math.max(1, problem.retryAfter().toSeconds());
        return bytes(json.write(new StatusQuery.Answers.Item(attempt.number(), null, problem.problem(), retryAfter)));
    }

    /** All of several. */
    static byte[] items(List<byte[]> items) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(BEFORE_ITEMS);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                all.write(',');
            }
            all.writeBytes(items.get(i));
        }
        all.writeBytes(AFTER_ITEMS);
        return all.toByteArray();
    }

    /** An object with one more field. */
    private static byte[] with(byte[] object, String field, byte[] value) {
        byte[] name = bytes(",\"" + field + "\":");
        var all = new byte[object.length + name.length + value.length];
        System.arraycopy(object, 0, all, 0, object.length - 1);
        System.arraycopy(name, 0, all, object.length - 1, name.length);
        System.arraycopy(value, 0, all, object.length - 1 + name.length, value.length);
        all[all.length - 1] = '}';
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
