package org.sunwindow.place;

import java.util.Map;
import org.sunwindow.place.Coordinates.System;

/** Coordinates with their system. */
public record Location(Coordinates coordinates, System system) {

    /** The location that three components of a record describe, {@code null} if the latitude is. */
    public static Location of(Double latitude, Double longitude, String crs) {
        return latitude == null ? null : new Location(new Coordinates(latitude, longitude), System.valueOf(crs));
    }

    /** The same place in another system, rounded to a centimetre unless it is in that system already. */
    public Location in(System wanted) {
        return wanted == system
                ? this
                : new Location(coordinates.convert(system, wanted).rounded(), wanted);
    }

    /** The components of a record by their names. */
    public Map<String, Object> components() {
        return Map.of("latitude", coordinates.latitude(), "longitude", coordinates.longitude(), "crs", system.name());
    }
}
