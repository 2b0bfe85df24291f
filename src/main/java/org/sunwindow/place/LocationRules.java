package org.sunwindow.place;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;

/** The rules for the location of a record. */
public final class LocationRules {

    public static final String SYSTEMS = "GCJ02|WGS84|CGCS2000|BD09";
    public static final String SYSTEM_WANTED = "应为 GCJ02（高德、腾讯地图）、BD09（百度地图）、WGS84 或 CGCS2000";

    /** Words that name a system, by the system. Each map of a company has one system. */
    private static final Map<String, Pattern> NAMES = names();

    private LocationRules() {}

    private static Map<String, Pattern> names() {
        var names = new LinkedHashMap<String, Pattern>();
        names.put("GCJ02", Pattern.compile("高德|腾讯|微信|火星|国测局|GCJ[-_ ]?02"));
        names.put("BD09", Pattern.compile("百度|BD[-_ ]?09"));
        names.put("WGS84", Pattern.compile("国际通用|WGS[-_ ]?(?:19)?84"));
        names.put("CGCS2000", Pattern.compile("天地图|国家2000|CGCS[-_ ]?2000"));
        return names;
    }

    /** Reads the cell of a sheet that names a system: 高德, 百度坐标, WGS-84. A text that names none or two stays. */
    public static Map<String, Object> readSystem(String cell) {
        String written = Normalizer.normalize(cell, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        List<String> named = NAMES.entrySet().stream()
                .filter(name -> name.getValue().matcher(written).find())
                .map(Map.Entry::getKey)
                .toList();
        return Map.of("crs", named.size() == 1 ? named.getFirst() : cell);
    }

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
