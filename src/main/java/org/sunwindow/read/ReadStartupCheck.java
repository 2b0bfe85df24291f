package org.sunwindow.read;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;
import org.sunwindow.read.view.FeedAddresses;

/** Checks the settings of public reads. */
@ApplicationScoped
public class ReadStartupCheck implements StartupCheck {

    private final Settings general;
    /** 网站标识码: ten digits, or bm and eight digits for ministries. */
    private static final Pattern ID_CODE = Pattern.compile("[0-9]{10}|bm[0-9]{8}");

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)+");

    private final Settings.Reads settings;
    private final Settings.Site site;

    public ReadStartupCheck(Settings settings) {
        this.general = settings;
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
        general.publicAddress()
                .filter(address -> !FeedAddresses.isUsable(address))
                .ifPresent(address -> wrong.add(
                        "sunwindow.public-address is no http or https address of a host, without query and fragment"));
        site.domain()
                .filter(domain -> !DOMAIN.matcher(domain).matches())
                .ifPresent(domain -> wrong.add("sunwindow.site.domain must be a domain such as mz.yunchuan.example"));
        site.idCode()
                .filter(code -> !ID_CODE.matcher(code).matches())
                .ifPresent(code -> wrong.add("sunwindow.site.id-code must be 10 digits, or bm and 8 digits"));
        return wrong;
    }
}
