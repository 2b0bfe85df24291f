package org.sunwindow.cases.lookup;

import io.quarkus.cache.CacheResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sunwindow.Settings;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.cases.CaseClock;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.CaseTiming;
import org.sunwindow.json.StrictJson;

/**
 * Computes and caches the clocks of cases. A clock is valid for a day and a calendar, and contains no personal data.
 */
@ApplicationScoped
class CaseClocks {

    private final StrictJson json;
    private final ZoneId zone;
    private final int dueSoon;

    CaseClocks(StrictJson json, Settings general, CaseSettings settings) {
        this.json = json;
        this.zone = general.zone();
        this.dueSoon = settings.dueSoon();
    }

    /**
     * Returns a {@link CaseClock} as JSON in UTF-8, empty if the case has no limits. The result is a stage, because the
     * cache would block on a plain value, which is not allowed on an event loop. A cached clock takes about 2 µs, a
     * computed one about 10 µs.
     *
     * @param timing a {@link CaseTiming} as JSON
     */
    @CacheResult(cacheName = "case-clocks")
    CompletionStage<byte[]> clock(String timing, LocalDate today, WorkingDays days) {
        CaseClock clock = json.readStored(timing, CaseTiming.class).on(today, zone, days, dueSoon);
        String text = clock == null ? "" : json.write(clock);
        return CompletableFuture.completedFuture(text.getBytes(StandardCharsets.UTF_8));
    }
}
