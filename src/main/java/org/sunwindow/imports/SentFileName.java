package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.sunwindow.VisibleText;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.StrictJson;
import org.sunwindow.privacy.FreeText;
import org.sunwindow.privacy.PrivacyCheck;

/** Reads the name of a file, which is stored and shown with its run, so it must not name a person. Thread-safe. */
@ApplicationScoped
class SentFileName {

    /** In characters; the width of the column. */
    static final int MAX = 200;

    private final PrivacyCheck privacy;

    SentFileName(StrictJson json) {
        this.privacy = new PrivacyCheck(json, Map.of());
    }

    /** Returns {@code null} if there is none, or it is wrong, which is recorded with the parameters. */
    String read(String parameter, StrictParameters parameters) {
        String name = parameters.text(parameter, MAX).orElse(null);
        if (name == null) {
            return null;
        }
        if (FreeText.isInvisible(name) || !VisibleText.isShownWhole(name)) {
            parameters.wrong(parameter, "file.name", "含有看不见的字符，例如换行或改变书写方向的字符；请重新命名");
            return null;
        }
        var hits = privacy.check(Map.of(parameter, name));
        if (!hits.isEmpty()) {
            var item = hits.getFirst().item();
            parameters.wrong(parameter, item.code(), "文件名" + item.message() + "请重新命名");
            return null;
        }
        return name;
    }
}
