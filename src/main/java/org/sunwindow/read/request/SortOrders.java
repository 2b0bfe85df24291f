package org.sunwindow.read.request;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.TimeField;

/** The orders in which the records of a kind can be listed, by the values of the parameter {@code sort}. */
public final class SortOrders {

    private SortOrders() {}

    public static SequencedMap<String, Order> of(Fields<?> fields) {
        var orders = new LinkedHashMap<String, Order>();
        if (fields.hasLocations()) {
            orders.put("distance", Order.DISTANCE);
        }
        orders.put("relevance", Order.RELEVANCE);
        for (TimeField time : fields.times()) {
            orders.put("-" + time.name(), new Order(time.name(), true));
            orders.put(time.name(), new Order(time.name(), false));
        }
        for (String number : fields.numbers()) {
            orders.put("-" + number, new Order(number, true));
            orders.put(number, new Order(number, false));
        }
        return orders;
    }
}
