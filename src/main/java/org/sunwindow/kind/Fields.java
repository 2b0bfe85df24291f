package org.sunwindow.kind;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.json.CellText;
import org.sunwindow.json.TableText;
import org.sunwindow.place.Location;

/** The fields of a kind, in the order of their declaration. Immutable. */
public final class Fields<R> {

    /** The kind of the records of {@link Filter#organization}. */
    public static final String ORGANIZATION = "organization";

    private final List<Field<R>> all;
    private final List<Filter> filters;
    private final List<TimeField> times;
    private final List<String> numbers;
    private final Set<String> detailOnly;
    private final Set<String> files;
    private final Set<String> innerFiles;
    private final Set<String> recordNumbers;
    private final Set<String> publicNumbers;
    private final Set<String> publishedPhones;
    private final Set<String> counted;
    private final Field<R> publisher;
    private final List<TableField> tables;
    private final Field<R> openingHours;
    private final Field<R> location;

    private Fields(List<Field<R>> all) {
        this.all = all;
        this.filters =
                all.stream().map(field -> field.filter).filter(Objects::nonNull).toList();
        this.times =
                all.stream().map(field -> field.time).filter(Objects::nonNull).toList();
        this.numbers = all.stream()
                .filter(field -> field.order != null)
                .map(Field::name)
                .toList();
        this.tables =
                all.stream().map(field -> field.table).filter(Objects::nonNull).toList();
        this.detailOnly = names(field -> field.detailOnly);
        this.files = names(field -> field.hashes != null);
        this.innerFiles = names(field -> field.hashes != null && !field.isComponent());
        this.recordNumbers =
                all.stream().flatMap(field -> field.recordNumbers.stream()).collect(Collectors.toUnmodifiableSet());
        this.publishedPhones =
                all.stream().flatMap(field -> field.publishedPhones.stream()).collect(Collectors.toUnmodifiableSet());
        this.publicNumbers = names(field -> field.publicNumber);
        this.counted = names(field -> field.counted);
        this.publisher = only(field -> field.publisher);
        this.openingHours = only(field -> field.openingHours);
        this.location = only(field -> field.location);
        requireDistinct(all.stream().map(Field::name).toList());
        requireDistinct(filters.stream().map(Filter::name).toList());
    }

    /**
     * @throws IllegalArgumentException if two fields or two filters have the same name
     */
    @SafeVarargs
    public static <R> Fields<R> of(Field<R>... fields) {
        return new Fields<>(List.of(fields));
    }

    private static void requireDistinct(List<String> names) {
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("a name occurs twice in " + names);
        }
    }

    private Set<String> names(Predicate<Field<R>> which) {
        return all.stream().filter(which).map(Field::name).collect(Collectors.toUnmodifiableSet());
    }

    private Field<R> only(Predicate<Field<R>> which) {
        List<Field<R>> found = all.stream().filter(which).toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "more than one: " + found.stream().map(Field::name).toList());
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    public List<Filter> filters() {
        return filters;
    }

    /** Returns the filter by the validity of the records, empty if they state none. Records that do are documents. */
    public Optional<Filter> validity() {
        return filters.stream()
                .filter(filter -> filter.mode() == FilterMode.PHASED)
                .findFirst();
    }

    /** Returns the component whose values a filter compares, {@code null} if they are computed. */
    public String componentOf(Filter filter) {
        return all.stream()
                .filter(field -> field.filter == filter && field.isComponent())
                .map(Field::name)
                .findFirst()
                .orElse(null);
    }

    public List<TimeField> times() {
        return times;
    }

    /** Names of the numbers by which lists are sorted, see {@link Field#sortedBy}. */
    public List<String> numbers() {
        return numbers;
    }

    /** Components that lists leave out. */
    public Set<String> detailOnly() {
        return detailOnly;
    }

    /** Paths of the objects that may name uploaded files, such as {@code attachments}, see {@link Field#files}. */
    public Set<String> files() {
        return files;
    }

    /** Those of {@link #files} that are below a component. */
    public Set<String> innerFiles() {
        return innerFiles;
    }

    /** Returns the components that are {@link Field#counted}. */
    public Set<String> counted() {
        return counted;
    }

    /** Returns the hashes of the files that a record names. */
    public Set<String> hashes(R record) {
        return all.stream()
                .filter(field -> field.hashes != null)
                .map(field -> field.hashes.apply(record))
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Paths of values that are numbers of records, such as {@code related.key}, see {@link Field#recordNumber}. */
    public Set<String> recordNumbers() {
        return recordNumbers;
    }

    /** Members of components that are keys of other records. */
    List<FieldReference> references() {
        return all.stream().flatMap(field -> field.references.stream()).toList();
    }

    /** Other headings of components in sheets than their names, see {@link Field#headed}. */
    public Map<String, List<String>> headings() {
        return all.stream()
                .filter(field -> !field.headings.isEmpty())
                .collect(Collectors.toUnmodifiableMap(Field::name, field -> field.headings));
    }

    /** How cells of sheets state components in words, by component, see {@link Field#written}. */
    public Map<String, CellText> written() {
        return all.stream()
                .filter(field -> field.written != null)
                .collect(Collectors.toUnmodifiableMap(Field::name, field -> field.written));
    }

    /** Returns the components that are the title of a record. */
    public List<String> titles() {
        return all.stream()
                .filter(field -> field.role == Role.TITLE && field.isComponent())
                .map(Field::name)
                .toList();
    }

    /** Returns how a separate worksheet states the table of a record, {@code null} for none. */
    public TableText tableText() {
        return all.stream()
                .filter(field -> field.columnText != null)
                .map(field -> new TableText(field.name(), field.table.cells(), field.table.columns(), field.columnText))
                .findFirst()
                .orElse(null);
    }

    /** Returns the component with another name of the record, {@code null} for none, see {@link Field#shortName}. */
    public String shortName() {
        return all.stream()
                .filter(field -> field.shortName)
                .map(Field::name)
                .findFirst()
                .orElse(null);
    }

    /** Components that the privacy check skips, see {@link Field#publicNumber}. */
    public Set<String> publicNumbers() {
        return publicNumbers;
    }

    /**
     * Paths of phones that an institution publishes, such as {@code windows.phones}, see {@link Field#publishedPhone}.
     */
    public Set<String> publishedPhones() {
        return publishedPhones;
    }

    /** Returns those of {@link #publishedPhones} that should be phones of a body that the record names. */
    public List<String> ownPhones() {
        return all.stream()
                .filter(field -> !field.phoneOfAny)
                .flatMap(field -> field.publishedPhones.stream())
                .toList();
    }

    /** Returns the components whose texts cite documents, see {@link Field#citations}. */
    public List<String> citing() {
        return all.stream().filter(field -> field.citations).map(Field::name).toList();
    }

    /** Returns the component with the name of the publishing body, {@code null} for none. */
    String publisher() {
        return publisher == null ? null : publisher.name();
    }

    /** Returns the keys of the organizations that a record belongs to, by the name of their field. */
    public Map<String, List<String>> organizations(R record) {
        var keys = new LinkedHashMap<String, List<String>>();
        for (Field<R> field : all) {
            if (field.filter != null && field.filter.tree() != null && ORGANIZATION.equals(field.filter.labelKind())) {
                keys.put(field.name(), DocumentReader.texts(field, record, ZoneOffset.UTC));
            }
        }
        return keys;
    }

    /** Returns the keys of the records whose validity or basis a record states, by kind. */
    public Map<String, Set<String>> statements(R record) {
        var statements = new HashMap<String, Set<String>>();
        for (Field<R> field : all) {
            if (field.filter != null && field.filter.relation().isAboutOther()) {
                Set<String> keys = statements.computeIfAbsent(field.filter.labelKind(), kind -> new HashSet<>());
                DocumentReader.texts(field, record, ZoneOffset.UTC)
                        .forEach(key -> keys.add(field.filter.canonical(key)));
            }
        }
        return statements;
    }

    /** Returns the keys to which a record states a relation, as they are written. */
    public Set<String> stated(R record, ReferenceMeaning relation, String toKind) {
        return all.stream()
                .filter(field -> field.filter != null
                        && field.filter.relation() == relation
                        && toKind.equals(field.filter.labelKind()))
                .flatMap(field -> DocumentReader.texts(field, record, ZoneOffset.UTC).stream())
                .collect(Collectors.toSet());
    }

    /** The tables of a record, see {@link Field#table}. */
    public List<TableField> tables() {
        return tables;
    }

    public boolean hasOpeningHours() {
        return openingHours != null;
    }

    public boolean hasLocations() {
        return location != null;
    }

    /** Names of the components of the record that are declared. */
    public Set<String> components() {
        return names(Field::isComponent);
    }

    /** The location of a record, {@code null} where there is none. */
    Location location(R record) {
        return location == null ? null : (Location) location.read(record);
    }

    /**
     * Reads a record for the index.
     *
     * @param zone time zone of dates
     */
    IndexDocument document(Kind<R> kind, R record, ZoneId zone) {
        return new DocumentReader<>(kind, this, zone).read(record);
    }

    List<Field<R>> all() {
        return all;
    }

    /** The name of the publishing body, {@code null} where there is none. */
    String publisher(R record) {
        return publisher == null ? null : (String) publisher.read(record);
    }

    /** The opening hours of a record, {@code null} where they are not known. */
    OpeningHours openingHours(R record) {
        return openingHours == null ? null : (OpeningHours) openingHours.read(record);
    }
}
