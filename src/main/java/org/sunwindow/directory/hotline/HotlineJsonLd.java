package org.sunwindow.directory.hotline;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.directory.Closing;
import org.sunwindow.directory.JsonLd;
import org.sunwindow.directory.JsonLd.OpeningHours;

/** A hotline as a ContactPoint of schema.org. */
@RegisterForReflection
record HotlineJsonLd(
        @JsonProperty("@type") String type,
        String identifier,
        String name,
        List<String> telephone,
        String description,
        List<String> contactType,
        List<OpeningHours> openingHoursSpecification,
        List<OpeningHours> specialOpeningHoursSpecification,
        List<String> areaServed,
        String availableLanguage) {

    static HotlineJsonLd of(Hotline hotline) {
        String hours = OpeningHours.description(hotline.hours(), hotline.hoursText());
        String purpose =
                Stream.of(hotline.summary(), hours).filter(Objects::nonNull).collect(Collectors.joining("；"));
        String closing = Closing.sentence(hotline.closedOn(), hotline.successor());
        return new HotlineJsonLd(
                "ContactPoint",
                hotline.id(),
                hotline.name(),
                JsonLd.numbers(hotline.dial()),
                closing == null ? purpose : closing,
                hotline.topics(),
                OpeningHours.weekly(hotline.hours()),
                OpeningHours.special(hotline.specialDays()),
                hotline.serves(),
                "zh");
    }
}
