package org.sunwindow.catalog;

import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sunwindow.catalog.CatalogChanges.Change;
import org.sunwindow.catalog.CatalogChanges.Column;
import org.sunwindow.catalog.CatalogChanges.Item;
import org.sunwindow.catalog.CatalogCoverage.Page;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.read.PublicData;

/**
 * Compares two versions.
 *
 * @param from    the earlier version
 * @param to      the later version
 * @param catalog name of a catalogue, {@code null} for all that have both versions
 */
record ChangesReport(String from, String to, String catalog, int page, int size) {

    /** More than the catalogues of a bureau have together. */
    static final int MAX_ROWS = 5_000;

    private static final int MAX_TEXT = 200;

    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("level1", "一级事项"),
            Map.entry("level2", "二级事项"),
            Map.entry("elements", "公开内容（要素）"),
            Map.entry("basis", "公开依据"),
            Map.entry("timeLimit", "公开时限"),
            Map.entry("limitDays", "时限天数"),
            Map.entry("responsibleBody", "公开主体"),
            Map.entry("organization", "责任机构"),
            Map.entry("channels", "公开渠道和载体"),
            Map.entry("audience", "公开对象"),
            Map.entry("method", "公开方式"),
            Map.entry("levels", "公开层级"));

    /** The same row in all versions. */
    private record Identity(String catalog, String code) implements Comparable<Identity> {

        private static final Comparator<Identity> ORDER =
                Comparator.comparing(Identity::catalog).thenComparing(Identity::code);

        @Override
        public int compareTo(Identity other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * @throws ProblemException if a parameter is missing or wrong
     */
    static ChangesReport of(UriInfo uri) {
        var parameters = StrictParameters.of(uri);
        String from = required(parameters, "from");
        String to = required(parameters, "to");
        String catalog = parameters.text("catalog", MAX_TEXT).orElse(null);
        int page = parameters.number("page", 1, CoverageRequest.MAX_PAGE).orElse(1);
        int size = parameters.number("size", 1, CoverageRequest.MAX_SIZE).orElse(CoverageRequest.DEFAULT_SIZE);
        parameters.end();
        return new ChangesReport(from, to, catalog, page, size);
    }

    private static String required(StrictParameters parameters, String name) {
        String version = parameters.text(name, MAX_TEXT).orElse(null);
        if (version == null && !parameters.isWrong(name)) {
            parameters.wrong(name, "required", "须写明目录版本，例如 2026年版");
        }
        return version;
    }

    CatalogChanges answer(CatalogItemKind kind, PublicData data) {
        Map<Identity, CatalogItem> before = rows("from", from, kind, data);
        Map<Identity, CatalogItem> after = rows("to", to, kind, data);
        var items = new TreeMap<Identity, Item>();
        int added = 0;
        int changed = 0;
        for (var row : after.entrySet()) {
            CatalogItem earlier = before.get(row.getKey());
            List<Column> columns = earlier == null ? null : columns(earlier, row.getValue());
            if (earlier == null || !columns.isEmpty()) {
                Change change = earlier == null ? Change.ADDED : Change.CHANGED;
                items.put(row.getKey(), item(change, row.getValue(), earlier, row.getValue(), columns));
                added += earlier == null ? 1 : 0;
                changed += earlier == null ? 0 : 1;
            }
        }
        int unchanged = after.size() - added - changed;
        before.forEach((identity, earlier) -> {
            if (!after.containsKey(identity)) {
                items.put(identity, item(Change.DROPPED, earlier, earlier, null, null));
            }
        });
        int dropped = items.size() - added - changed;
        var shown = new Page(page, size, items.size());
        return new CatalogChanges(
                from, to, added, dropped, changed, unchanged, shown.of(new ArrayList<>(items.values())), shown);
    }

    private Map<Identity, CatalogItem> rows(String parameter, String version, CatalogItemKind kind, PublicData data) {
        List<CatalogItem> found =
                data.all(kind).having(CatalogItemKind.VERSION, version).records(kind, MAX_ROWS + 1);
        if (found.size() > MAX_ROWS) {
            throw wrong(parameter, "too-many", "这个版本的目录超过 %d 行，不能比较".formatted(MAX_ROWS));
        }
        var rows = new TreeMap<Identity, CatalogItem>();
        for (CatalogItem row : found) {
            if (catalog == null || catalog.equals(row.catalog().strip())) {
                rows.put(new Identity(row.catalog().strip(), row.code().strip()), row);
            }
        }
        if (rows.isEmpty()) {
            throw wrong(parameter, "choice", "没有这个目录版本；各版本见 /catalog-items?facets=version");
        }
        return rows;
    }

    private static ProblemException wrong(String parameter, String code, String message) {
        return new ProblemException(
                ProblemCode.PARAMETER_INVALID,
                "参数 %s：%s。".formatted(parameter, message),
                List.of(new Problem.Item(parameter, code, message)));
    }

    private static Item item(
            Change change, CatalogItem shown, CatalogItem before, CatalogItem after, List<Column> columns) {
        return new Item(
                change,
                shown.catalog(),
                shown.code(),
                shown.name(),
                before == null ? null : before.id(),
                after == null ? null : after.id(),
                columns);
    }

    private static List<Column> columns(CatalogItem before, CatalogItem after) {
        Map<String, List<String>> earlier = CatalogItemKind.columns(before);
        var changed = new ArrayList<Column>();
        CatalogItemKind.columns(after).forEach((name, values) -> {
            if (!values.equals(earlier.get(name))) {
                changed.add(new Column(name, LABELS.get(name), earlier.get(name), values));
            }
        });
        return changed;
    }
}
