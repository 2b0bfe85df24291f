package org.sunwindow.index.lucene;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.sunwindow.publication.LogPosition;

/**
 * What a commit of the index says of itself.
 *
 * @param version  of the index, by which its documents were made
 * @param complete whether it may be shown to readers, as a first build half done may not
 */
record CommitLabel(String version, UUID storeId, long revision, Instant time, boolean complete) {

    static CommitLabel of(Map<String, String> data) {
        return new CommitLabel(
                data.getOrDefault("version", ""),
                UUID.fromString(data.getOrDefault("storeId", new UUID(0, 0).toString())),
                Long.parseLong(data.getOrDefault("revision", "0")),
                Instant.parse(data.getOrDefault("time", Instant.EPOCH.toString())),
                Boolean.parseBoolean(data.get("complete")));
    }

    Map<String, String> data() {
        return Map.of(
                "version", version,
                "storeId", storeId.toString(),
                "revision", Long.toString(revision),
                "time", time.toString(),
                "complete", Boolean.toString(complete));
    }

    LogPosition head() {
        return new LogPosition(storeId, revision, time);
    }
}
