package org.sunwindow.http.connection;

import org.sunwindow.Sunwindow;

/** A list whose response does not fit into the buffers of a connection. */
final class LongList {

    static final String PATH = "/api/v1/disclosures?size=100";

    private LongList() {}

    static void publish() {
        var lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            lines.append("""
                    {"indexNo":"990100009/202611-%05d","title":"%s%d","publisher":"云川市民政局",\
                    "publishedAt":"2026-11-01 09:00:00","disclosureAttribute":"主动公开","body":"%s"}
                    """.formatted(i, "关于开展冬季救助工作的通知".repeat(10), i, "各区民政局：".repeat(40)));
        }
        Sunwindow.underTest().publish("disclosure", lines.toString());
    }
}
