package org.sunwindow.kind;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.index.Suggestion;
import org.sunwindow.index.lucene.write.IndexFields;

/** All kinds of publication, by name. */
@ApplicationScoped
public class Kinds {

    private final Map<String, Kind<?>> byName = new LinkedHashMap<>();
    private final List<String> names;

    public Kinds(@All List<Kind<?>> kinds) {
        kinds.stream()
                .sorted(java.util.Comparator.comparing(Kind::name))
                .forEach(kind -> byName.put(kind.name(), kind));
        names = List.copyOf(byName.keySet());
    }

    public Collection<Kind<?>> all() {
        return byName.values();
    }

    public List<String> names() {
        return names;
    }

    /** Place of a kind among all, which is the same as long as there are the same kinds. */
    public int number(String name) {
        return names.indexOf(name);
    }

    /** The filter by kind. */
    public Filter filter() {
        var labels = new LinkedHashMap<String, String>();
        all().forEach(kind -> labels.put(kind.name(), kind.label()));
        return Filter.ofCodes(IndexFields.KIND, labels);
    }

    /** What all kinds together can be narrowed by: the kind, and what several kinds have alike. */
    public List<Filter> sharedFilters() {
        return List.of(filter(), Filter.division("division"), Filter.path(Suggestion.TOPIC), Filter.year("year"));
    }

    /** The kind of a name, {@code null} for none. */
    public Kind<?> get(String name) {
        return byName.get(name);
    }
}
