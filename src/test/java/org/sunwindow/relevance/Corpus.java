package org.sunwindow.relevance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generated records of a fictitious bureau, 云川市民政局, for measuring the relevance and the speed of searches. Most records
 * have many near-duplicates, which differ by a year, a quarter, a place or a document type.
 *
 * <p>The records depend only on the requested size. They use neither the clock, nor the locale, nor hash order.
 */
public final class Corpus {

    /** Size of the corpus for which the queries are rated. */
    public static final int RATED = 2400;

    /** Minimum share of disclosures among the records beyond the rated ones. */
    private static final double DISCLOSURES_SHARE = 0.97;

    private static final int OFFICES = 200;
    private static final int ORGANIZATIONS = 60;
    private static final int SERVICES = 150;

    private Corpus() {}

    /**
     * A record.
     *
     * @param tags attributes that the rating rules use; they are not sent to the service
     * @param json the line of an import
     */
    public record Entry(String kind, String key, Map<String, String> tags, String json) {}

    /** Returns a lazy stream of exactly {@code size} entries. Equal sizes return equal entries. */
    public static Stream<Entry> entries(int size) {
        var vocabulary = new Vocabulary();
        int further = furtherDistricts(size);
        var places = new Places(further);
        var counter = new Counter(vocabulary, places);
        int organizations = ORGANIZATIONS + further * Counter.ORGANIZATIONS_EACH;
        int offices = OFFICES + further * Counter.OFFICES_EACH;
        int services = SERVICES + further * Counter.SERVICES_EACH;
        int others = places.divisions().size() + organizations + offices + services;
        var disclosures = new Disclosures(vocabulary, places);
        return Stream.of(
                        places.divisions().stream().map(Corpus::division),
                        counter.organizations().limit(organizations),
                        counter.offices().limit(offices),
                        counter.services().limit(services),
                        IntStream.range(0, Math.max(0, size - others)).mapToObj(disclosures::entry))
                // not flatMap, whose iterator would buffer a whole part
                .reduce(Stream.empty(), Stream::concat)
                .limit(size);
    }

    private static int furtherDistricts(int size) {
        int each = Places.DIVISIONS_EACH + Counter.ORGANIZATIONS_EACH + Counter.OFFICES_EACH + Counter.SERVICES_EACH;
        return (int) (Math.max(0, size - RATED) * (1 - DISCLOSURES_SHARE) / each);
    }

    private static Entry division(Places.Place place) {
        ObjectNode json = object();
        json.put("code", place.code());
        json.put("name", place.name());
        json.put("level", place.level());
        if (place.parent() != null) {
            json.put("parent", place.parent().code());
        }
        json.put("fullName", place.fullName());
        json.put("validFrom", place.from());
        if (place.to() != null) {
            json.put("validTo", place.to());
            json.put("successor", place.successor());
        }
        Map<String, String> tags = tags("division", place);
        tags.put("code", place.code());
        tags.put("status", place.to() == null ? "current" : "abolished");
        return new Entry("division", place.code(), tags, json.toString());
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns the tags of every record: its kind and its place. */
    static Map<String, String> tags(String kind, Places.Place place) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("kind", kind);
        tags.put("place", place.name());
        if (place.district() != null) {
            tags.put("district", place.district().name());
        }
        tags.put(
                "level",
                switch (place.level()) {
                    case 1 -> "province";
                    case 2 -> "city";
                    case 3 -> "district";
                    case 4 -> "township";
                    default -> "village";
                });
        return tags;
    }
}
