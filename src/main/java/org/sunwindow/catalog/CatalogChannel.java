package org.sunwindow.catalog;

import java.util.SequencedMap;
import org.sunwindow.kind.Codes;

/** 公开渠道和载体 of the standard catalogues. */
enum CatalogChannel {
    GOVERNMENT_WEBSITE("政府网站"),
    GAZETTE("政府公报"),
    NEW_MEDIA("两微一端"),
    PRESS_CONFERENCE("发布会、听证会"),
    BROADCAST("广播电视"),
    PRINT("纸质媒体"),
    READING_POINT("公开查阅点"),
    SERVICE_CENTER("政务服务中心"),
    SERVICE_STATION("便民服务站"),
    ON_SITE("入户、现场"),
    BULLETIN_BOARD("社区、企事业单位、村公示栏（电子屏）"),
    TARGETED("精准推送"),
    OTHER("其他");

    private final String label;

    CatalogChannel(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static SequencedMap<String, String> labels() {
        return Codes.of(values(), channel -> channel.label);
    }
}
