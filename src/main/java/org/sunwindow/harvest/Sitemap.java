package org.sunwindow.harvest;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.Records.Tally;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.PublicSite;

/**
 * Writes sitemaps. The records of a kind are distributed over parts by a hash of their keys, so that a part can be
 * written without the others, and a record stays in its part whatever becomes of others. Thread-safe.
 */
final class Sitemap {

    /** The bound of the protocol. */
    static final int MOST = 50_000;

    /** The mean that the parts have at most. Hashes spread records so evenly that none comes near the bound. */
    private static final int MEAN = MOST / 2;

    private static final int MOST_PARTS = 1024;

    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static final Pattern PART = Pattern.compile("([A-Za-z]+)-([1-9][0-9]{0,3})-([1-9][0-9]{0,3})");
    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

    private final Kinds kinds;
    private final PublicSite site;

    Sitemap(Kinds kinds, PublicSite site) {
        this.kinds = kinds;
        this.site = site;
    }

    /**
     * The records of a kind whose hash has a remainder.
     *
     * @param number from 1 to {@code of}
     * @param of     a power of two
     */
    record Part(String kind, int number, int of) {

        private boolean contains(String key) {
            // the low bits of a hash of Java differ little between keys that count up
            int hash = key.hashCode() * 0x9E3779B9;
            return (hash >>> 16 & of - 1) == number - 1;
        }
    }

    /** Reads what an address says, empty if no sitemap has such a part. */
    Optional<Part> part(String written) {
        Matcher matcher = PART.matcher(written);
        if (!matcher.matches() || kinds.get(matcher.group(1)) == null) {
            return Optional.empty();
        }
        var part = new Part(matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
        boolean exists = part.number() <= part.of() && part.of() <= MOST_PARTS && Integer.bitCount(part.of()) == 1;
        return exists ? Optional.of(part) : Optional.empty();
    }

    static ProblemException noPart() {
        return new ProblemException(ProblemCode.PATH_NOT_FOUND, "网站地图没有这一部分，请重新取 /sitemap.xml。");
    }

    byte[] index(PublicData data) {
        return document("sitemapindex", xml -> {
            for (Kind<?> kind : kinds.all()) {
                Tally latest = data.all(kind).latest();
                int parts = latest == null ? 0 : parts(latest.count());
                for (int number = 1; number <= parts; number++) {
                    String address = site.link("/sitemap-%s-%d-%d.xml".formatted(kind.name(), number, parts));
                    Long changed = latest.most();
                    entry(xml, "sitemap", address, changed == null ? null : Instant.ofEpochMilli(changed));
                }
            }
        });
    }

    static int parts(long records) {
        int parts = 1;
        while (records > (long) parts * MEAN && parts < MOST_PARTS) {
            parts *= 2;
        }
        return parts;
    }

    byte[] part(PublicData data, Part part) {
        Kind<?> kind = kinds.get(part.kind());
        Tally latest = data.all(kind).latest();
        if (latest == null || parts(latest.count()) > part.of()) {
            throw noPart();
        }
        // ordered, so that all instances send the same bytes
        Map<String, Instant> changes = new TreeMap<>();
        data.records().changes(kind, (key, changed) -> {
            if (part.contains(key) && changes.size() < MOST) {
                changes.put(key, changed);
            }
        });
        return document("urlset", xml -> {
            for (Map.Entry<String, Instant> change : changes.entrySet()) {
                entry(xml, "url", site.link(kind.address(change.getKey())), change.getValue());
            }
        });
    }

    @FunctionalInterface
    private interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static byte[] document(String root, Content content) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = WRITERS.createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement(root);
            xml.writeDefaultNamespace(NAMESPACE);
            content.write(xml);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void entry(XMLStreamWriter xml, String name, String address, Instant changed)
            throws XMLStreamException {
        xml.writeStartElement(name);
        element(xml, "loc", address);
        if (changed != null) {
            element(xml, "lastmod", changed.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
