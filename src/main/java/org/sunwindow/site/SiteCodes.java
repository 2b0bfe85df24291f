package org.sunwindow.site;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.json.CodeList;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** The code lists in use. Imports and parameters follow the same declarations, so none can be missing. */
final class SiteCodes {

    private SiteCodes() {}

    /**
     * @param others what has code lists beside the kinds
     */
    static List<CodeList> of(Kinds kinds, List<CodeList.Source> others) {
        var lists = new ArrayList<CodeList>();
        for (Kind<?> kind : kinds.all()) {
            List<CodeList> filters = kind.fields().filters().stream()
                    .filter(filter -> !filter.usual().isEmpty())
                    .map(filter -> list(kind, filter))
                    .toList();
            lists.addAll(filters);
            CodeList.of(kind.name(), kind.type()).stream()
                    .filter(list -> filters.stream().noneMatch(list::isSameAs))
                    .forEach(lists::add);
        }
        others.forEach(other -> lists.addAll(other.codeLists()));
        return lists;
    }

    private static CodeList list(Kind<?> kind, Filter filter) {
        return new CodeList(
                kind.name(),
                kind.fields().componentOf(filter),
                filter.name(),
                filter.description(),
                !filter.closed().isEmpty(),
                filter.usual().stream()
                        .map(value -> new CodeList.Code(value, filter.label(value)))
                        .toList());
    }
}
