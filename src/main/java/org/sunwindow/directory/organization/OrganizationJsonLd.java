package org.sunwindow.directory.organization;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.sunwindow.directory.Closing;
import org.sunwindow.directory.JsonLd;
import org.sunwindow.directory.JsonLd.PostalAddress;
import org.sunwindow.directory.JsonLd.Thing;

/** An organization as a GovernmentOrganization of schema.org. */
@RegisterForReflection
record OrganizationJsonLd(
        @JsonProperty("@type") String type,
        String identifier,
        String name,
        String taxID,
        String alternateName,
        PostalAddress address,
        List<String> telephone,
        String faxNumber,
        String email,
        String areaServed,
        String description,
        List<Person> employee,
        Thing parentOrganization,
        String dissolutionDate) {

    private static final String TYPE = "GovernmentOrganization";

    @RegisterForReflection
    record Person(@JsonProperty("@type") String type, String name, String jobTitle) {

        private static Person of(Organization.Leader leader) {
            return new Person("Person", leader.name(), leader.post());
        }
    }

    static OrganizationJsonLd of(Organization organization) {
        LocalDate closedOn = organization.closedOn();
        return new OrganizationJsonLd(
                TYPE,
                organization.id(),
                organization.name(),
                organization.creditCode(),
                organization.shortName(),
                PostalAddress.of(organization.address(), organization.postcode()),
                JsonLd.numbers(organization.dial()),
                organization.fax(),
                organization.email(),
                organization.division(),
                description(organization),
                organization.leaders() == null
                        ? null
                        : organization.leaders().stream().map(Person::of).toList(),
                Thing.of(TYPE, organization.parent()),
                closedOn == null ? null : closedOn.toString());
    }

    private static String description(Organization organization) {
        String closing = Closing.sentence(organization.closedOn(), organization.successor());
        List<String> functions = Objects.requireNonNullElse(organization.functions(), List.of());
        return closing != null ? closing : functions.isEmpty() ? null : String.join("\n", functions);
    }
}
