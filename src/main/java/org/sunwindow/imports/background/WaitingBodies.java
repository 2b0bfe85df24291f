package org.sunwindow.imports.background;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * Stores the bodies of waiting runs in encrypted parts, and bounds what all of them occupy. No connection to the
 * database is held while a sender sends. Thread-safe.
 */
@ApplicationScoped
public class WaitingBodies {

    /** Length of a part before it is encrypted. */
    static final int PART = 1024 * 1024;

    private static final Duration RETRY = Duration.ofMinutes(1);

    /** Serializes reservations, so that two of them do not take the same room. The number is arbitrary. */
    private static final long RESERVATIONS = 0x776169745f696d70L;

    private static final String USED = """
            select coalesce(sum(reserved), 0), coalesce(sum(reserved) filter (where publisher = ?), 0) from waiting_import""";

    private static final String RESERVE =
            "update waiting_import set reserved = reserved + ?, touched_at = ? where run_id = ?";

    private static final String KEEP = """
            with run as (update waiting_import set touched_at = ? where run_id = ? and position is null returning run_id)
            insert into waiting_import_part (run_id, number, content) select run_id, ?, ? from run""";

    private static final String PART_OF = "select content from waiting_import_part where run_id = ? and number = ?";

    private final DataSource database;
    private final BodyCipher cipher;
    private final Clock clock;
    private final BackgroundSettings settings;

    WaitingBodies(DataSource database, BodyCipher cipher, Clock clock, BackgroundSettings settings) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Reserves room for the body of a run.
     *
     * @param expected length in bytes, 0 if it is not known
     * @return bytes that are reserved
     * @throws ProblemException if there is no room
     */
    public long reserve(UUID run, String publisher, long expected) {
        long bytes = Math.max(PART, expected);
        reserve(run, publisher, bytes, bytes);
        return bytes;
    }

    /**
     * Receives and stores the body of a run.
     *
     * @param reserved what {@link #reserve} has returned; more is reserved as it is needed
     * @return length in bytes
     * @throws ProblemException if there is no room for the rest, or the run was cancelled
     * @throws IOException if the body breaks off
     */
    public long receive(UUID run, String publisher, long reserved, InputStream body) throws IOException {
        long length = 0;
        byte[] part;
        for (int number = 0; (part = body.readNBytes(PART)).length > 0; number++) {
            length += part.length;
            if (length > reserved) {
                reserve(run, publisher, PART, reserved + PART);
                reserved += PART;
            }
            keep(run, number, part);
        }
        return length;
    }

    /**
     * @param more bytes to add
     * @param all  bytes of the run with them
     */
    private void reserve(UUID run, String publisher, long more, long all) {
        if (all > settings.maxBytes() / 2) {
            throw new ProblemException(
                    ProblemCode.BODY_TOO_LARGE,
                    "后台导入的文件最大 %d 字节。请拆成几个文件，或压缩后再报送；也可加参数 async=false，在请求中直接导入。".formatted(settings.maxBytes() / 2));
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!hasRoom(connection, publisher, more)) {
                    throw ProblemException.retryAfter(
                            ProblemCode.STORE_UNAVAILABLE, "等待导入的文件已占满后台导入的空间，这个文件暂不能接收。未导入任何内容，请稍后再试。", RETRY);
                }
                try (PreparedStatement update = connection.prepareStatement(RESERVE)) {
                    update.setLong(1, more);
                    update.setObject(2, now());
                    update.setObject(3, run, Types.OTHER);
                    update.executeUpdate();
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new WaitingRuns.Failed(e);
        }
    }

    private boolean hasRoom(Connection connection, String publisher, long more) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, RESERVATIONS);
            lock.executeQuery().close();
        }
        try (PreparedStatement select = connection.prepareStatement(USED)) {
            select.setString(1, publisher);
            try (ResultSet used = select.executeQuery()) {
                used.next();
                return used.getLong(1) + more <= settings.maxBytes()
                        && used.getLong(2) + more <= settings.maxBytes() / 2;
            }
        }
    }

    private void keep(UUID run, int number, byte[] part) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(KEEP)) {
            insert.setObject(1, now());
            insert.setObject(2, run, Types.OTHER);
            insert.setInt(3, number);
            insert.setBytes(4, cipher.encrypt(run, number, part));
            if (insert.executeUpdate() == 0) {
                throw new ProblemException(ProblemCode.IMPORT_ENDED, "导入 %s 在文件收完之前已被取消。未导入任何内容。".formatted(run));
            }
        } catch (SQLException e) {
            throw new WaitingRuns.Failed(e);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /**
     * Returns the content of a part.
     *
     * @return {@code null} after the last part
     */
    byte[] part(UUID run, int number) throws UnreadableBodyException {
        byte[] content = null;
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PART_OF)) {
            select.setObject(1, run, Types.OTHER);
            select.setInt(2, number);
            try (ResultSet row = select.executeQuery()) {
                content = row.next() ? row.getBytes(1) : null;
            }
        } catch (SQLException e) {
            throw new WaitingRuns.Failed(e);
        }
        return content == null ? null : cipher.decrypt(run, number, content);
    }
}
