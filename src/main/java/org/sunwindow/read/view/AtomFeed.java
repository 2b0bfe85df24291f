package org.sunwindow.read.view;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.sunwindow.index.Entry;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchResult;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.request.Shape;

/** Writes lists as Atom (RFC 4287) in pages (RFC 5005). Thread-safe. */
public final class AtomFeed {

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
    private static final String JSON = "application/json";

    /** Schemes of categories. */
    private static final String SCHEME = "urn:sunwindow:";

    /** Author of entries without a publisher. RFC 4287 requires one. */
    private static final String SITE = "阳光窗口";

    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

    private final FeedAddresses addresses;
    private final Kinds kinds;

    public AtomFeed(FeedAddresses addresses, Kinds kinds) {
        this.addresses = addresses;
        this.kinds = kinds;
    }

    /**
     * @param title of the list
     * @return UTF-8
     */
    public byte[] write(SearchRequest request, SearchResult result, FeedAddresses.Requested list, String title) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = WRITERS.createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeAttribute("xml:lang", "zh-CN");
            element(xml, "id", addresses.id(list));
            element(xml, "title", request.text() == null ? title : title + "：" + request.text());
            element(xml, "updated", time(updated(result)));
            author(xml, SITE);
            link(xml, "self", Shape.FEED.mediaType(), addresses.self(list));
            int size = request.paging().size();
            link(xml, "first", Shape.FEED.mediaType(), addresses.page(list, size, null));
            if (result.next() != null) {
                link(xml, "next", Shape.FEED.mediaType(), addresses.page(list, size, result.next()));
            }
            for (SearchResult.Hit hit : result.hits()) {
                entry(xml, hit, list);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The time of the revision, or when a record became public by its own date since. */
    private static Instant updated(SearchResult result) {
        return Stream.concat(
                        Stream.of(result.asOf().time()),
                        result.hits().stream().map(hit -> hit.entry().updated()))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private void entry(XMLStreamWriter xml, SearchResult.Hit hit, FeedAddresses.Requested list)
            throws XMLStreamException {
        Entry entry = hit.entry();
        Kind<?> kind = kinds.get(entry.kind());
        xml.writeStartElement("entry");
        element(xml, "id", addresses.id(entry.kind(), entry.key()));
        element(xml, "title", hit.standing().inForce() ? entry.title() : entry.title() + BoardText.NOT_IN_FORCE);
        element(xml, "updated", time(entry.updated()));
        Instant published = entry.from() == null ? entry.date() : entry.from();
        if (published != null) {
            element(xml, "published", time(published));
        }
        if (entry.publisher() != null) {
            author(xml, entry.publisher());
        }
        link(xml, "alternate", JSON, addresses.record(list, kind.contract().path(), entry.key()));
        category(xml, Kinds.KIND, entry.kind(), kind.label());
        for (String topic : entry.topics()) {
            category(xml, Filter.TOPIC, topic, topic.substring(topic.lastIndexOf('/') + 1));
        }
        if (!entry.summary().isEmpty()) {
            element(xml, "summary", entry.summary());
        }
        xml.writeEndElement();
    }

    private static void author(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeStartElement("author");
        element(xml, "name", name);
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(allowed(text));
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String relation, String type, String address)
            throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", address);
    }

    private static void category(XMLStreamWriter xml, String scheme, String term, String label)
            throws XMLStreamException {
        xml.writeEmptyElement("category");
        xml.writeAttribute("term", allowed(term));
        xml.writeAttribute("scheme", SCHEME + scheme);
        xml.writeAttribute("label", allowed(label));
    }

    /** Times are in UTC: before 1901, local time has offsets with seconds, which RFC 3339 does not allow. */
    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /**
     * Replaces characters that XML 1.0 cannot represent even escaped, because the writer does not check them: control
     * characters by a space, unpaired surrogates and noncharacters by U+FFFD.
     */
    public static String allowed(String text) {
        if (text.codePoints().allMatch(AtomFeed::isAllowed)) {
            return text;
        }
        return text.codePoints()
                .map(c -> isAllowed(c) ? c : c < ' ' ? ' ' : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The production {@code Char} of XML 1.0. */
    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= ' ' && c < Character.MIN_SURROGATE
                || c > Character.MAX_SURROGATE && c < 0xFFFE
                || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }
}
