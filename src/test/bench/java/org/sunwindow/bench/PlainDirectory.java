package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.sunwindow.relevance.Corpus;

/**
 * Searches offices with standard Lucene queries: within a distance, nearest first, and by division or the nearest level
 * above it. Returns the top 20 as stored JSON, without HTTP, opening hours and conversion of coordinates.
 */
final class PlainDirectory implements AutoCloseable {

    private static final int HITS = 20;
    private static final int[] WIDTHS = {12, 9, 6, 4, 2};

    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    /** Builds the index in a directory. */
    PlainDirectory(Path directory, Stream<Corpus.Entry> records) throws IOException {
        var json = new ObjectMapper();
        try (var writer = new IndexWriter(FSDirectory.open(directory), new IndexWriterConfig())) {
            for (var all = records.iterator(); all.hasNext(); ) {
                Corpus.Entry record = all.next();
                if (record.kind().equals("office")) {
                    writer.addDocument(document(json.readTree(record.json()), record.json()));
                }
            }
        }
        reader = DirectoryReader.open(FSDirectory.open(directory));
        searcher = new IndexSearcher(reader);
    }

    private static Document document(JsonNode office, String json) {
        var document = new Document();
        double latitude = office.path("latitude").asDouble();
        double longitude = office.path("longitude").asDouble();
        document.add(new LatLonPoint("place", latitude, longitude));
        document.add(new LatLonDocValuesField("place", latitude, longitude));
        document.add(new StringField("division", office.path("division").asText(), Field.Store.NO));
        office.path("services")
                .forEach(service -> document.add(new StringField("service", service.asText(), Field.Store.NO)));
        document.add(new StoredField("json", json));
        return document;
    }

    /** Finds offices within a radius in metres of a latitude and longitude. */
    void near(String place, int radius, String service) throws IOException {
        String[] parts = place.split(",");
        double latitude = Double.parseDouble(parts[0]);
        double longitude = Double.parseDouble(parts[1]);
        Query within = LatLonPoint.newDistanceQuery("place", latitude, longitude, radius);
        var sort = new Sort(LatLonDocValuesField.newDistanceSort("place", latitude, longitude));
        Query query = service == null ? within : both(within, service);
        read(searcher.search(query, HITS, sort).scoreDocs);
    }

    /** Finds offices for a service item in a division or, if there is none, at the next level above that has one. */
    void serving(String division, String service) throws IOException {
        for (int width : WIDTHS) {
            String level = division.substring(0, width) + "0".repeat(division.length() - width);
            ScoreDoc[] hits =
                    searcher.search(both(new TermQuery(new Term("division", level)), service), HITS).scoreDocs;
            if (hits.length > 0) {
                read(hits);
                return;
            }
        }
    }

    private static Query both(Query query, String service) {
        return new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(new TermQuery(new Term("service", service)), Occur.FILTER)
                .build();
    }

    private void read(ScoreDoc[] hits) throws IOException {
        var stored = searcher.storedFields();
        for (ScoreDoc hit : List.of(hits)) {
            stored.document(hit.doc).get("json");
        }
    }

    int offices() {
        return reader.numDocs();
    }

    @Override
    public void close() throws IOException {
        reader.close();
        reader.directory().close();
    }
}
