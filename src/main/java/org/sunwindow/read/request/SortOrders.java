package org.sunwindow.read.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Kind;
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

    /** Reads the order of a list, and refuses one that does not suit its other parameters. */
    static Order chosen(StrictParameters parameters, Kind<?> kind, boolean hasText, boolean hasPlace, Shape shape) {
        SequencedMap<String, Order> orders = of(kind.fields());
        List<TimeField> times = kind.fields().times();
        Order listed = (times.isEmpty() ? Order.KEY : new Order(times.getFirst().name(), true)).withLapsedLast();
        Order standard = hasPlace ? Order.DISTANCE : hasText ? Order.RELEVANCE : listed;
        Optional<Order> sort =
                parameters.choice(ListParameters.SORT, orders.keySet()).map(orders::get);
        if (shape == Shape.FEED && sort.isEmpty()) {
            return Order.NEWEST;
        }
        Order chosen = sort.orElse(standard);
        if (chosen.equals(Order.RELEVANCE) && !hasText) {
            parameters.wrong(ListParameters.SORT, "companion", "relevance 须与 q 一起使用");
        }
        if (chosen.equals(Order.DISTANCE) && !hasPlace) {
            parameters.wrong(ListParameters.SORT, "companion", "distance 须与 near 一起使用");
        }
        if (hasPlace && !chosen.equals(Order.DISTANCE)) {
            parameters.wrong(ListParameters.SORT, "conflict", "有 near 时只能按 distance 排序");
        }
        return chosen;
    }
}
