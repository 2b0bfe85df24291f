package org.sunwindow.index.lucene;

import java.util.List;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;

/** Lucene's sorts for the orders of requests. Every sort ends with kind and key, so that it is total. */
final class HitOrder {

    private HitOrder() {}

    static Sort sort(SearchRequest request) {
        SortField key = StaticRank.BY_ID;
        Order order = request.sort();
        if (order.isBy(Order.KEY)) {
            return new Sort(key);
        }
        if (order.isBy(Order.STATIC_RANK)) {
            return new Sort(StaticRank.BY_RANK, key);
        }
        if (order.isBy(Order.RELEVANCE)) {
            return new Sort(SortField.FIELD_SCORE, StaticRank.BY_RANK, key);
        }
        if (order.isBy(Order.DISTANCE)) {
            var near = request.criteria().near();
            return new Sort(
                    LatLonDocValuesField.newDistanceSort(IndexFields.PLACE, near.latitude(), near.longitude()), key);
        }
        var number = LongField.newSortField(
                IndexFields.sorted(order.field()), order.descending(), SortedNumericSelector.Type.MIN);
        // records without the time or number come last in both directions
        number.setMissingValue(order.descending() ? Long.MIN_VALUE : Long.MAX_VALUE);
        return new Sort(number, key);
    }

    /** Returns the types of the values that a hit is sorted by. */
    static List<Class<?>> types(Order order) {
        if (order.isBy(Order.KEY)) {
            return List.of(BytesRef.class);
        }
        if (order.isBy(Order.RELEVANCE)) {
            return List.of(Float.class, Long.class, BytesRef.class);
        }
        return List.of(order.isBy(Order.DISTANCE) ? Double.class : Long.class, BytesRef.class);
    }
}
