package org.sunwindow.imports.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.HeadedUnits;
import org.sunwindow.imports.target.ImportTarget.NameReader;
import org.sunwindow.imports.target.ImportTarget.Named;
import org.sunwindow.json.ListText;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;
import org.sunwindow.json.RecordPaths;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.DeclaredValues;
import org.sunwindow.kind.Fields;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.publication.PublicationId;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.Publications.Called;
import org.sunwindow.publisher.Publisher;

/**
 * Replaces names in the rows of a sheet by keys, if exactly one record has the name. In a reference to an organization or
 * a division, a name that no record or several records have is a fault. In references to other kinds it is kept, because
 * it may be a key. Clerks know the names; JSON is written by systems, so a reference in it is a key. Serves one run. Not thread-safe.
 */
public final class WrittenNames implements NameReader {

    /** The kinds whose keys never look like names. */
    private static final Set<String> CODED = Set.of(Fields.ORGANIZATION, DivisionCode.KIND);

    /** Bounds the memory of a run. */
    private static final int MAX_KNOWN = 10_000;

    /** Names of kinds without codes that a run looks up: each takes a look at all records of the kind. */
    private static final int MAX_UNCODED = 2_000;

    /** Longest name, in characters; no record has a longer one. */
    private static final int MAX_NAME = 500;

    private static final Pattern NAME = Pattern.compile("[^\\p{Nd}\\p{IsLatin}]*\\p{IsHan}[^\\p{Nd}\\p{IsLatin}]*");

    private final Class<?> type;
    private final MadeKeys keys;
    private final DeclaredValues values;
    private final Kinds kinds;
    private final Publications publications;
    private final StrictJson json;
    private final Publisher sender;
    private final Map<PublicationId, List<Called>> known = new HashMap<>();

    /** Whether records with some keys exist. */
    private final Map<PublicationId, Boolean> keyed = new HashMap<>();

    private int uncoded;

    WrittenNames(
            Kind<?> kind,
            DeclaredValues values,
            Kinds kinds,
            Publications publications,
            StrictJson json,
            Publisher sender) {
        this.type = kind.type();
        this.keys = new MadeKeys(kind, name -> called(kind.name(), name));
        this.values = values;
        this.kinds = kinds;
        this.publications = publications;
        this.json = json;
        this.sender = sender;
    }

    /** Returns a function for the paths of the keys in a record that would be taken for names in a sheet. */
    public static Function<JsonNode, Set<String>> keysLikeNames(Kind<?> kind) {
        var values = new DeclaredValues(kind);
        return record -> values.written(record).stream()
                .filter(WrittenNames::isName)
                .map(DeclaredValues.Written::path)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isName(DeclaredValues.Written written) {
        return written.value().length() <= MAX_NAME
                && NAME.matcher(written.value()).matches();
    }

    @Override
    public Named read(String line, Map<String, String> headings) {
        if (!(json.tree(line).orElse(null) instanceof ObjectNode record)) {
            return new Named(line, List.of());
        }
        var faults = new ArrayList<Problem.Item>();
        boolean changed = HeadedUnits.complete(record, type, headings);
        changed |= splitLists(record, headings);
        for (DeclaredValues.Written written : values.written(record)) {
            if (!isName(written) || kinds.get(written.kind()) == null || !isWords(written.path(), headings)) {
                continue;
            }
            boolean isCoded = CODED.contains(written.kind());
            if (!isCoded && (uncoded >= MAX_UNCODED || isKey(written))) {
                continue;
            }
            List<Called> called = called(written.kind(), written.value().strip());
            List<Called> exact = called.stream().filter(Called::exact).toList();
            if (exact.size() == 1) {
                set(record, written.path(), record.textNode(exact.getFirst().key()));
                changed = true;
            } else if (isCoded) {
                faults.add(fault(written, exact.isEmpty() ? called : exact, exact.isEmpty()));
            }
        }
        Optional<MadeKeys.Made> made = keys.complete(record);
        changed |= made.isPresent();
        made.filter(MadeKeys.Made::isFault).map(MadeKeys.Made::item).ifPresent(faults::add);
        List<Problem.Item> warnings = made.filter(key -> !key.isFault())
                .map(MadeKeys.Made::item)
                .map(List::of)
                .orElse(List.of());
        return new Named(changed ? json.write(record) : line, faults, warnings);
    }

    /** Whether a record has a name as its key, as columns may. */
    private boolean isKey(DeclaredValues.Written written) {
        var id = new PublicationId(written.kind(), kinds.get(written.kind()).key(written.value()));
        return keyed.computeIfAbsent(id, key -> {
            uncoded++;
            return publications.missing(Set.of(key), sender, null).isEmpty();
        });
    }

    /** The reader of sheets splits a list only if its items look like codes, so a list of names is still one text. */
    private boolean splitLists(ObjectNode record, Map<String, String> headings) {
        boolean changed = false;
        for (DeclaredValues.Written written : values.written(record)) {
            String path = written.path();
            boolean isWhole = !RecordPaths.isElement(path)
                    && RecordFields.at(type, path).filter(Component::isList).isPresent();
            if (isWhole && CODED.contains(written.kind()) && isWords(path, headings)) {
                ArrayNode list = record.arrayNode();
                ListText.items(written.value().strip(), false).forEach(list::add);
                set(record, path, list);
                changed = true;
            }
        }
        return changed;
    }

    /** A value without a heading was written exactly, as in JSON: it is a key. */
    private static boolean isWords(String path, Map<String, String> headings) {
        return headings.keySet().stream().anyMatch(filled -> RecordPaths.isWithin(path, filled));
    }

    private List<Called> called(String kind, String name) {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(
                new PublicationId(kind, name),
                id -> publications.called(
                        kind,
                        name,
                        kinds.get(kind).keyFields().getFirst(),
                        kinds.get(kind).fields().shortName(),
                        sender));
    }

    /** The name itself is not repeated, because the cell may contain anything. */
    private Problem.Item fault(DeclaredValues.Written written, List<Called> candidates, boolean unknown) {
        String label = kinds.get(written.kind()).label();
        String names = candidates.stream()
                .map(called -> "%s（%s）".formatted(called.title(), called.key()))
                .collect(Collectors.joining("、"));
        String message = unknown
                ? "没有叫这个名称的%s%s；请写全称、简称或编号".formatted(label, names.isEmpty() ? "" : "，名称相近的有 " + names)
                : "叫这个名称的%s不止一个：%s；请改写编号".formatted(label, names);
        return new Problem.Item(written.path(), unknown ? "name.unknown" : "name.ambiguous", message);
    }

    private static void set(ObjectNode record, String path, JsonNode value) {
        String pointer = "/" + path.replace("[", "/").replace("]", "").replace('.', '/');
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        JsonNode parent = record.at(pointer.substring(0, last));
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
    }
}
