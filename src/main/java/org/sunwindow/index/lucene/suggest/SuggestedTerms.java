package org.sunwindow.index.lucene.suggest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.sunwindow.index.Suggestion;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.TextSimilarity;
import org.sunwindow.language.Vocabulary;

/** Suggestions other than records: words of the vocabulary and topics, in an index in memory. Thread-safe. */
final class SuggestedTerms {

    private static final String TEXT = "text";
    private static final String KIND = "kind";
    private static final String KEY = "key";

    private final String version;
    private final Set<String> topics;
    private final IndexSearcher searcher;

    SuggestedTerms(Vocabulary vocabulary, Set<String> topics) {
        this.version = vocabulary.version();
        this.topics = topics;
        try {
            var directory = new ByteBuffersDirectory();
            var config = new IndexWriterConfig(new KeywordAnalyzer()).setSimilarity(new TextSimilarity());
            try (var writer = new IndexWriter(directory, config)) {
                for (String word : vocabulary.subjects()) {
                    writer.addDocument(document(word, Suggestion.WORD, word));
                }
                for (String topic : topics) {
                    String name = topic.substring(topic.lastIndexOf('/') + 1);
                    writer.addDocument(document(name, Suggestion.TOPIC, topic));
                }
            }
            searcher = new IndexSearcher(DirectoryReader.open(directory));
            searcher.setSimilarity(new TextSimilarity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document(String text, String kind, String key) {
        var document = new Document();
        document.add(new TextField(IndexFields.SUGGEST, SuggestField.tokens(text)));
        document.add(new StoredField(TEXT, text));
        document.add(new StoredField(KIND, kind));
        document.add(new StoredField(KEY, key));
        return document;
    }

    /** Whether this was built from a vocabulary and topics. */
    boolean isOf(Vocabulary vocabulary, Collection<String> currentTopics) {
        return version.equals(vocabulary.version()) && topics.equals(currentTopics);
    }

    record Scored(Suggestion suggestion, float score) {}

    List<Scored> find(String typed, int size) throws IOException {
        var found = new ArrayList<Scored>();
        for (ScoreDoc hit : searcher.search(SuggestField.query(typed), size).scoreDocs) {
            Document document = searcher.storedFields().document(hit.doc);
            found.add(new Scored(new Suggestion(document.get(TEXT), document.get(KIND), document.get(KEY)), hit.score));
        }
        return found;
    }
}
