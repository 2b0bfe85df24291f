package org.sunwindow.read.request;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sunwindow.http.Parameters;
import org.sunwindow.index.SearchRequest.Range;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.TimeField;

/** Reads the parameters that select records by their values and times. */
final class FilterParameters {

    /** Longest value, in characters. */
    private static final int MAX_VALUE = 200;

    private FilterParameters() {}

    static List<SelectedFilter> filters(Parameters parameters, List<Filter> filters) {
        var chosen = new ArrayList<SelectedFilter>();
        for (Filter filter : filters) {
            List<String> sent = parameters.texts(filter.name(), MAX_VALUE);
            if (sent.isEmpty()) {
                continue;
            }
            Optional<String> wanted = filter.wanted();
            if (wanted.isPresent() && !sent.stream().allMatch(filter::isValid)) {
                parameters.wrong(filter.name(), "format", wanted.get());
                continue;
            }
            List<String> values =
                    sent.stream().map(filter::canonical).distinct().toList();
            if (!filter.closed().isEmpty() && !filter.closed().containsAll(values)) {
                parameters.wrong(filter.name(), "choice", "可用的值：" + String.join("、", filter.closed()));
            } else {
                chosen.add(new SelectedFilter(filter, values));
            }
        }
        return chosen;
    }

    static List<Range> ranges(Parameters parameters, List<TimeField> times, ZoneId zone) {
        var ranges = new ArrayList<Range>();
        for (TimeField time : times) {
            var from = parameters.from(time.prefix() + ListParameters.FROM, zone, time.isEnd());
            var to = parameters.to(time.prefix() + ListParameters.TO, zone, time.isEnd());
            if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
                parameters.wrong(time.prefix() + ListParameters.FROM, "range", "不能晚于 %sTo".formatted(time.prefix()));
            }
            if (from.isPresent() || to.isPresent()) {
                ranges.add(new Range(time, from.orElse(null), to.orElse(null)));
            }
        }
        return ranges;
    }
}
