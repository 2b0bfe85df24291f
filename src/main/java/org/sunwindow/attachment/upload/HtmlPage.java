package org.sunwindow.attachment.upload;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * An HTML page without scripts.
 *
 * @param text   that browsers show
 * @param hidden what only its source shows, see {@link #hidden(Node)}
 */
record HtmlPage(String text, String hidden) {

    /** Elements that run something or load it from elsewhere. */
    private static final String ACTIVE =
            "script, iframe, frame, object, embed, applet, form, base, link[rel=import], meta[http-equiv=refresh]";

    /** Pictures within a page. */
    private static final Pattern ENCODED = Pattern.compile("\\s*data:[^,]*;\\s*base64,", Pattern.CASE_INSENSITIVE);

    /**
     * @throws RefusedFileException if it may run something
     */
    static HtmlPage of(String source) {
        Document page = Jsoup.parse(source);
        if (!page.select(ACTIVE).isEmpty() || page.getAllElements().stream().anyMatch(HtmlPage::isActive)) {
            throw RefusedFileException.macro();
        }
        String hidden = hidden(page);
        // as texts: markup would be parsed once for each element, with a look at all elements around it
        page.select("td, th").forEach(cell -> cell.appendText("\t"));
        page.select("br, p, tr, div, li, h1, h2, h3, h4, h5, h6").forEach(line -> line.appendText("\n"));
        return new HtmlPage(page.wholeText(), hidden);
    }

    private static boolean isActive(Element element) {
        return element.attributes().asList().stream().anyMatch(attribute -> {
            String name = attribute.getKey().toLowerCase(Locale.ROOT);
            String value = attribute.getValue().replaceAll("\\s", "").toLowerCase(Locale.ROOT);
            return name.startsWith("on") || value.startsWith("javascript:") || value.startsWith("data:text/html");
        });
    }

    /** Returns the comments, the style sheets and the values of attributes, a line for each. */
    static String hidden(Node root) {
        var hidden = new Text();
        root.traverse((node, depth) -> {
            switch (node) {
                case Comment comment -> hidden.add(comment.getData()).add("\n");
                case DataNode data -> hidden.add(data.getWholeData()).add("\n");
                case Element element -> {
                    for (Attribute attribute : element.attributes()) {
                        if (!ENCODED.matcher(attribute.getValue()).lookingAt()) {
                            hidden.add(attribute.getValue()).add("\n");
                        }
                    }
                }
                default -> {}
            }
        });
        return hidden.toString();
    }
}
