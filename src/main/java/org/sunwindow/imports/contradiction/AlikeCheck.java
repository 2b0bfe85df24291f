package org.sunwindow.imports.contradiction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sunwindow.imports.contradiction.Contradiction.Code;
import org.sunwindow.index.Records;
import org.sunwindow.index.Records.Stored;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;

/** Reports records that state the same thing as another one, such as a correction that was sent with a new key. */
final class AlikeCheck {

    private static final int MOST = 500;

    private final Records records;
    private final StrictJson json;

    AlikeCheck(Records records, StrictJson json) {
        this.records = records;
        this.json = json;
    }

    void of(Stored record, Kind<?> kind, ObjectNode tree, List<Contradiction> found) {
        List<String> names = kind.statedOnce();
        if (names.isEmpty() || text(tree, names.getFirst()).isEmpty()) {
            return;
        }
        // the filters select more: places include those below, and what a record lacks selects nothing
        var selected = new ArrayList<SelectedFilter>();
        for (Filter filter : kind.fields().filters()) {
            if (names.contains(filter.name()) && !text(tree, filter.name()).isEmpty()) {
                selected.add(new SelectedFilter(filter, List.of(filter.canonical(text(tree, filter.name())))));
            }
        }
        records.matching(SearchRequest.all(kind, MOST).withFilters(selected), MOST).stream()
                .map(other ->
                        json.tree(new String(other, StandardCharsets.UTF_8)).orElseThrow())
                .filter(other ->
                        names.stream().allMatch(name -> text(other, name).equals(text(tree, name))))
                .map(other -> kind.key(text(other, kind.keyFields().getFirst())))
                .filter(key -> !key.equals(record.key()))
                .findFirst()
                .flatMap(key -> records.stored(kind, key))
                .ifPresent(other -> found.add(reported(record, other)));
    }

    private static Contradiction reported(Stored record, Stored other) {
        return Contradiction.of(
                record,
                Code.STATISTIC_ALIKE,
                null,
                "它与“%s”（%s）的指标、单位、时期、机构和区划都相同，合计时两条都计入；更正原来的数，请用原来的编号报送，并撤下多余的一条。"
                        .formatted(other.summary().title(), other.summary().key()),
                other);
    }

    private static String text(JsonNode record, String name) {
        return record.path(name).asText("").strip();
    }
}
