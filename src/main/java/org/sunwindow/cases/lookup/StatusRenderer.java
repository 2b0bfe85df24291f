package org.sunwindow.cases.lookup;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sunwindow.Identifier;
import org.sunwindow.Settings;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.cases.CaseProgress;
import org.sunwindow.http.ProblemException;
import org.sunwindow.json.StrictJson;

/** Renders the response for a case: its stored JSON, completed by its clock of the day. */
@ApplicationScoped
class StatusRenderer {

    private final StrictJson json;
    private final CaseClocks clocks;
    private final WorkingCalendar calendar;
    private final Clock clock;
    private final ZoneId zone;

    StatusRenderer(StrictJson json, CaseClocks clocks, WorkingCalendar calendar, Clock clock, Settings settings) {
        this.json = json;
        this.clocks = clocks;
        this.calendar = calendar;
        this.clock = clock;
        this.zone = settings.zone();
    }

    /** Returns a {@link CaseProgress} as JSON, in UTF-8. */
    CompletionStage<byte[]> progress(LookupResult.Found found) {
        if (found.timing() == null) {
            return CompletableFuture.completedFuture(found.progress());
        }
        return clocks.clock(found.timing(), LocalDate.ofInstant(clock.instant(), zone), calendar.days())
                .thenApply(now -> now.length == 0 ? found.progress() : with(found.progress(), "clock", now));
    }

    /**
     * Returns the item of a batch for a case that was found.
     *
     * @param sent application number as it was sent
     */
    CompletionStage<byte[]> item(String sent, LookupResult.Found found) {
        String item = json.write(new StatusQuery.Answers.Item(sent, normalized(sent), null, null, null));
        return progress(found).thenApply(progress -> with(bytes(item), "progress", progress));
    }

    /**
     * Returns the item of a batch for an attempt that failed.
     *
     * @param sent application number as it was sent, {@code null} if it was not a text
     */
    byte[] item(String sent, ProblemException problem) {
        Long retryAfter = problem.retryAfter() == null
                ? null
                : Math.max(1, problem.retryAfter().toSeconds());
        return bytes(
                json.write(new StatusQuery.Answers.Item(sent, normalized(sent), null, problem.problem(), retryAfter)));
    }

    /** {@code null} if the number was sent in this form, or is none that {@link StatusQuery} accepts. */
    private static String normalized(String sent) {
        if (sent == null || sent.isBlank() || sent.length() > StatusQuery.MAX_NUMBER) {
            return null;
        }
        String normalized = Identifier.canonical(sent);
        return normalized.equals(sent) ? null : normalized;
    }

    /** Returns the response of a batch. */
    static byte[] items(List<byte[]> items) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(bytes("{\"items\":["));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                all.write(',');
            }
            all.writeBytes(items.get(i));
        }
        all.writeBytes(bytes("]}"));
        return all.toByteArray();
    }

    /** Appends a field to a JSON object that is not empty. */
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
