package org.sunwindow.index.lucene;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.sunwindow.publication.LogPosition;

/**
 * The user data of a commit.
 *
 * @param version  of the index, see {@link LuceneIndex}
 * @param complete whether the first build was complete, so that the index may be read
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

    LogPosition position() {
        return new LogPosition(storeId, revision, time);
    }
}
