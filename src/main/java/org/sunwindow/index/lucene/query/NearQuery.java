package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.geo.GeoEncodingUtils;
import org.apache.lucene.geo.GeoUtils;
import org.apache.lucene.geo.Rectangle;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.SloppyMath;
import org.sunwindow.index.lucene.write.IndexFields;

/**
 * Matches places within a distance: those in the bounding box of the circle whose distance is small enough. The hits
 * are exactly those of {@code LatLonPoint.newDistanceQuery}. That query first relates 4,096 cells of the box to the
 * circle, which takes longer than computing the distances where the places are offices and not millions of points.
 */
final class NearQuery extends Query {

    private final double latitude;
    private final double longitude;
    private final double radius;
    private final Query box;

    /**
     * @param radius in metres
     */
    NearQuery(double latitude, double longitude, double radius) {
        this.latitude = latitude;
        this.longitude = longitude;
        this.radius = radius;
        Rectangle around = Rectangle.fromPointDistance(latitude, longitude, radius);
        this.box =
                LatLonPoint.newBoxQuery(IndexFields.PLACE, around.minLat, around.maxLat, around.minLon, around.maxLon);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) throws IOException {
        Weight inBox = searcher.createWeight(searcher.rewrite(box), ScoreMode.COMPLETE_NO_SCORES, 1);
        double near = GeoUtils.distanceQuerySortKey(radius);
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
                ScorerSupplier candidates = inBox.scorerSupplier(leaf);
                if (candidates == null) {
                    return null;
                }
                return new ConstantScoreScorerSupplier(
                        score(), scoreMode, leaf.reader().maxDoc()) {
                    @Override
                    public DocIdSetIterator iterator(long leadCost) throws IOException {
                        return TwoPhaseIterator.asDocIdSetIterator(
                                within(leaf, candidates.get(leadCost).iterator(), near));
                    }

                    @Override
                    public long cost() {
                        return candidates.cost();
                    }
                };
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return true;
            }
        };
    }

    private TwoPhaseIterator within(LeafReaderContext leaf, DocIdSetIterator candidates, double near)
            throws IOException {
        var places = DocValues.getSortedNumeric(leaf.reader(), IndexFields.PLACE);
        return new TwoPhaseIterator(candidates) {
            @Override
            public boolean matches() throws IOException {
                if (!places.advanceExact(candidates.docID())) {
                    return false;
                }
                long place = places.nextValue();
                double key = SloppyMath.haversinSortKey(
                        latitude,
                        longitude,
                        GeoEncodingUtils.decodeLatitude((int) (place >> Integer.SIZE)),
                        GeoEncodingUtils.decodeLongitude((int) place));
                return key <= near;
            }

            @Override
            public float matchCost() {
                // as in Lucene's distance query: one cosine and a few multiplications
                return 50;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(IndexFields.PLACE)) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String field) {
        return "%s:%s,%s +/- %s m".formatted(IndexFields.PLACE, latitude, longitude, radius);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NearQuery that
                && latitude == that.latitude
                && longitude == that.longitude
                && radius == that.radius;
    }

    @Override
    public int hashCode() {
        return Objects.hash(latitude, longitude, radius);
    }
}
