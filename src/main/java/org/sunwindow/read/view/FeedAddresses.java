package org.sunwindow.read.view;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sunwindow.Identifier;
import org.sunwindow.Settings;
import org.sunwindow.read.request.ListParameters;

/**
 * The addresses and identifiers that feeds contain. They do not depend on the {@code Host} header, which anybody can
 * set, nor on how a request is spelled, so that all instances send the same bytes.
 */
public final class FeedAddresses {

    /**
     * The host part of a tag is one that was owned on this day (RFC 4151). Never changes, because readers compare tags.
     */
    private static final String OWNED_ON = "2026";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

    /** Parameters that choose a part of a list. */
    private static final Set<String> PAGING = Set.of(ListParameters.PAGE, ListParameters.SIZE, ListParameters.AFTER);

    /** Without a slash at its end; empty if not set. */
    private final String publicAddress;

    /** Of all identifiers. */
    private final String prefix;

    public FeedAddresses(Settings settings) {
        Optional<URI> address = settings.publicAddress().map(URI::create);
        this.publicAddress =
                address.map(uri -> uri.toString().replaceAll("/+$", "")).orElse("");
        this.prefix = address.map(uri -> "tag:%s,%s:".formatted(uri.getHost().toLowerCase(Locale.ROOT), OWNED_ON))
                .orElse("urn:sunwindow:");
    }

    /** Whether an address can be {@link Settings#publicAddress}. */
    public static boolean isUsable(String address) {
        try {
            URI uri = new URI(address);
            return uri.getScheme() != null
                    && uri.getScheme().matches("(?i)https?")
                    && uri.getHost() != null
                    && HOST.matcher(uri.getHost()).matches()
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * A list that was requested.
     *
     * @param base  path of the API, such as {@code /api/v1}
     * @param path  of the list below it
     * @param query all parameters in one spelling and order, empty for none
     * @param paged the same without those that choose a page
     */
    public record Requested(String base, String path, String query, String paged) {

        public static Requested of(UriInfo uri, String path) {
            String base = uri.getBaseUri().getRawPath().replaceAll("/+$", "");
            MultivaluedMap<String, String> sent = uri.getQueryParameters();
            return new Requested(base, path, query(sent, Set.of()), query(sent, PAGING));
        }

        private static String query(MultivaluedMap<String, String> sent, Set<String> without) {
            return new TreeMap<>(sent)
                    .entrySet().stream()
                            .filter(parameter -> !without.contains(parameter.getKey()))
                            .flatMap(parameter -> parameter.getValue().stream()
                                    .map(String::strip)
                                    .filter(value -> !value.isEmpty())
                                    .map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                            .collect(Collectors.joining("&"));
        }
    }

    public String self(Requested list) {
        return address(list, list.query());
    }

    /**
     * @param size  of a page
     * @param after cursor, {@code null} for the first page
     */
    public String page(Requested list, int size, String after) {
        String paging = ListParameters.SIZE + "=" + size
                + (after == null ? "" : "&" + ListParameters.AFTER + "=" + encoded(after));
        return address(list, list.paged().isEmpty() ? paging : list.paged() + "&" + paging);
    }

    private String address(Requested list, String query) {
        return publicAddress + list.base() + list.path() + (query.isEmpty() ? "" : "?" + query);
    }

    /**
     * @param path of the list that has the record
     * @param key  as it was sent
     */
    public String record(Requested list, String path, String key) {
        return publicAddress + list.base() + path + "/" + encoded(key);
    }

    /** The identifier of a list, the same for all its pages. */
    public String id(Requested list) {
        return prefix + "list:" + list.path().substring(1) + (list.paged().isEmpty() ? "" : ":" + list.paged());
    }

    /** The identifier of a record. It is the same however its key is typed, in whatever list the record is found. */
    public String id(String kind, String key) {
        return prefix + "record:" + kind + ":" + encoded(Identifier.canonical(key));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
