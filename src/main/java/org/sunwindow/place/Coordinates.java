package org.sunwindow.place;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in one of the systems that maps in China use. WeChat, Tencent and Amap draw GCJ-02, Baidu BD-09; 天地图 draws
 * CGCS2000, which differs from WGS-84 by less than a metre and is taken as the same.
 *
 * <p>GCJ-02 shifts what lies in China by up to some 700 metres. The shift is not published; this is the formula by which
 * everybody computes it, which agrees with the maps to a few metres. The way back is solved to about a centimetre. Outside of
 * China nothing is shifted.
 *
 * @param latitude  in degrees, north is positive
 * @param longitude in degrees, east is positive
 */
public record Coordinates(double latitude, double longitude) {

    /** A system of coordinates. */
    public enum System {
        GCJ02,
        WGS84,
        CGCS2000,
        BD09;

        /** As it stands in an address, in whatever case. */
        public static Optional<System> of(String written) {
            return Stream.of(values())
                    .filter(system -> system.name().equals(written.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /** Of the ellipsoid by Krasovsky, in metres. */
    private static final double AXIS = 6_378_245;

    private static final double ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943;

    /** The formula counts from here. */
    private static final double BASE_LATITUDE = 35;

    private static final double BASE_LONGITUDE = 105;

    /** What BD-09 adds to GCJ-02, in degrees, beside a small wave. */
    private static final double BAIDU_LATITUDE = 0.006;

    private static final double BAIDU_LONGITUDE = 0.0065;
    private static final double BAIDU_WAVE = Math.PI * 3000 / 180;

    /** Degrees, about a centimetre. */
    private static final double PRECISE = 1e-7;

    private static final int MOST_STEPS = 20;

    /** The same place in another system. */
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

    /** To a centimetre, which is more than any of it is worth. */
    public Coordinates rounded() {
        return new Coordinates(Math.round(latitude * 1e7) / 1e7, Math.round(longitude * 1e7) / 1e7);
    }

    /** The box in which the formula is used. */
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

    /** Step by step, as the shift hardly changes over its own length. */
    private Coordinates unshifted() {
        Coordinates guess = this;
        for (int step = 0; step < MOST_STEPS; step++) {
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
