package org.sunwindow.directory.office;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.sunwindow.kind.Representation.Shown;

/** Offices as RFC 7946 writes places: longitude first, WGS-84. */
final class GeoJson {

    static final String MEDIA_TYPE = "application/geo+json";

    private static final JsonMapper JSON = new JsonMapper();

    private GeoJson() {}

    static byte[] write(List<Shown<Office>> offices, boolean alone) {
        List<ObjectNode> features = offices.stream().map(GeoJson::feature).toList();
        ObjectNode all = alone ? features.getFirst() : JSON.createObjectNode().put("type", "FeatureCollection");
        if (!alone) {
            all.putArray("features").addAll(features);
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode feature(Shown<Office> shown) {
        Office office = shown.record();
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
        put(properties, "closedOn", office.closedOn());
        put(properties, "successor", office.successor());
        if (shown.distance() != null) {
            properties.put("distance", Math.round(shown.distance()));
        }
        if (shown.state() != null) {
            properties.put("open", shown.state().open());
            put(properties, "closesAt", time(shown.state().until()));
            put(properties, "opensAt", time(shown.state().next()));
            if (shown.state().provisional()) {
                properties.put("provisional", true);
            }
        }
        return feature;
    }

    private static String time(ZonedDateTime time) {
        return time == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    private static void put(ObjectNode object, String name, Object value) {
        if (value != null) {
            object.put(name, value.toString());
        }
    }
}
