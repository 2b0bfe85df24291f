package org.sunwindow.directory;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sunwindow.directory.division.Division;
import org.sunwindow.directory.hotline.Hotline;
import org.sunwindow.directory.office.Office;
import org.sunwindow.directory.organization.Organization;
import org.sunwindow.kind.Representation;

/** Records as JSON-LD in the vocabulary of schema.org, which search engines read in a page. */
public final class SchemaOrg {

    public static final String MEDIA_TYPE = "application/ld+json";

    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> DAYS = Map.of(
            "MON", "Monday",
            "TUE", "Tuesday",
            "WED", "Wednesday",
            "THU", "Thursday",
            "FRI", "Friday",
            "SAT", "Saturday",
            "SUN", "Sunday");

    private SchemaOrg() {}

    /** Of records on their own. */
    public static <R> Representation<R> representation(Function<R, ObjectNode> mapping) {
        return new Representation<>(
                MEDIA_TYPE,
                false,
                (records, alone) ->
                        mapping.apply(records.getFirst().record()).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode thing(String type, String id, String name) {
        return JSON.createObjectNode()
                .put("@context", "https://schema.org")
                .put("@type", type)
                .put("identifier", id)
                .put("name", name);
    }

    public static ObjectNode of(Office office) {
        ObjectNode thing = thing("GovernmentOffice", office.id(), office.name());
        put(thing, "additionalType", office.type());
        putAll(thing, "alternateName", office.formerNames());
        address(thing, office.address(), null);
        place(thing, office.latitude(), office.longitude());
        putAll(thing, "telephone", numbers(office.dial()));
        hours(thing, office.hours(), office.specialDays());
        putAll(thing, "areaServed", office.serves());
        put(thing, "url", office.bookingUrl());
        if (office.accessibility() != null) {
            ArrayNode features = thing.putArray("amenityFeature");
            for (String feature : office.accessibility()) {
                features.addObject()
                        .put("@type", "LocationFeatureSpecification")
                        .put("name", feature)
                        .put("value", true);
            }
        }
        if (office.organization() != null) {
            thing.putObject("parentOrganization")
                    .put("@type", "GovernmentOrganization")
                    .put("identifier", office.organization());
        }
        date(thing, "dissolutionDate", office.closedOn());
        put(thing, "description", Closing.told(office.closedOn(), office.successor()));
        return thing;
    }

    public static ObjectNode of(Organization organization) {
        ObjectNode thing = thing("GovernmentOrganization", organization.id(), organization.name());
        put(thing, "taxID", organization.creditCode());
        put(thing, "alternateName", organization.shortName());
        address(thing, organization.address(), organization.postcode());
        putAll(thing, "telephone", numbers(organization.dial()));
        put(thing, "faxNumber", organization.fax());
        put(thing, "email", organization.email());
        put(thing, "areaServed", organization.division());
        String gone = Closing.told(organization.closedOn(), organization.successor());
        if (gone != null) {
            thing.put("description", gone);
        } else if (organization.functions() != null) {
            thing.put("description", String.join("\n", organization.functions()));
        }
        if (organization.leaders() != null) {
            ArrayNode employees = thing.putArray("employee");
            for (Organization.Leader leader : organization.leaders()) {
                ObjectNode person = employees.addObject().put("@type", "Person").put("name", leader.name());
                put(person, "jobTitle", leader.post());
            }
        }
        if (organization.parent() != null) {
            thing.putObject("parentOrganization")
                    .put("@type", "GovernmentOrganization")
                    .put("identifier", organization.parent());
        }
        date(thing, "dissolutionDate", organization.closedOn());
        return thing;
    }

    public static ObjectNode of(Division division) {
        ObjectNode thing = thing("AdministrativeArea", division.code(), division.name());
        put(thing, "alternateName", division.fullName());
        place(thing, division.latitude(), division.longitude());
        if (division.parent() != null) {
            thing.putObject("containedInPlace")
                    .put("@type", "AdministrativeArea")
                    .put("identifier", division.parent());
        }
        property(thing, "validTo", division.validTo());
        property(thing, "successor", division.successor());
        return thing;
    }

    public static ObjectNode of(Hotline hotline) {
        ObjectNode thing = thing("ContactPoint", hotline.id(), hotline.name());
        putAll(thing, "telephone", numbers(hotline.dial()));
        String gone = Closing.told(hotline.closedOn(), hotline.successor());
        put(thing, "description", gone == null ? hotline.summary() : gone);
        putAll(thing, "contactType", hotline.topics());
        hours(thing, hotline.hours(), hotline.specialDays());
        putAll(thing, "areaServed", hotline.serves());
        thing.put("availableLanguage", "zh");
        return thing;
    }

    private static List<String> numbers(List<Phone> phones) {
        return phones == null ? null : phones.stream().map(Phone::number).toList();
    }

    private static void address(ObjectNode thing, String street, String postcode) {
        if (street != null) {
            ObjectNode address = thing.putObject("address")
                    .put("@type", "PostalAddress")
                    .put("addressCountry", "CN")
                    .put("streetAddress", street);
            put(address, "postalCode", postcode);
        }
    }

    private static void place(ObjectNode thing, Double latitude, Double longitude) {
        if (latitude != null) {
            thing.putObject("geo")
                    .put("@type", "GeoCoordinates")
                    .put("latitude", latitude)
                    .put("longitude", longitude);
        }
    }

    private static void hours(
            ObjectNode thing, List<OpeningTimes.Weekly> weekly, List<OpeningTimes.SpecialDay> specialDays) {
        if (weekly != null) {
            ArrayNode all = thing.putArray("openingHoursSpecification");
            for (OpeningTimes.Weekly hours : weekly) {
                ObjectNode times = times(all.addObject(), hours.from(), hours.to());
                hours.days().forEach(day -> times.withArray("dayOfWeek").add("https://schema.org/" + DAYS.get(day)));
            }
        }
        if (specialDays != null) {
            ArrayNode all = thing.putArray("specialOpeningHoursSpecification");
            for (OpeningTimes.SpecialDay day : specialDays) {
                if (day.times() == null || day.times().isEmpty()) {
                    // closed all day is written as no time at all
                    on(times(all.addObject(), "00:00", "24:00").put("closes", "00:00"), day.date());
                } else {
                    day.times().forEach(time -> on(times(all.addObject(), time.from(), time.to()), day.date()));
                }
            }
        }
    }

    private static ObjectNode times(ObjectNode specification, String from, String to) {
        // 24:00 is no time there; a day that is open throughout ends at its last minute
        return specification
                .put("@type", "OpeningHoursSpecification")
                .put("opens", from)
                .put("closes", to.equals("24:00") || to.equals(from) ? "23:59" : to);
    }

    private static void on(ObjectNode specification, LocalDate date) {
        specification.put("validFrom", date.toString()).put("validThrough", date.toString());
    }

    /** What the standard has no name for. */
    private static void property(ObjectNode thing, String name, Object value) {
        if (value != null) {
            thing.withArray("additionalProperty")
                    .addObject()
                    .put("@type", "PropertyValue")
                    .put("name", name)
                    .put("value", value.toString());
        }
    }

    private static void date(ObjectNode thing, String name, LocalDate date) {
        put(thing, name, date == null ? null : date.toString());
    }

    private static void put(ObjectNode object, String name, String value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    private static void putAll(ObjectNode object, String name, List<String> values) {
        if (values != null && !values.isEmpty()) {
            values.forEach(object.withArray(name)::add);
        }
    }
}
