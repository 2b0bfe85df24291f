package org.sunwindow.search;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All kinds of publication, by name. */
@ApplicationScoped
public class Kinds {

    private final Map<String, IndexedKind<?>> byName = new LinkedHashMap<>();
    private final List<String> names;

    Kinds(@All List<IndexedKind<?>> kinds) {
        kinds.stream()
                .sorted(java.util.Comparator.comparing(IndexedKind::name))
                .forEach(kind -> byName.put(kind.name(), kind));
        names = List.copyOf(byName.keySet());
    }

    public Collection<IndexedKind<?>> all() {
        return byName.values();
    }

    List<String> names() {
        return names;
    }

    /** Place of a kind among all, which is the same as long as there are the same kinds. */
    int number(String name) {
        return names.indexOf(name);
    }

    /** The filter by kind. */
    Filter filter() {
        var labels = new LinkedHashMap<String, String>();
        all().forEach(kind -> labels.put(kind.name(), kind.label()));
        return Filter.ofCodes(Fields.KIND, labels);
    }

    /** What all kinds together can be narrowed by: the kind, and what several kinds have alike. */
    List<Filter> sharedFilters() {
        return List.of(filter(), Filter.division("division"), Filter.path(Suggestion.TOPIC), Filter.year("year"));
    }

    /** The kind of a name, {@code null} for none. */
    public IndexedKind<?> get(String name) {
        return byName.get(name);
    }
}
