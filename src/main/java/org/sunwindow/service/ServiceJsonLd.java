package org.sunwindow.service;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sunwindow.kind.LinkedThing;
import org.sunwindow.kind.Representation.Shown;

/** A service item as a GovernmentService of schema.org. */
final class ServiceJsonLd {

    private ServiceJsonLd() {}

    static LinkedThing of(Shown<ServiceItem> shown) {
        ServiceItem item = shown.record();
        return LinkedThing.of("GovernmentService")
                .with("identifier", item.code())
                .with("name", item.name())
                .with("description", shown.inForce() ? item.summary() : "已取消或下放，不再有效")
                .with("serviceType", item.typeName())
                .with("category", item.topic())
                .with("provider", provider(item, shown.described().publisher()))
                .with("areaServed", item.division())
                .with("audience", audiences(item))
                .with("termsOfService", text(item.conditions()))
                .with("serviceOutput", LinkedThing.named("Thing", item.result()))
                .with("offers", offer(item))
                .with("availableChannel", channels(item))
                .with("subjectOf", questions(item));
    }

    private static LinkedThing provider(ServiceItem item, String name) {
        return item.organization() == null
                ? null
                : LinkedThing.of(LinkedThing.ORGANIZATION)
                        .with("identifier", item.organization())
                        .with("name", name);
    }

    private static List<LinkedThing> audiences(ServiceItem item) {
        return each(
                item.serviceObjects(),
                code -> LinkedThing.of("Audience").with("audienceType", ServiceItem.OBJECTS.getOrDefault(code, code)));
    }

    private static LinkedThing offer(ServiceItem item) {
        if (item.fee() == null) {
            return null;
        }
        var offer = LinkedThing.of("Offer").with("description", item.fee().standard());
        return Boolean.FALSE.equals(item.fee().charged())
                ? offer.with("price", "0").with("priceCurrency", "CNY")
                : offer;
    }

    private static List<LinkedThing> channels(ServiceItem item) {
        Stream<LinkedThing> online = Stream.of(item.onlineUrl(), item.bookingUrl())
                .filter(Objects::nonNull)
                .map(url -> channel().with("serviceUrl", url));
        Stream<LinkedThing> offices = Stream.ofNullable(item.offices())
                .flatMap(List::stream)
                .map(office -> channel()
                        .with(
                                "serviceLocation",
                                LinkedThing.of("GovernmentOffice").with("identifier", office)));
        Stream<LinkedThing> phone = Stream.ofNullable(item.consultPhone())
                .map(number -> channel()
                        .with(
                                "servicePhone",
                                LinkedThing.of("ContactPoint")
                                        .with("contactType", "咨询")
                                        .with("telephone", number)));
        return Stream.of(online, offices, phone).flatMap(Function.identity()).toList();
    }

    private static LinkedThing channel() {
        return LinkedThing.of("ServiceChannel");
    }

    /** The frequently asked questions, {@code null} without any. */
    private static LinkedThing questions(ServiceItem item) {
        List<LinkedThing> questions = each(
                item.faq(),
                asked -> LinkedThing.of("Question")
                        .with("name", asked.question())
                        .with("acceptedAnswer", LinkedThing.of("Answer").with("text", asked.answer())));
        return questions.isEmpty() ? null : LinkedThing.of("FAQPage").with("mainEntity", questions);
    }

    private static <T> List<LinkedThing> each(List<T> values, Function<T, LinkedThing> mapping) {
        return Stream.ofNullable(values).flatMap(List::stream).map(mapping).toList();
    }

    private static String text(List<String> lines) {
        return lines == null ? null : String.join("\n", lines);
    }
}
