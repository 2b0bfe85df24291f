package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.calendar.WorkingDays;

/** Hours by season, on nth weekdays and by appointment, as publishers write them, compared with states determined by hand. */
class SeasonalHoursTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final WorkingDays DAYS = new WorkingCalendar().days();
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    /** The fields of an office from which its hours follow. */
    record Fields(List<OpeningTimes.Weekly> hours, List<OpeningTimes.SpecialDay> specialDays, Boolean openOnHolidays) {}

    /** A line of seasonal-hours.txt. */
    record Example(Fields fields, LocalDateTime moment, String expected, String why) {}

    static Stream<Example> examples() throws IOException {
        var patterns = new HashMap<String, Fields>();
        var examples = new ArrayList<Example>();
        try (var in = SeasonalHoursTest.class.getResourceAsStream("/calendar/seasonal-hours.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.matches("[A-Z] = .*")) {
                    patterns.put(line.substring(0, 1), fields(line.substring(4)));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split("\\|");
                    examples.add(new Example(
                            patterns.get(parts[0].strip()),
                            LocalDateTime.parse(parts[1].strip()),
                            parts[2].strip(),
                            parts[3].strip()));
                }
            }
        }
        assertThat(examples).hasSizeGreaterThanOrEqualTo(70);
        return examples.stream();
    }

    private static Fields fields(String json) throws JsonProcessingException {
        return JSON.readValue(json, Fields.class);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void statesAreThoseDeterminedByHand(Example example) {
        Fields fields = example.fields();
        assertThat(OpeningRules.faults(fields.hours(), fields.specialDays())).isEmpty();
        OpeningHours.State state = OpeningTimes.of(fields.hours(), fields.specialDays(), fields.openOnHolidays(), null)
                .at(example.moment().atZone(ZONE).toInstant(), ZONE, DAYS);
        assertThat(format(state)).as(example.why()).isEqualTo(example.expected());
    }

    private static String format(OpeningHours.State state) {
        String end = state.until() == null ? "always" : local(state.until());
        String next = " opens " + (state.next() == null ? "never" : local(state.next()));
        String appointment = state.nextAppointment() == null ? "" : " appointment " + local(state.nextAppointment());
        String provisional = state.provisional() ? " provisional" : "";
        if (state.open()) {
            assertThat(state.byAppointment()).isFalse();
            assertThat(state.next()).isNull();
            assertThat(state.nextAppointment()).isNull();
            return "open " + end + provisional;
        }
        return (state.byAppointment() ? "appointment " + end : "closed") + next + appointment + provisional;
    }

    private static String local(ZonedDateTime time) {
        assertThat(time.getZone()).isEqualTo(ZONE);
        return time.toLocalDateTime().toString();
    }
}
