package org.sunwindow.read;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.sunwindow.Settings;
import org.sunwindow.kind.Article;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;

/** The website on which records are published, as the settings state it. */
@ApplicationScoped
public class PublicSite {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Settings.Site settings;
    private final ZoneId zone;

    /** The address of the API for the public. */
    private final Optional<String> address;

    private final String path;

    /**
     * @param path of the API, such as {@code /api/v1}
     */
    PublicSite(Settings settings, @ConfigProperty(name = "quarkus.rest.path") String path) {
        this.settings = settings.site();
        this.path = path;
        this.address = settings.publicAddress().map(address -> address.replaceAll("/+$", "") + path);
        this.zone = settings.zone();
    }

    /**
     * Returns the address of something below the API, {@code null} if none is set.
     *
     * @param path encoded, such as {@code /offices/off-dh-hydj}
     */
    String address(String path) {
        return address.map(api -> api + path).orElse(null);
    }

    /** Whether the address is known under which the public reaches this service. */
    public boolean hasAddress() {
        return address.isPresent();
    }

    /**
     * Returns the address of something below the API, without its server if none is set.
     *
     * @param below encoded, such as {@code /offices/off-dh-hydj}
     */
    public String link(String below) {
        return address.orElse(path) + below;
    }

    /** Returns the path of something below the API. */
    public String path(String below) {
        return path + below;
    }

    /** Returns the address of something at the root of the server, without the server if none is set. */
    public String rootLink(String below) {
        String api = link("");
        return api.substring(0, api.length() - path.length()) + below;
    }

    /** The name of the website, empty if none is set. */
    public Optional<String> name() {
        return settings.name();
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
                article.keywords() == null || article.keywords().isEmpty()
                        ? null
                        : String.join(",", article.keywords()),
                article.summary(),
                address(article.path())));
    }
}
