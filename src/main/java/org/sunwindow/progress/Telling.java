package org.sunwindow.progress;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.sunwindow.Settings;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.web.ProblemException;
import org.sunwindow.web.StrictJson;

/** Puts together what is told of a case: the text that is stored, and how it stands in time today. */
@ApplicationScoped
class Telling {

    private final StrictJson json;
    private final WorkingCalendar calendar;
    private final Clock clock;
    private final ZoneId zone;
    private final int dueSoon;

    Telling(StrictJson json, WorkingCalendar calendar, Clock clock, Settings general, ProgressSettings settings) {
        this.json = json;
        this.calendar = calendar;
        this.clock = clock;
        this.zone = general.zone();
        this.dueSoon = settings.dueSoon();
    }

    /** A {@link CaseProgress} as JSON. */
    String progress(Answer.Found found) {
        if (found.timing() == null) {
            return found.progress();
        }
        CaseClock now = json.readStored(found.timing(), CaseTiming.class)
                .on(LocalDate.ofInstant(clock.instant(), zone), zone, calendar.days(), dueSoon);
        return now == null ? found.progress() : with(found.progress(), "clock", json.write(now));
    }

    /** Of several, one that was found. */
    String item(Attempt attempt, Answer.Found found) {
        return with(
                json.write(new StatusQuery.Answers.Item(attempt.number(), null, null, null)),
                "progress",
                progress(found));
    }

    /** Of several, one that was not. */
    String item(Attempt attempt, ProblemException problem) {
        Long retryAfter = problem.retryAfter() == null
                ? null
                : Math.max(1, problem.retryAfter().toSeconds());
        return json.write(new StatusQuery.Answers.Item(attempt.number(), null, problem.problem(), retryAfter));
    }

    private static String with(String object, String field, String value) {
        return object.substring(0, object.length() - 1) + ",\"" + field + "\":" + value + "}";
    }
}
