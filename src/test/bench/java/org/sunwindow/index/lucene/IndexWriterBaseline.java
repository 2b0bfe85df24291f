package org.sunwindow.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.sunwindow.Settings;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.DocumentBuilder;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.index.lucene.write.TextSimilarity;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.Change;

/**
 * Builds an index from rows in memory with the same documents and analysis and one {@link IndexWriter}. Runs in a separate
 * process, so that it starts as cold as the service.
 */
public final class IndexWriterBaseline {

    private static final double BUFFER_MB = 32;

    private IndexWriterBaseline() {}

    /**
     * Reads all rows, then builds the index and prints the duration of the build in nanoseconds.
     *
     * @param arguments the URL of the database and the directory of the index
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        List<Change> changes = changes(arguments[0]);
        Path directory = Path.of(arguments[1]);
        long start = System.nanoTime();
        build(changes, directory);
        System.out.println(System.nanoTime() - start);
    }

    private static void build(List<Change> changes, Path directory) throws IOException {
        Settings settings = IndexFixture.settings(directory);
        var json = IndexFixture.json();
        var analyzer = new ChineseAnalyzer();
        var words = new TermWeights(new VocabularySource(settings).builtIn(), analyzer);
        var documents = new DocumentBuilder(InstalledKinds.of(settings), json, words);
        var config = new IndexWriterConfig(analyzer)
                .setSimilarity(new TextSimilarity())
                .setIndexSort(StaticRank.order())
                .setRAMBufferSizeMB(BUFFER_MB);
        try (var writer = new IndexWriter(FSDirectory.open(directory), config)) {
            for (Change change : changes) {
                writer.addDocument(documents.document(change));
            }
        }
    }

    private static List<Change> changes(String url) throws SQLException {
        var changes = new ArrayList<Change>();
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres")) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(1000);
                try (ResultSet row = statement.executeQuery("select * from publication order by revision")) {
                    while (row.next()) {
                        changes.add(change(row));
                    }
                }
            }
        }
        return changes;
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getString("kind"),
                row.getString("key"),
                row.getLong("revision"),
                instant(row, "changed_at"),
                row.getString("record"),
                instant(row, "visible_from"),
                instant(row, "visible_until"),
                instant(row, "withdrawn_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
