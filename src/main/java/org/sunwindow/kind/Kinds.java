package org.sunwindow.kind;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.Settings;

/** All kinds of publication, in the order of their names. */
@ApplicationScoped
public class Kinds {

    /** Name of the filter by kind. */
    public static final String KIND = "kind";

    private final Map<String, Kind<?>> byName = new LinkedHashMap<>();
    private final List<String> names;
    private final List<Filter> siteFilters;
    private final ZoneId zone;

    public Kinds(@All List<Kind<?>> kinds, Settings settings) {
        kinds.stream().sorted(Comparator.comparing(Kind::name)).forEach(kind -> byName.put(kind.name(), kind));
        names = List.copyOf(byName.keySet());
        siteFilters = siteFilters(all());
        zone = settings.zone();
    }

    public Collection<Kind<?>> all() {
        return byName.values();
    }

    public List<String> names() {
        return names;
    }

    /** Position of a kind among all names, -1 for none. It is stable while the set of kinds is the same. */
    public int number(String name) {
        return names.indexOf(name);
    }

    /** Returns the kind of a name, {@code null} for none. */
    public Kind<?> get(String name) {
        return byName.get(name);
    }

    /** Reads a record for the index. */
    public <R> IndexDocument document(Kind<R> kind, R record) {
        return kind.fields().document(kind, record, zone);
    }

    public Filter filter() {
        return filter(all());
    }

    private static Filter filter(Collection<Kind<?>> kinds) {
        var labels = new LinkedHashMap<String, String>();
        kinds.forEach(kind -> labels.put(kind.name(), kind.label()));
        return Filter.ofCodes(labels).named(KIND, "内容种类", "disclosure");
    }

    /** Returns the filters of site search: the kind, and those that kinds declare as such. */
    public List<Filter> siteFilters() {
        return siteFilters;
    }

    /**
     * Returns the filters of site search over some kinds.
     *
     * @throws IllegalStateException if kinds declare filters of one name differently
     */
    public static List<Filter> siteFilters(Collection<Kind<?>> kinds) {
        var filters = new LinkedHashMap<String, Filter>();
        filters.put(KIND, filter(kinds));
        for (Kind<?> kind : kinds) {
            for (Filter filter : kind.fields().filters()) {
                if (filter.siteDescription() == null) {
                    continue;
                }
                Filter known = filters.putIfAbsent(filter.name(), filter);
                if (known != null && known.mode() != filter.mode()) {
                    throw new IllegalStateException("kinds declare the filter %s differently".formatted(filter.name()));
                }
            }
        }
        return List.copyOf(filters.values());
    }
}
