package org.sunwindow.read;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.http.Parameters;
import org.sunwindow.index.SearchRequest.Near;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.place.Coordinates;

/** Reads the parameters that ask for what is near a place. */
final class NearParameters {

    /** Degrees, without an exponent. */
    private static final Pattern DEGREES = Pattern.compile("-?[0-9]{1,3}(?:\\.[0-9]{1,15})?");

    private NearParameters() {}

    /**
     * @param system of the coordinates in the request
     * @return {@code null} if no place is given, or a wrong one
     */
    static Near read(Parameters parameters, Coordinates.System system) {
        Optional<String> sent = parameters.text(ListParameters.NEAR, ListParameters.MAX_LOCATION);
        Optional<Integer> radius = parameters.number(ListParameters.RADIUS, 1, ListParameters.MAX_RADIUS);
        if (sent.isEmpty()) {
            if (radius.isPresent()) {
                parameters.wrong(ListParameters.RADIUS, "companion", "须与 near 一起使用");
            }
            return null;
        }
        String[] parts = sent.get().split(",", -1);
        if (parts.length == 2
                && Stream.of(parts)
                        .allMatch(part -> DEGREES.matcher(part.strip()).matches())) {
            double latitude = Double.parseDouble(parts[0].strip());
            double longitude = Double.parseDouble(parts[1].strip());
            if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
                var place = new Coordinates(latitude, longitude).convert(system, RecordReader.STANDARD);
                return new Near(place.latitude(), place.longitude(), radius.orElse(ListParameters.DEFAULT_RADIUS));
            }
        }
        parameters.wrong(ListParameters.NEAR, "format", "应为“纬度,经度”，例如 30.3300,118.8000（纬度在前，-90 到 90）");
        return null;
    }
}
