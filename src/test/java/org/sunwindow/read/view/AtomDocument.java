package org.sunwindow.read.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** A feed document, parsed by an XML parser and checked against what RFC 4287 demands. */
final class AtomDocument {

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    /** RFC 3339, with seconds and an offset of hours and minutes. */
    private static final String TIME =
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})";

    private final Element feed;

    AtomDocument(byte[] bytes) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            feed = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(bytes))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError("not well-formed", e);
        }
        assertThat(feed.getLocalName()).isEqualTo("feed");
        assertThat(feed.getNamespaceURI()).isEqualTo(NAMESPACE);
        check(feed);
        assertThat(link(feed, "self")).isPresent();
        assertThat(text(child(feed, "author"), "name")).isNotBlank();
        entries().forEach(AtomDocument::checkEntry);
        assertThat(entries().stream().map(AtomDocument::id)).doesNotHaveDuplicates();
    }

    private static void checkEntry(Element entry) {
        check(entry);
        assertThat(link(entry, "alternate")).isPresent();
        children(entry, "published")
                .forEach(published -> assertThat(published.getTextContent()).matches(TIME));
        assertThat(children(entry, "category"))
                .isNotEmpty()
                .allSatisfy(
                        category -> assertThat(category.getAttribute("term")).isNotBlank());
    }

    /** What feeds and entries must both have. */
    private static void check(Element element) {
        assertThat(URI.create(id(element)).isAbsolute()).as(id(element)).isTrue();
        assertThat(text(element, "title")).isNotBlank();
        assertThat(text(element, "updated")).matches(TIME);
    }

    List<Element> entries() {
        return children(feed, "entry");
    }

    Element root() {
        return feed;
    }

    Optional<String> next() {
        return link(feed, "next");
    }

    static String id(Element element) {
        return text(element, "id");
    }

    static OffsetDateTime updated(Element element) {
        return OffsetDateTime.parse(text(element, "updated"));
    }

    static String text(Element element, String name) {
        return child(element, name).getTextContent();
    }

    static Element child(Element element, String name) {
        List<Element> found = children(element, name);
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }

    static List<Element> children(Element element, String name) {
        var found = new ArrayList<Element>();
        IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .filter(node -> node instanceof Element child
                        && NAMESPACE.equals(child.getNamespaceURI())
                        && child.getLocalName().equals(name))
                .forEach(node -> found.add((Element) node));
        return found;
    }

    static Optional<String> link(Element element, String relation) {
        List<Element> found = children(element, "link").stream()
                .filter(link -> link.getAttribute("rel").equals(relation))
                .toList();
        assertThat(found).as(relation).hasSizeLessThanOrEqualTo(1);
        return found.stream().map(link -> link.getAttribute("href")).findFirst();
    }
}
