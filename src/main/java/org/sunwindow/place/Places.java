package org.sunwindow.place;

import java.util.Optional;
import java.util.function.BiFunction;
import org.sunwindow.http.Problem;

/** What records that say where they are have in common. */
public final class Places {

    public static final String SYSTEMS = "GCJ02|WGS84|CGCS2000|BD09";
    public static final String SYSTEM_WANTED = "应为 GCJ02、WGS84、CGCS2000 或 BD09";

    private Places() {}

    /** A place is two numbers and what they are counted in, or nothing at all. */
    public static Optional<Problem.Item> fault(Double latitude, Double longitude, String system) {
        if ((latitude == null) != (longitude == null)) {
            return Optional.of(new Problem.Item("latitude", "place.incomplete", "纬度和经度应同时填写"));
        }
        if (latitude != null && system == null) {
            return Optional.of(new Problem.Item("crs", "crs.required", "坐标须注明坐标系：GCJ02、WGS84、CGCS2000 或 BD09"));
        }
        if (latitude != null && !isInChina(latitude, longitude)) {
            return Optional.of(
                    new Problem.Item("latitude", "place.outside", "不在国内：纬度应在 3 到 54、经度应在 73 到 136 之间，请核对是否写反"));
        }
        return Optional.empty();
    }

    /** By a box around it, the islands in the south included. */
    private static boolean isInChina(double latitude, double longitude) {
        return latitude >= 3 && latitude <= 54 && longitude >= 73 && longitude <= 136;
    }

    /**
     * A record with its place in a system.
     *
     * @param at makes a record of the same at another place
     */
    public static <R> R in(
            Coordinates.System wanted,
            R record,
            Double latitude,
            Double longitude,
            String system,
            BiFunction<Coordinates, Coordinates.System, R> at) {
        if (latitude == null || system.equals(wanted.name())) {
            return record;
        }
        var place = new Coordinates(latitude, longitude).convert(Coordinates.System.valueOf(system), wanted);
        return at.apply(place.rounded(), wanted);
    }
}
