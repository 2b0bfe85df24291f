package org.sunwindow.place;

import java.util.Locale;

/**
 * Coordinates in one of the systems of Chinese maps. WeChat, Tencent and Amap use GCJ-02, Baidu uses BD-09, 天地图 uses
 * CGCS2000, which differs from WGS-84 by less than a metre and is treated as the same.
 *
 * <p>GCJ-02 shifts places in China by up to about 700 metres. The exact shift is not public; the widely used formula
 * implemented here agrees with the maps to a few metres. The inverse is accurate to about a centimetre. Places outside
 * China are not shifted.
 *
 * @param latitude  in degrees, north is positive
 * @param longitude in degrees, east is positive
 */
public record Coordinates(double latitude, double longitude) {

    public enum System {
        GCJ02,
        WGS84,
        CGCS2000,
        BD09;

        /** The name of a system in the one spelling that is stored; case is ignored. {@code null} stays. */
        public static String canonical(String written) {
            return written == null ? null : written.strip().toUpperCase(Locale.ROOT);
        }
    }

    /** Semi-major axis of the Krasovsky ellipsoid, in metres. */
    private static final double AXIS = 6_378_245;

    private static final double ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943;

    /** Origin of the formula. */
    private static final double BASE_LATITUDE = 35;

    private static final double BASE_LONGITUDE = 105;

    /** The constant offset of BD-09 from GCJ-02, in degrees; a small wave is added to it. */
    private static final double BAIDU_LATITUDE = 0.006;

    private static final double BAIDU_LONGITUDE = 0.0065;
    private static final double BAIDU_WAVE = Math.PI * 3000 / 180;

    /** In degrees, about a centimetre. */
    private static final double PRECISE = 1e-7;

    private static final int MAX_STEPS = 20;

    /** Converts these coordinates from one system to another. */
    public Coordinates convert(System from, System to) {
        if (from == to) {
            return this;
        }
        Coordinates gcj02 = switch (from) {
            case GCJ02 -> this;
            case WGS84, CGCS2000 -> shifted();
            case BD09 -> fromBaidu();
        };
        return switch (to) {
            case GCJ02 -> gcj02;
            case WGS84, CGCS2000 -> gcj02.unshifted();
            case BD09 -> gcj02.toBaidu();
        };
    }

    /** Rounds to a centimetre, which is finer than the formula is accurate. */
    Coordinates rounded() {
        return new Coordinates(Math.round(latitude * 1e7) / 1e7, Math.round(longitude * 1e7) / 1e7);
    }

    /** Whether the formula applies, by its bounding box. */
    private boolean isInChina() {
        return longitude >= 72.004 && longitude <= 137.8347 && latitude >= 0.8293 && latitude <= 55.8271;
    }

    private Coordinates shifted() {
        if (!isInChina()) {
            return this;
        }
        double north = latitude - BASE_LATITUDE;
        double east = longitude - BASE_LONGITUDE;
        double radians = Math.toRadians(latitude);
        double flat = 1 - ECCENTRICITY_SQUARED * Math.pow(Math.sin(radians), 2);
        double metresNorth = AXIS * (1 - ECCENTRICITY_SQUARED) / (flat * Math.sqrt(flat));
        double metresEast = AXIS / Math.sqrt(flat) * Math.cos(radians);
        return new Coordinates(
                latitude + Math.toDegrees(northward(north, east) / metresNorth),
                longitude + Math.toDegrees(eastward(north, east) / metresEast));
    }

    /** The shift in metres. */
    private static double northward(double north, double east) {
        return -100
                + 2 * east
                + 3 * north
                + 0.2 * north * north
                + 0.1 * east * north
                + 0.2 * Math.sqrt(Math.abs(east))
                + ripple(east)
                + wave(20, north, 1, 40, 3)
                + wave(160, north, 12, 320, 30);
    }

    private static double eastward(double north, double east) {
        return 300
                + east
                + 2 * north
                + 0.1 * east * east
                + 0.1 * east * north
                + 0.1 * Math.sqrt(Math.abs(east))
                + ripple(east)
                + wave(20, east, 1, 40, 3)
                + wave(150, east, 12, 300, 30);
    }

    private static double ripple(double east) {
        return (20 * Math.sin(6 * east * Math.PI) + 20 * Math.sin(2 * east * Math.PI)) * 2 / 3;
    }

    private static double wave(double high, double at, double length, double higher, double longer) {
        return (high * Math.sin(at / length * Math.PI) + higher * Math.sin(at / longer * Math.PI)) * 2 / 3;
    }

    /** The inverse by fixed-point iteration, which converges because the shift varies slowly. */
    private Coordinates unshifted() {
        Coordinates guess = this;
        for (int step = 0; step < MAX_STEPS; step++) {
            Coordinates there = guess.shifted();
            double north = latitude - there.latitude;
            double east = longitude - there.longitude;
            if (Math.abs(north) < PRECISE && Math.abs(east) < PRECISE) {
                break;
            }
            guess = new Coordinates(guess.latitude + north, guess.longitude + east);
        }
        return guess;
    }

    private Coordinates toBaidu() {
        if (!isInChina()) {
            return this;
        }
        double distance = Math.hypot(longitude, latitude) + 0.00002 * Math.sin(latitude * BAIDU_WAVE);
        double angle = Math.atan2(latitude, longitude) + 0.000003 * Math.cos(longitude * BAIDU_WAVE);
        return new Coordinates(
                distance * Math.sin(angle) + BAIDU_LATITUDE, distance * Math.cos(angle) + BAIDU_LONGITUDE);
    }

    private Coordinates fromBaidu() {
        if (!isInChina()) {
            return this;
        }
        double north = latitude - BAIDU_LATITUDE;
        double east = longitude - BAIDU_LONGITUDE;
        double distance = Math.hypot(east, north) - 0.00002 * Math.sin(north * BAIDU_WAVE);
        double angle = Math.atan2(north, east) - 0.000003 * Math.cos(east * BAIDU_WAVE);
        return new Coordinates(distance * Math.sin(angle), distance * Math.cos(angle));
    }
}
