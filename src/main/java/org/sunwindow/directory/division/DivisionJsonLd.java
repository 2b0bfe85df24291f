package org.sunwindow.directory.division;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import org.sunwindow.directory.JsonLd.GeoCoordinates;
import org.sunwindow.directory.JsonLd.PropertyValue;
import org.sunwindow.directory.JsonLd.Thing;

/** A division as an AdministrativeArea of schema.org. */
@RegisterForReflection
record DivisionJsonLd(
        @JsonProperty("@type") String type,
        String identifier,
        String name,
        String alternateName,
        GeoCoordinates geo,
        Thing containedInPlace,
        List<PropertyValue> additionalProperty) {

    private static final String TYPE = "AdministrativeArea";

    static DivisionJsonLd of(Division division) {
        var properties = new ArrayList<PropertyValue>();
        if (division.validTo() != null) {
            properties.add(PropertyValue.of("validTo", division.validTo()));
        }
        if (division.successor() != null) {
            properties.add(PropertyValue.of("successor", division.successor()));
        }
        return new DivisionJsonLd(
                TYPE,
                division.code(),
                division.name(),
                division.fullName(),
                GeoCoordinates.of(division.latitude(), division.longitude()),
                Thing.of(TYPE, division.parent()),
                properties);
    }
}
