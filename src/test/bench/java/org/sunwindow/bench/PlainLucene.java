package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.sunwindow.relevance.Corpus;

/**
 * The baseline for search: {@link CJKAnalyzer}, a phrase per word on title and body, top 20. No HTTP, no JSON, no filters
 * and no language-specific processing.
 */
final class PlainLucene implements AutoCloseable {

    static final int HITS = 20;

    private static final float TITLE_BOOST = 5;
    private static final Set<String> STORED = Set.of("id", "title");

    private final CJKAnalyzer analyzer = new CJKAnalyzer();
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    /** Builds the index in a directory. */
    PlainLucene(Path directory, Stream<Corpus.Entry> records) throws IOException {
        var json = new ObjectMapper();
        try (var writer = new IndexWriter(FSDirectory.open(directory), new IndexWriterConfig(analyzer))) {
            for (var all = records.iterator(); all.hasNext(); ) {
                Corpus.Entry record = all.next();
                writer.addDocument(document(record, json.readTree(record.json())));
            }
        }
        reader = DirectoryReader.open(FSDirectory.open(directory));
        searcher = new IndexSearcher(reader);
    }

    /** Kinds other than disclosures have a name instead of a title, and texts in many fields. */
    private static Document document(Corpus.Entry record, JsonNode fields) {
        String title = fields.path("title").asText(fields.path("name").asText(""));
        String body = fields.path("body").asText("");
        if (body.isEmpty()) {
            body = texts(fields, new StringBuilder()).toString();
        }
        var document = new Document();
        document.add(new StoredField("id", record.kind() + "/" + record.key()));
        document.add(new TextField("title", title, Field.Store.YES));
        document.add(new TextField("body", body, Field.Store.NO));
        return document;
    }

    private static StringBuilder texts(JsonNode node, StringBuilder texts) {
        if (node.isTextual()) {
            texts.append(node.asText()).append('\n');
        }
        node.forEach(child -> texts(child, texts));
        return texts;
    }

    /** Returns the identifiers and titles of the top 20 hits. */
    String[] search(String text) throws IOException {
        ScoreDoc[] hits = searcher.search(query(text), HITS).scoreDocs;
        var stored = searcher.storedFields();
        var lines = new String[hits.length];
        for (int i = 0; i < hits.length; i++) {
            Document document = stored.document(hits[i].doc, STORED);
            lines[i] = document.get("id") + ' ' + document.get("title");
        }
        return lines;
    }

    private Query query(String text) {
        var phrases = new QueryBuilder(analyzer);
        var all = new BooleanQuery.Builder();
        for (String word : text.split("\\s+")) {
            Query title = phrases.createPhraseQuery("title", word);
            Query body = phrases.createPhraseQuery("body", word);
            if (title != null && body != null) {
                var either = new BooleanQuery.Builder()
                        .add(new BoostQuery(title, TITLE_BOOST), Occur.SHOULD)
                        .add(body, Occur.SHOULD);
                all.add(either.build(), Occur.MUST);
            }
        }
        return all.build();
    }

    int records() {
        return reader.numDocs();
    }

    @Override
    public void close() throws IOException {
        reader.close();
        reader.directory().close();
        analyzer.close();
    }
}
