package org.sunwindow.read.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.index.SearchRequest.Narrowing;
import org.sunwindow.index.SearchRequest.Range;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.TimeField;

/** Reads the parameters that select records by their values and times. */
final class FilterParameters {

    /** Longest value, in characters. */
    private static final int MAX_VALUE = 200;

    private FilterParameters() {}

    static List<SelectedFilter> filters(StrictParameters parameters, List<Filter> filters) {
        var chosen = new ArrayList<SelectedFilter>();
        filters.forEach(filter -> add(parameters, filter, filter.name(), chosen));
        return chosen;
    }

    private static void add(StrictParameters parameters, Filter filter, String name, List<SelectedFilter> chosen) {
        List<String> sent = parameters.texts(name, MAX_VALUE);
        if (sent.isEmpty()) {
            return;
        }
        Optional<String> wanted = filter.wanted();
        if (wanted.isPresent() && !sent.stream().allMatch(filter::isValid)) {
            parameters.wrong(name, "format", wanted.get());
            return;
        }
        List<String> values = sent.stream().map(filter::canonical).distinct().toList();
        if (!filter.closed().isEmpty() && !filter.closed().containsAll(values)) {
            parameters.wrong(name, "choice", "可用的值：" + String.join("、", filter.closed()));
        } else {
            chosen.add(new SelectedFilter(filter, values));
        }
    }

    /**
     * Reads what leaves out records of a list.
     *
     * @param kind of the keys, {@code null} if the list has records of several kinds
     */
    static Narrowing narrowing(StrictParameters parameters, Kind<?> kind, List<Filter> filters, ZoneId zone) {
        List<String> keys = kind == null ? List.of() : keys(parameters, kind);
        var excluded = new ArrayList<SelectedFilter>();
        filters.stream()
                .filter(ListParameters::isExcluding)
                .forEach(filter -> add(parameters, filter, ListParameters.excluding(filter), excluded));
        Instant since = parameters.from(ListParameters.MODIFIED_SINCE, zone).orElse(null);
        return new Narrowing(keys, excluded, since);
    }

    /** A key with commas is one as a whole, too. */
    private static List<String> keys(StrictParameters parameters, Kind<?> kind) {
        var written = new LinkedHashSet<String>();
        List<String> sent = parameters.texts(ListParameters.IDS, ListParameters.MAX_IDS_TEXT, ListParameters.MAX_IDS);
        for (String value : sent) {
            Stream.of(value.split(",")).map(String::strip).forEach(written::add);
        }
        written.remove("");
        if (written.size() > ListParameters.MAX_IDS) {
            parameters.wrong(ListParameters.IDS, "repeated", "最多 %d 个编号".formatted(ListParameters.MAX_IDS));
        }
        boolean none = written.isEmpty() && !sent.isEmpty();
        written.addAll(sent);
        List<String> keys = written.stream().map(kind::key).distinct().toList();
        if (none || keys.contains("")) {
            parameters.wrong(
                    ListParameters.IDS, "format", "应为编号，例如 " + kind.contract().keyExample());
        }
        return keys;
    }

    static List<Range> ranges(StrictParameters parameters, List<TimeField> times, ZoneId zone) {
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
