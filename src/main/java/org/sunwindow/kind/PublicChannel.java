package org.sunwindow.kind;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.SequencedMap;

/**
 * A channel (公开渠道和载体) through which a bureau and the public reach each other: those of the standard catalogues of
 * public affairs (基层政务公开标准目录), and the telephone. Rows of catalogues and answers use the same codes.
 */
public enum PublicChannel {
    // the aliases are the codes that rows of catalogues had of their own
    @JsonAlias("GOVERNMENT_WEBSITE")
    WEBSITE("政府网站"),
    GAZETTE("政府公报"),
    @JsonAlias("NEW_MEDIA")
    SOCIAL_MEDIA("两微一端"),
    @JsonAlias("PRESS_CONFERENCE")
    CONFERENCE("发布会（听证会）"),
    BROADCAST("广播电视"),
    PRINT("纸质媒体"),
    READING_POINT("公开查阅点"),
    SERVICE_CENTER("政务服务中心"),
    SERVICE_STATION("便民服务站"),
    ON_SITE("入户（现场）"),
    @JsonAlias("BULLETIN_BOARD")
    NOTICE_BOARD("公示栏（电子屏）"),
    @JsonAlias("TARGETED")
    PUSH("精准推送"),
    HOTLINE("热线电话"),
    OTHER("其他");

    /** The codes with their labels, for descriptions of components. */
    public static final String CODES = "WEBSITE 政府网站、GAZETTE 政府公报、SOCIAL_MEDIA 两微一端、CONFERENCE 发布会（听证会）、BROADCAST 广播电视、"
            + "PRINT 纸质媒体、READING_POINT 公开查阅点、SERVICE_CENTER 政务服务中心、SERVICE_STATION 便民服务站、ON_SITE 入户（现场）、"
            + "NOTICE_BOARD 公示栏（电子屏）、PUSH 精准推送、HOTLINE 热线电话、OTHER 其他";

    private final String label;

    PublicChannel(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The labels by code. */
    public static SequencedMap<String, String> labels() {
        return Codes.of(values(), channel -> channel.label);
    }
}
