package org.sunwindow.place;

import java.util.Optional;
import org.sunwindow.http.Problem;

/** The rules for the location of a record. */
public final class LocationRules {

    public static final String SYSTEMS = "GCJ02|WGS84|CGCS2000|BD09";
    public static final String SYSTEM_WANTED = "应为 GCJ02（高德、腾讯地图）、BD09（百度地图）、WGS84 或 CGCS2000";

    private LocationRules() {}

    /** Returns what is wrong with a location. It must be complete or absent, name its system and lie in China. */
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

    /** By a bounding box that includes the southern islands. */
    private static boolean isInChina(double latitude, double longitude) {
        return latitude >= 3 && latitude <= 54 && longitude >= 73 && longitude <= 136;
    }
}
