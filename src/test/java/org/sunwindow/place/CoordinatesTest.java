package org.sunwindow.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.place.Coordinates.System;

/** Conversions compared with published pairs of points. */
class CoordinatesTest {

    /** A tenth of a metre. */
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    @ParameterizedTest
    @CsvSource({
        "WGS84, GCJ02, 39.915, 116.404, 39.91640428150164, 116.41024449916938",
        "CGCS2000, GCJ02, 39.915, 116.404, 39.91640428150164, 116.41024449916938",
        "GCJ02, BD09, 39.915, 116.404, 39.92133699351021, 116.41036949371029",
        "BD09, GCJ02, 39.915, 116.404, 39.90865673957631, 116.39762729119315",
        "WGS84, BD09, 39.915, 116.404, 39.922699552216216, 116.41662724378733",
        // London, New York, and a place in the Pacific
        "WGS84, GCJ02, 51.5074, -0.1278, 51.5074, -0.1278",
        "GCJ02, BD09, 40.7128, -74.006, 40.7128, -74.006",
        "BD09, WGS84, -18, 179.99, -18, 179.99"
    })
    void pairsAreThosePublished(
            System from,
            System to,
            double latitude,
            double longitude,
            double expectedLatitude,
            double expectedLongitude) {
        Coordinates converted = new Coordinates(latitude, longitude).convert(from, to);
        assertThat(converted.latitude()).isCloseTo(expectedLatitude, CLOSE);
        assertThat(converted.longitude()).isCloseTo(expectedLongitude, CLOSE);
    }

    /** Published inverses are a first approximation, accurate to some metres. */
    @Test
    void inverseIsNearThePublishedApproximations() {
        Coordinates back = new Coordinates(39.915, 116.404).convert(System.GCJ02, System.WGS84);
        assertThat(back.latitude()).isCloseTo(39.91359571849836, Offset.offset(3e-5));
        assertThat(back.longitude()).isCloseTo(116.39775550083061, Offset.offset(3e-5));
    }

    /** Accurate to about a centimetre for GCJ-02. The inverse of BD-09 is an approximation, accurate to half a metre. */
    @Test
    void conversionRoundTrips() {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            var place = new Coordinates(18 + 35 * random.nextDouble(), 74 + 60 * random.nextDouble());
            assertNear(place, place.convert(System.WGS84, System.GCJ02).convert(System.GCJ02, System.WGS84), 2e-7);
            assertNear(place, place.convert(System.GCJ02, System.BD09).convert(System.BD09, System.GCJ02), 5e-6);
        }
    }

    private static void assertNear(Coordinates place, Coordinates back, double degrees) {
        assertThat(back.latitude()).isCloseTo(place.latitude(), Offset.offset(degrees));
        assertThat(back.longitude()).isCloseTo(place.longitude(), Offset.offset(degrees));
    }
}
