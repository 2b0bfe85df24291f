package org.sunwindow.service;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sunwindow.kind.Attachment;
import org.sunwindow.kind.Filter;
import org.sunwindow.service.ServiceItem.Limit;

/** Values of items that filters compare. */
final class ServiceValues {

    private ServiceValues() {}

    static String isPresent(Object component) {
        return Boolean.toString(component != null && !(component instanceof List<?> list && list.isEmpty()));
    }

    /** The filter by numbers of steps. */
    static Filter counts() {
        return Filter.exact().formed("0*([0-9]{1,3})个?(?:环节)?", "应为环节数，只写数字，例如 3");
    }

    /** The filter by limits, each a number and a unit. */
    static Filter limits() {
        return Filter.exact()
                .formed("0*([0-9]{1,5})个?(" + ServiceItem.LIMIT_UNITS + ")", "应为相连的数值和单位，单位为 工作日、自然日 或 小时，例如 10工作日");
    }

    static String text(Integer number) {
        return number == null ? null : number.toString();
    }

    static String text(Limit limit) {
        return limit == null ? null : limit.value() + limit.unit();
    }

    static String stepCount(ServiceItem item) {
        return item.steps() == null ? null : text(item.steps().size());
    }

    static String limit(ServiceItem item) {
        return text(item.promisedLimit() == null ? item.statutoryLimit() : item.promisedLimit());
    }

    static List<String> reduced(ServiceItem item) {
        Reduction reduction = item.reduction();
        return reduction == null
                ? List.of()
                : Stream.of(
                                reduction.steps() == null ? null : ServiceItemKind.STEPS_REDUCED,
                                reduction.limit() == null ? null : ServiceItemKind.LIMIT_REDUCED)
                        .filter(Objects::nonNull)
                        .toList();
    }

    static List<String> partners(ServiceItem item, Function<Partner, String> member) {
        return item.partners() == null
                ? List.of()
                : item.partners().stream().map(member).filter(Objects::nonNull).toList();
    }

    /** The examples of materials. */
    static List<Attachment> examples(ServiceItem item) {
        return item.materials() == null
                ? List.of()
                : item.materials().stream()
                        .filter(material -> material.examples() != null)
                        .flatMap(material -> material.examples().stream())
                        .map(MaterialExample::file)
                        .toList();
    }

    /**
     * The ways to ask or to complain.
     *
     * @param phone that is published in addition to the channels, may be {@code null}
     */
    static List<String> channels(ServiceItem item, String purpose, String phone) {
        Stream<String> channels = item.channels() == null
                ? Stream.empty()
                : item.channels().stream()
                        .filter(channel -> channel.purpose().equals(purpose))
                        .map(Channel::by);
        return Stream.concat(phone == null ? Stream.empty() : Stream.of(Channel.PHONE), channels)
                .distinct()
                .toList();
    }
}
