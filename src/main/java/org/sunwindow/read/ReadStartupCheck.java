package org.sunwindow.read;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;

/** Checks the settings of public reads. */
@ApplicationScoped
public class ReadStartupCheck implements StartupCheck {

    /** 网站标识码: ten digits, or bm and eight digits for ministries. */
    private static final Pattern ID_CODE = Pattern.compile("[0-9]{10}|bm[0-9]{8}");

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)+");

    private final Settings.Reads settings;
    private final Settings.Site site;

    public ReadStartupCheck(Settings settings) {
        this.settings = settings.reads();
        this.site = settings.site();
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of("sunwindow.reads.cache-bytes", settings.cacheBytes(), "sunwindow.reads.waiting", (long)
                settings.waiting());
    }

    @Override
    public List<String> contradictions() {
        var wrong = new ArrayList<String>();
        site.address()
                .filter(address -> !isAddress(address))
                .ifPresent(
                        address -> wrong.add(
                                "sunwindow.site.address must be an http or https address without a query and a slash at its end"));
        site.domain()
                .filter(domain -> !DOMAIN.matcher(domain).matches())
                .ifPresent(domain -> wrong.add("sunwindow.site.domain must be a domain such as mz.yunchuan.example"));
        site.idCode()
                .filter(code -> !ID_CODE.matcher(code).matches())
                .ifPresent(code -> wrong.add("sunwindow.site.id-code must be 10 digits, or bm and 8 digits"));
        return wrong;
    }

    private static boolean isAddress(String text) {
        try {
            var address = new URI(text);
            return List.of("http", "https").contains(Objects.requireNonNullElse(address.getScheme(), ""))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getQuery() == null
                    && address.getFragment() == null
                    && !text.endsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
