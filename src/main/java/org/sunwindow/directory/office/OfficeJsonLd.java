package org.sunwindow.directory.office;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.sunwindow.directory.Closing;
import org.sunwindow.directory.JsonLd;
import org.sunwindow.directory.JsonLd.GeoCoordinates;
import org.sunwindow.directory.JsonLd.OpeningHours;
import org.sunwindow.directory.JsonLd.PostalAddress;
import org.sunwindow.directory.JsonLd.Thing;

/** An office as a GovernmentOffice of schema.org. */
@RegisterForReflection
record OfficeJsonLd(
        @JsonProperty("@type") String type,
        String identifier,
        String name,
        String additionalType,
        List<String> alternateName,
        PostalAddress address,
        GeoCoordinates geo,
        List<String> telephone,
        List<OpeningHours> openingHoursSpecification,
        List<OpeningHours> specialOpeningHoursSpecification,
        List<String> areaServed,
        String url,
        List<Feature> amenityFeature,
        Thing parentOrganization,
        String dissolutionDate,
        String description) {

    @RegisterForReflection
    record Feature(@JsonProperty("@type") String type, String name, boolean value) {

        private static Feature of(String name) {
            return new Feature("LocationFeatureSpecification", name, true);
        }
    }

    static OfficeJsonLd of(Office office) {
        return new OfficeJsonLd(
                "GovernmentOffice",
                office.id(),
                office.name(),
                office.type(),
                office.formerNames(),
                PostalAddress.of(office.address(), null),
                GeoCoordinates.of(office.latitude(), office.longitude()),
                JsonLd.numbers(office.dial()),
                OpeningHours.weekly(office.hours()),
                OpeningHours.special(office.specialDays()),
                office.serves(),
                office.bookingUrl(),
                office.accessibility() == null
                        ? null
                        : office.accessibility().stream().map(Feature::of).toList(),
                Thing.of("GovernmentOrganization", office.organization()),
                office.closedOn() == null ? null : office.closedOn().toString(),
                description(office));
    }

    /** The end of the office, or hours for which the vocabulary has no terms. */
    private static String description(Office office) {
        String closing = Closing.sentence(office.closedOn(), office.successor());
        return closing == null ? OpeningHours.description(office.hours(), office.hoursText()) : closing;
    }
}
