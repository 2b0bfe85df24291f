package org.sunwindow.read;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sunwindow.Settings;
import org.sunwindow.kind.Article;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;

/** The website on which records are published, as the settings state it. */
@ApplicationScoped
class PublicSite {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Settings.Site settings;
    private final ZoneId zone;

    /** The address of the API for the public. */
    private final Optional<String> address;

    /**
     * @param path of the API, such as {@code /api/v1}
     */
    PublicSite(Settings settings, @ConfigProperty(name = "quarkus.rest.path") String path) {
        this.settings = settings.site();
        this.address = settings.publicAddress().map(address -> address.replaceAll("/+$", "") + path);
        this.zone = settings.zone();
    }

    /** Returns the address of a record, {@code null} if none is set or if the record is not an article. */
    String address(Article article) {
        if (article == null || address.isEmpty()) {
            return null;
        }
        String path = Stream.of(article.path().split("/"))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        return address.get() + "/" + path;
    }

    /** Returns the metadata for the page of a record, {@code null} if the record is not an article. */
    PageMeta meta(Article article, RelatedRecords related) {
        if (article == null) {
            return null;
        }
        Reference column = article.column() == null ? null : related.find(Filter.COLUMN, article.column());
        return new PageMeta(new PageMeta.Tags(
                settings.name().orElse(null),
                settings.domain()
                        .or(() -> address.map(set -> URI.create(set).getHost()))
                        .orElse(null),
                settings.idCode().orElse(null),
                column == null ? null : column.name(),
                article.title(),
                article.published().atZoneSameInstant(zone).format(MINUTES),
                article.source(),
                article.keywords() == null || article.keywords().isEmpty() ? null : String.join(",", article.keywords()),
                article.summary(),
                address(article)));
    }
}
