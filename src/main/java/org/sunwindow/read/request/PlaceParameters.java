package org.sunwindow.read.request;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.index.SearchRequest.Near;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RecordReader;
import org.sunwindow.place.Coordinates;

/** Reads the parameters of lists whose records have locations. */
public final class PlaceParameters {

    public static final String NEAR = "near";
    public static final String RADIUS = "radius";
    public static final String CRS = "crs";

    /** The systems of coordinates by the names that records have; the first is the standard. */
    public static final List<String> SYSTEMS =
            Stream.of(Coordinates.System.values()).map(Enum::name).toList();

    /** Degrees, without an exponent. */
    private static final Pattern DEGREES = Pattern.compile("-?[0-9]{1,3}(?:\\.[0-9]{1,15})?");

    public static final int MAX_LOCATION = 50;

    /** Metres. */
    public static final int DEFAULT_RADIUS = 5_000;

    public static final int MAX_RADIUS = 100_000;

    private PlaceParameters() {}

    /** The system of the coordinates in the request and the answer. */
    public static Coordinates.System system(StrictParameters parameters, Kind<?> kind) {
        return kind.fields().hasLocations()
                ? parameters
                        .choiceInAnyCase(CRS, SYSTEMS)
                        .map(Coordinates.System::valueOf)
                        .orElse(RecordReader.STANDARD)
                : RecordReader.STANDARD;
    }

    /** The circle around a place, {@code null} for none. */
    public static Near near(StrictParameters parameters, Coordinates.System system) {
        Optional<String> sent = parameters.text(NEAR, MAX_LOCATION);
        Optional<Integer> radius = parameters.number(RADIUS, 1, MAX_RADIUS);
        if (sent.isEmpty()) {
            if (radius.isPresent()) {
                parameters.wrong(RADIUS, "companion", "须与 near 一起使用");
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
                return new Near(place.latitude(), place.longitude(), radius.orElse(DEFAULT_RADIUS));
            }
        }
        parameters.wrong(NEAR, "format", "应为“纬度,经度”，例如 30.3300,118.8000（纬度在前，-90 到 90）");
        return null;
    }
}
