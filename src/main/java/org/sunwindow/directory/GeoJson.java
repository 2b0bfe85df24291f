package org.sunwindow.directory;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Offices as RFC 7946 writes places: longitude first, WGS-84. */
final class GeoJson {

    static final String MEDIA_TYPE = "application/geo+json";

    private static final JsonMapper JSON = new JsonMapper();

    private GeoJson() {}

    static byte[] write(List<Office> offices, boolean alone) {
        List<ObjectNode> features = offices.stream().map(GeoJson::feature).toList();
        ObjectNode all = alone ? features.getFirst() : JSON.createObjectNode().put("type", "FeatureCollection");
        if (!alone) {
            all.putArray("features").addAll(features);
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode feature(Office office) {
        ObjectNode feature = JSON.createObjectNode().put("type", "Feature").put("id", office.id());
        if (office.latitude() == null) {
            feature.putNull("geometry");
        } else {
            feature.putObject("geometry")
                    .put("type", "Point")
                    .putArray("coordinates")
                    .add(office.longitude())
                    .add(office.latitude());
        }
        ObjectNode properties = feature.putObject("properties");
        put(properties, "name", office.name());
        put(properties, "type", office.type());
        put(properties, "division", office.division());
        put(properties, "address", office.address());
        put(properties, "hoursNote", office.hoursNote());
        put(properties, "bookingUrl", office.bookingUrl());
        if (office.phones() != null) {
            office.phones().forEach(properties.putArray("phones")::add);
        }
        return feature;
    }

    private static void put(ObjectNode object, String name, String value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
