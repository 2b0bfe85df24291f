package org.sunwindow.place;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.http.Problem;

/** The rules for the location of a record. */
public final class LocationRules {

    public static final String SYSTEMS = "GCJ02|WGS84|CGCS2000|BD09";
    public static final String SYSTEM_WANTED = "应为 GCJ02（高德、腾讯地图）、BD09（百度地图）、WGS84 或 CGCS2000";

    private LocationRules() {}

    /** Returns what is wrong with a location. It must be complete or absent, name its system and lie in China. */
    public static List<Problem.Item> faults(Double latitude, Double longitude, String system) {
        var faults = new ArrayList<Problem.Item>();
        if (latitude == null && longitude != null) {
            faults.add(new Problem.Item("latitude", "place.incomplete", "纬度和经度应同时填写，例如 30.3312"));
        }
        if (latitude != null && longitude == null) {
            faults.add(new Problem.Item("longitude", "place.incomplete", "纬度和经度应同时填写，例如 118.8123"));
        }
        if ((latitude != null || longitude != null) && system == null) {
            faults.add(new Problem.Item("crs", "crs.required", "坐标须注明坐标系，" + SYSTEM_WANTED + "，例如 \"GCJ02\""));
        }
        if (latitude != null && longitude != null && !isInChina(latitude, longitude)) {
            faults.add(new Problem.Item(
                    "latitude",
                    "place.outside",
                    isInChina(longitude, latitude) ? "纬度和经度写反了，请对调" : "不在国内：纬度应在 3 到 54、经度应在 73 到 136 之间"));
        }
        return faults;
    }

    /** By a bounding box that includes the southern islands. */
    private static boolean isInChina(double latitude, double longitude) {
        return latitude >= 3 && latitude <= 54 && longitude >= 73 && longitude <= 136;
    }
}
