package org.sunwindow.directory.office;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.kind.Representation;
import org.sunwindow.kind.Representation.Shown;

/** Offices in GeoJSON (RFC 7946): longitude first, WGS-84. */
final class GeoJson {

    static final Representation<Office> REPRESENTATION =
            new Representation<>("application/geo+json", true, GeoJson::write);

    private static final JsonMapper JSON = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private GeoJson() {}

    @RegisterForReflection
    record FeatureCollection(String type, List<Feature> features) {}

    /** The standard requires a geometry in every feature, {@code null} where there is none. */
    @RegisterForReflection
    record Feature(
            String type,
            String id,

            @JsonInclude(JsonInclude.Include.ALWAYS) Point geometry,

            Properties properties) {}

    @RegisterForReflection
    record Point(String type, List<Double> coordinates) {}

    @RegisterForReflection
    record Properties(
            String name,
            String type,
            String division,
            String address,
            List<String> hoursText,
            String hoursNote,
            String bookingUrl,
            List<String> phones,
            String closedOn,
            String successor,
            Long distance,
            Boolean open,
            Boolean byAppointment,
            String closesAt,
            String opensAt,
            String appointmentsAt,
            Boolean provisional) {}

    private static byte[] write(List<Shown<Office>> offices, boolean single) {
        List<Feature> features = offices.stream().map(GeoJson::feature).toList();
        try {
            return JSON.writeValueAsBytes(
                    single ? features.getFirst() : new FeatureCollection("FeatureCollection", features));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Feature feature(Shown<Office> shown) {
        Office office = shown.record();
        Point point =
                office.latitude() == null ? null : new Point("Point", List.of(office.longitude(), office.latitude()));
        return new Feature("Feature", office.id(), point, properties(office, shown.distance(), shown.state()));
    }

    private static Properties properties(Office office, Double distance, OpeningHours.State state) {
        return new Properties(
                office.name(),
                office.type(),
                office.division(),
                office.address(),
                office.hoursText(),
                office.hoursNote(),
                office.bookingUrl(),
                office.phones(),
                office.closedOn() == null ? null : office.closedOn().toString(),
                office.successor(),
                distance == null ? null : Math.round(distance),
                state == null ? null : state.open(),
                state == null || !state.byAppointment() ? null : Boolean.TRUE,
                state == null ? null : time(state.until()),
                state == null ? null : time(state.next()),
                state == null ? null : time(state.nextAppointment()),
                state == null || !state.provisional() ? null : Boolean.TRUE);
    }

    private static String time(ZonedDateTime time) {
        return time == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
}
