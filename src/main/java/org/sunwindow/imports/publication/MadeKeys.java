package org.sunwindow.imports.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sunwindow.Identifier;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.http.Problem;
import org.sunwindow.kind.Kind;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.publication.Publications.Called;

/**
 * Makes keys for the rows of a sheet whose sender has none, of what {@linkplain Kind#keyMadeOf names} a record: the same
 * row sent again has the same key. Serves one run. Not thread-safe.
 */
final class MadeKeys {

    /** Rows of a run that get a key: each looks for a record of the same name. */
    private static final int MAX_ROWS = 2_000;

    private static final int MAX_LENGTH = 80;
    private static final int MAX_TEXT = 60;
    private static final int MAX_HASH = 8;

    private final Kind<?> kind;
    private final Function<String, List<Called>> called;
    private final Set<String> made = new HashSet<>();

    /**
     * @param called returns the records of the kind by their names
     */
    MadeKeys(Kind<?> kind, Function<String, List<Called>> called) {
        this.kind = kind;
        this.called = called;
    }

    /**
     * What happened to a row.
     *
     * @param isFault whether it cannot have a key
     */
    record Made(Problem.Item item, boolean isFault) {}

    /** Puts a key into a row that has none. Returns empty if it has one, or nothing to make one of. */
    Optional<Made> complete(ObjectNode row) {
        List<String> names = kind.keyMadeOf();
        if (names.isEmpty()
                || kind.keyFields().stream().anyMatch(row::hasNonNull)
                || !row.path(names.getFirst()).isTextual()) {
            return Optional.empty();
        }
        String field = kind.keyFields().getFirst();
        String key = key(row, names);
        if (made.size() >= MAX_ROWS) {
            return fault(field, "没有编号的行超过 %d 行，请自行编号".formatted(MAX_ROWS));
        }
        if (!made.add(Identifier.canonical(key))) {
            return fault(field, "没有编号，与前面一行又分不开；请填写编号");
        }
        String others = called.apply(row.get(names.getFirst()).textValue().strip()).stream()
                .filter(other -> other.title()
                                .equals(row.get(names.getFirst()).textValue().strip())
                        && !Identifier.same(other.key(), key))
                .map(Called::key)
                .collect(Collectors.joining("、"));
        if (!others.isEmpty()) {
            return fault(field, "没有编号，而已有同名的记录，编号为 %s；是同一个的请填写这个编号，不是的请自行编号".formatted(others));
        }
        row.put(field, key);
        return Optional.of(new Made(
                new Problem.Item(field, "key.made", "没有编号，已编为 %s；以后请填写这个编号，否则改了名称就成了另一条记录".formatted(key)), false));
    }

    private static Optional<Made> fault(String field, String message) {
        return Optional.of(new Made(new Problem.Item(field, "required", message), true));
    }

    private static String key(ObjectNode row, List<String> names) {
        String key = names.stream()
                .map(row::path)
                .filter(JsonNode::isTextual)
                .map(name -> DivisionCode.padded(name.textValue().strip()))
                .collect(Collectors.joining("-"));
        return key.length() <= MAX_LENGTH
                ? key
                : key.substring(0, MAX_TEXT).strip() + "-"
                        + HexFormat.of().formatHex(Sha256.of(key)).substring(0, MAX_HASH);
    }
}
