package org.sunwindow.attachment.upload;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.attachment.AttachmentSettings;
import org.sunwindow.attachment.AttachmentSettings.Storage;
import org.sunwindow.attachment.FileFolder;
import org.sunwindow.crypto.Sha256;

/**
 * The bytes of files in the database, for {@link Storage#POSTGRESQL}. Each instance downloads what its folder lacks,
 * shortly after the upload, so that no download by the public waits for the database.
 */
@ApplicationScoped
class DatabaseFiles {

    private static final Logger LOG = Logger.getLogger(DatabaseFiles.class);

    /** Bytes of one part; a row is in memory several times while it is read. */
    private static final int PART = 256 * 1024;

    private static final int BATCH = 100;
    private static final String INSERT = "insert into stored_file_chunk values (?, ?, ?) on conflict do nothing";
    private static final String NEW =
            "select position, hash from stored_file where position > ? order by position limit " + BATCH;
    private static final String READ = "select bytes from stored_file_chunk where hash = ? and part = ?";

    private final DataSource database;
    private final FileFolder folder;
    private final boolean enabled;

    /** Files up to this position are in the folder. Only the scheduled thread uses it. */
    private long seen;

    private String lastFailure = "";

    DatabaseFiles(DataSource database, FileFolder folder, AttachmentSettings settings) {
        this.database = database;
        this.folder = folder;
        this.enabled = settings.storage() == Storage.POSTGRESQL;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Stores a file. Joins the transaction of the caller. */
    void store(String hash, Path file) throws SQLException, IOException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT);
                InputStream in = Files.newInputStream(file)) {
            byte[] part;
            for (int number = 0; (part = in.readNBytes(PART)).length > 0; number++) {
                insert.setString(1, hash);
                insert.setInt(2, number);
                insert.setBytes(3, part);
                insert.executeUpdate();
            }
        }
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        if (!enabled) {
            return;
        }
        try {
            fetch();
            lastFailure = "";
        } catch (SQLException | IOException | RuntimeException e) {
            String failure = ExceptionSummary.of(e);
            if (!failure.equals(lastFailure)) {
                LOG.warnf("uploaded files cannot be copied from the database: %s", failure);
            }
            lastFailure = failure;
        }
    }

    /** Downloads all files that are stored and not in the folder. */
    synchronized void fetch() throws SQLException, IOException {
        List<String> next;
        do {
            next = next();
        } while (next.size() == BATCH);
    }

    private List<String> next() throws SQLException, IOException {
        var hashes = new ArrayList<String>();
        long last = seen;
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEW)) {
            select.setLong(1, seen);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    hashes.add(row.getString(2));
                }
            }
            for (String hash : hashes) {
                if (folder.find(hash).isEmpty()) {
                    fetch(hash, connection);
                }
            }
        }
        seen = last;
        return hashes;
    }

    private void fetch(String hash, Connection connection) throws SQLException, IOException {
        Path incoming = folder.incoming();
        try {
            MessageDigest digest = Sha256.digest();
            try (OutputStream out = Files.newOutputStream(incoming);
                    PreparedStatement select = connection.prepareStatement(READ)) {
                byte[] part;
                for (int number = 0; (part = part(select, hash, number)) != null; number++) {
                    digest.update(part);
                    out.write(part);
                }
            }
            if (HexFormat.of().formatHex(digest.digest()).equals(hash)) {
                folder.keep(hash, incoming);
            } else {
                // stored in the folder of another instance before the setting was changed
                LOG.warnf("the database does not have all bytes of the file %s", hash);
            }
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    private static byte[] part(PreparedStatement select, String hash, int number) throws SQLException {
        select.setString(1, hash);
        select.setInt(2, number);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }
}
