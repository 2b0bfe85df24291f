package org.sunwindow.bulk;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.PublicLog.Turn;

/**
 * How far a follower has read: all revisions up to one, and all records that began or ceased to be public by themselves
 * up to an instant. Encoded, it is opaque to clients. It is not signed: a forged one shows nothing that is not public.
 *
 * @param store identifies the log; revisions of different stores cannot be compared
 */
record ChangeCursor(long store, long revision, Turn turn) {

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 4 * Long.BYTES;

    /** Longest encoded cursor, in characters. */
    static final int MAX_ENCODED = 44;

    /** Where a follower without any record begins. */
    static ChangeCursor start(UUID store, Instant now) {
        return upTo(store, 0, now);
    }

    static ChangeCursor upTo(UUID store, long revision, Instant now) {
        return new ChangeCursor(store.getMostSignificantBits(), revision, new Turn(now, Long.MAX_VALUE));
    }

    ChangeCursor at(long next, Turn reached) {
        return new ChangeCursor(store, next, reached);
    }

    /** Whether a state of the index contains everything that comes before this cursor. */
    boolean isCoveredBy(long position, Instant instant) {
        return position >= revision && !instant.isBefore(turn.at());
    }

    String encode() {
        var bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(store)
                .putLong(revision)
                .putLong(turn.at().toEpochMilli())
                .putLong(turn.revision());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * @param parameter that has the text
     * @throws ProblemException if the text is no cursor
     */
    static ChangeCursor decode(String parameter, String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            var buffer = ByteBuffer.wrap(bytes);
            if (bytes.length == BYTES && buffer.get() == VERSION) {
                var cursor = new ChangeCursor(
                        buffer.getLong(),
                        buffer.getLong(),
                        new Turn(Instant.ofEpochMilli(buffer.getLong()), buffer.getLong()));
                // a year of 9999 is as late as a record can state
                if (cursor.revision() >= 0 && cursor.turn().at().isBefore(Instant.parse("+10000-01-01T00:00:00Z"))) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException e) {
            // answered as any other text that is no cursor
        }
        throw new ProblemException(
                ProblemCode.CURSOR_INVALID,
                "变更标记 " + parameter + " 无效，请用上一次回答中的 page.next，或者导出文件的 Sunwindow-Cursor。",
                List.of(new Problem.Item(parameter, "cursor", "变更标记无效")));
    }

    /**
     * @throws ProblemException if the cursor is of another store
     */
    void requireStore(UUID id) {
        if (store != id.getMostSignificantBits()) {
            throw new ProblemException(
                    ProblemCode.CURSOR_TOO_OLD,
                    "数据已经重新建库，这个变更标记不能再用。请重新取全部记录：GET /api/v1/exports/{kind}.ndjson，再从它的 Sunwindow-Cursor 续取。");
        }
    }
}
