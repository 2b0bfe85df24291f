package org.sunwindow.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Common parts of the directory's JSON-LD. See {@link org.sunwindow.kind.LinkedThing}. */
public final class JsonLd {

    private static final Map<String, String> DAYS = Map.of(
            "MON", "Monday",
            "TUE", "Tuesday",
            "WED", "Wednesday",
            "THU", "Thursday",
            "FRI", "Friday",
            "SAT", "Saturday",
            "SUN", "Sunday");

    private JsonLd() {}

    /** Another thing, by its identifier. */
    @RegisterForReflection
    public record Thing(@JsonProperty("@type") String type, String identifier) {

        /** {@code null} without an identifier. */
        public static Thing of(String type, String identifier) {
            return identifier == null ? null : new Thing(type, identifier);
        }
    }

    @RegisterForReflection
    public record PostalAddress(
            @JsonProperty("@type") String type, String addressCountry, String streetAddress, String postalCode) {

        /** {@code null} without a street. */
        public static PostalAddress of(String street, String postcode) {
            return street == null ? null : new PostalAddress("PostalAddress", "CN", street, postcode);
        }
    }

    @RegisterForReflection
    public record GeoCoordinates(@JsonProperty("@type") String type, double latitude, double longitude) {

        /** {@code null} without a latitude. */
        public static GeoCoordinates of(Double latitude, Double longitude) {
            return latitude == null ? null : new GeoCoordinates("GeoCoordinates", latitude, longitude);
        }
    }

    /** A value for which the vocabulary has no term. */
    @RegisterForReflection
    public record PropertyValue(@JsonProperty("@type") String type, String name, String value) {

        public static PropertyValue of(String name, Object value) {
            return new PropertyValue("PropertyValue", name, value.toString());
        }
    }

    /** Times of a weekday, or of one date. */
    @RegisterForReflection
    public record OpeningHours(
            @JsonProperty("@type") String type,
            String opens,
            String closes,
            List<String> dayOfWeek,
            String validFrom,
            String validThrough) {

        private static OpeningHours of(String from, String to, List<String> days, String date) {
            // schema.org has no 24:00; a day that is open throughout ends at its last minute
            String closes = to.equals("24:00") || to.equals(from) ? "23:59" : to;
            return new OpeningHours("OpeningHoursSpecification", from, closes, days, date, date);
        }

        /**
         * Returns the hours that hold in every week, {@code null} where none are known. The vocabulary has neither
         * seasons nor nth weekdays. For an office with seasons nothing is returned, because the remaining hours would
         * not be those of any week.
         */
        public static List<OpeningHours> weekly(List<OpeningTimes.Weekly> weekly) {
            if (weekly == null || weekly.stream().anyMatch(hours -> hours.season() != null)) {
                return null;
            }
            return weekly.stream()
                    .filter(OpeningHours::isEveryWeek)
                    .map(hours -> of(hours.from(), hours.to(), days(hours), null))
                    .toList();
        }

        /**
         * Returns all hours as a text if {@link #weekly} leaves out any of them, otherwise {@code null}.
         *
         * @param lines of {@link HoursText}
         */
        public static String description(List<OpeningTimes.Weekly> weekly, List<String> lines) {
            return weekly == null || lines == null || weekly.stream().allMatch(OpeningHours::isEveryWeek)
                    ? null
                    : String.join("；", lines);
        }

        /** Whether anybody is served in these hours of any week. */
        private static boolean isEveryWeek(OpeningTimes.Weekly hours) {
            return hours.season() == null && hours.nth() == null && !Boolean.TRUE.equals(hours.byAppointment());
        }

        private static List<String> days(OpeningTimes.Weekly hours) {
            return hours.days().stream()
                    .map(day -> "https://schema.org/" + DAYS.get(day))
                    .toList();
        }

        /** {@code null} where there are no special days. */
        public static List<OpeningHours> special(List<OpeningTimes.SpecialDay> days) {
            if (days == null) {
                return null;
            }
            var special = new ArrayList<OpeningHours>();
            for (OpeningTimes.SpecialDay day : days) {
                String date = day.date().toString();
                List<OpeningTimes.Time> open = day.times() == null
                        ? List.of()
                        : day.times().stream()
                                .filter(time -> !Boolean.TRUE.equals(time.byAppointment()))
                                .toList();
                if (open.isEmpty()) {
                    // this means in schema.org that a day is closed
                    special.add(new OpeningHours("OpeningHoursSpecification", "00:00", "00:00", null, date, date));
                } else {
                    open.forEach(time -> special.add(of(time.from(), time.to(), null, date)));
                }
            }
            return special;
        }
    }

    /** The numbers to dial, {@code null} for none. */
    public static List<String> numbers(List<Phone> phones) {
        return phones == null ? null : phones.stream().map(Phone::number).toList();
    }
}
