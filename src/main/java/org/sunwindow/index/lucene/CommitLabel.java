package org.sunwindow.index.lucene;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.LogPosition.Mark;

/**
 * The user data of a commit.
 *
 * @param version  of the index, see {@link LuceneIndex}
 * @param complete whether the first build was complete, so that the index may be read
 */
record CommitLabel(String version, LogPosition position, boolean complete) {

    /** Of an empty index. */
    static final CommitLabel NONE = new CommitLabel("", new LogPosition(new UUID(0, 0), 0, Instant.EPOCH), false);

    static CommitLabel of(Map<String, String> data) {
        var mark = data.containsKey("mark")
                ? new Mark(Long.parseLong(data.get("markRevision")), UUID.fromString(data.get("mark")))
                : null;
        var position = new LogPosition(
                UUID.fromString(data.getOrDefault("storeId", new UUID(0, 0).toString())),
                Long.parseLong(data.getOrDefault("revision", "0")),
                Instant.parse(data.getOrDefault("time", Instant.EPOCH.toString())),
                mark);
        return new CommitLabel(data.getOrDefault("version", ""), position, Boolean.parseBoolean(data.get("complete")));
    }

    Map<String, String> data() {
        var data = new HashMap<>(Map.of(
                "version", version,
                "storeId", position.storeId().toString(),
                "revision", Long.toString(position.revision()),
                "time", position.time().toString(),
                "complete", Boolean.toString(complete)));
        if (position.mark() != null) {
            data.put("markRevision", Long.toString(position.mark().revision()));
            data.put("mark", position.mark().id().toString());
        }
        return data;
    }

    /** Returns the position if the commit can be read without the log, otherwise {@code null}. */
    LogPosition durable() {
        return complete ? position : null;
    }
}
