package org.sunwindow.kind;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.sunwindow.kind.Representation.Described;
import org.sunwindow.kind.Representation.Shown;

/**
 * A thing that is written as JSON-LD. Records are described in the vocabulary of schema.org, which search engines and
 * assistants read. Built by one thread.
 */
public final class LinkedThing {

    public static final String MEDIA_TYPE = "application/ld+json";
    public static final String CONTEXT = "https://schema.org";

    /** Of bodies, publishers for example. */
    public static final String ORGANIZATION = "GovernmentOrganization";

    private static final String TYPE = "@type";
    private static final String ID = "@id";
    private static final String URL = "url";
    private static final String LANGUAGE = "zh-CN";

    private static final JsonMapper JSON = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_EMPTY)
            .build();

    private final ObjectNode node = JSON.createObjectNode();

    private LinkedThing() {}

    /** A thing without any property yet. */
    public static LinkedThing of(String type) {
        return new LinkedThing().with(TYPE, type);
    }

    /**
     * A thing that has an identifier.
     *
     * @param id an IRI
     */
    public static LinkedThing of(String type, String id) {
        return of(type).with(ID, id);
    }

    /** A thing that is described elsewhere. */
    public static LinkedThing reference(String id) {
        return new LinkedThing().with(ID, id);
    }

    /** A value to which a language or type is added. */
    public static LinkedThing value(Object value) {
        return new LinkedThing().with("@value", value);
    }

    /** A thing of which only the name is known, {@code null} without a name. */
    public static LinkedThing named(String type, String name) {
        return name == null ? null : of(type).with("name", name);
    }

    /** A record with what is known of the records of every kind: name, summary, publisher, dates and whether it holds. */
    public static LinkedThing of(String type, Shown<?> shown) {
        Described known = shown.described();
        return of(type).with("identifier", known.key())
                .with("name", known.title())
                .with("description", known.summary())
                .with("inLanguage", LANGUAGE)
                .with("publisher", named(ORGANIZATION, known.publisher()))
                .with("datePublished", known.published())
                .with("dateModified", known.modified())
                .with("creativeWorkStatus", shown.inForce() ? null : "已失效");
    }

    /**
     * Adds a property, unless the value is {@code null} or empty.
     *
     * @param value a text, a number, a truth value, a date or time, a thing, or a collection of these
     */
    public LinkedThing with(String property, Object value) {
        if (value == null || value instanceof Collection<?> values && values.isEmpty() || "".equals(value)) {
            return this;
        }
        if (value instanceof Collection<?> values) {
            var array = node.putArray(property);
            values.forEach(each -> array.add(tree(each)));
        } else {
            node.set(property, tree(value));
        }
        return this;
    }

    private static JsonNode tree(Object value) {
        return switch (value) {
            case LinkedThing thing -> thing.node;
            // toString leaves out seconds that are zero, which is no xsd:dateTime
            case OffsetDateTime time -> TextNode.valueOf(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
            case TemporalAccessor time -> TextNode.valueOf(time.toString());
            default -> JSON.valueToTree(value);
        };
    }

    /**
     * Writes the thing as a document.
     *
     * @param context what its terms mean
     */
    public byte[] document(Map<String, ?> context) {
        ObjectNode document = JSON.createObjectNode();
        document.set("@context", JSON.valueToTree(context));
        return bytes(document.setAll(node));
    }

    private static byte[] bytes(JsonNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The format of single records.
     *
     * @param mapping returns a {@link LinkedThing}, or another object that Jackson writes
     */
    static <R> Representation<R> representation(Function<Shown<R>, Object> mapping) {
        return new Representation<>(
                MEDIA_TYPE, false, (records, single) -> write(mapping.apply(records.getFirst()), records.getFirst()));
    }

    /** Every record is identified by its address, and says so. */
    private static byte[] write(Object mapped, Shown<?> shown) {
        ObjectNode mappedNode = mapped instanceof LinkedThing thing ? thing.node : JSON.valueToTree(mapped);
        ObjectNode written = JSON.createObjectNode();
        written.put("@context", CONTEXT);
        written.set(TYPE, mappedNode.get(TYPE));
        if (shown.address() != null) {
            written.put(ID, shown.address());
        }
        written.setAll(mappedNode);
        if (shown.address() != null && !written.has(URL)) {
            written.put(URL, shown.address());
        }
        return bytes(written);
    }
}
