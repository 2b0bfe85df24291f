package org.sunwindow.kind;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.json.CellText;
import org.sunwindow.json.TableText;
import org.sunwindow.place.Location;

/**
 * One field of a kind: how it is read from a record, and what it is used for. Everything that the index, the parameters
 * of a list and the contract know about the field follows from this declaration.
 *
 * <p>A field is configured by its fluent methods while its kind is declared, and never changes afterwards.
 */
public final class Field<R> {

    private final String name;
    private final boolean component;
    private final Function<R, ?> reader;

    Role role;
    boolean identifier;
    boolean detailOnly;
    Function<R, ? extends Collection<String>> hashes;
    List<String> recordNumbers = List.of();
    List<String> publishedPhones = List.of();
    List<String> headings = List.of();
    boolean phoneOfAny;
    List<FieldReference> references = List.of();
    boolean citations;
    boolean publicNumber;
    boolean counted;
    boolean publisher;
    TableField table;
    boolean openingHours;
    Function<R, ? extends Number> order;
    boolean location;
    CellText written;
    boolean shortName;
    TableText.ColumnText columnText;
    Filter filter;
    Function<R, String> label;
    TimeField time;

    private Field(String name, boolean component, Function<R, ?> reader) {
        this.name = name;
        this.component = component;
        this.reader = reader;
    }

    /** A component of the record that holds one text, {@code null} for none. */
    public static <R> Field<R> text(String name, Function<R, String> reader) {
        return new Field<>(name, true, reader);
    }

    /** A component of the record that holds several texts, {@code null} for none. */
    public static <R> Field<R> texts(String name, Function<R, ? extends Collection<String>> reader) {
        return new Field<>(name, true, reader);
    }

    /** A component of the record that holds a time, {@code null} for none. */
    public static <R> Field<R> time(String name, Function<R, OffsetDateTime> reader) {
        return new Field<>(name, true, reader);
    }

    /** A component of the record that holds a date, {@code null} for none; it counts from its first moment. */
    public static <R> Field<R> date(String name, Function<R, LocalDate> reader) {
        return new Field<>(name, true, reader);
    }

    /** A component of the record that is shown and not searched. */
    public static <R> Field<R> shown(String name) {
        return new Field<>(name, true, record -> null);
    }

    /**
     * The files that a record offers, {@code null} for none. Answers complete an uploaded one with its size, media type
     * and address. The record is found by the names of the files, and by the texts of uploaded ones.
     *
     * @param path a component or, such as {@code materials.examples}, a list below one. An answer leaves out an uploaded
     *     file below a component until it has arrived, because a client may expect its address.
     */
    public static <R> Field<R> files(String path, Function<R, List<Attachment>> reader) {
        Function<R, List<String>> names = record -> Attachment.each(reader.apply(record), Attachment::name);
        var field = new Field<>(path, path.indexOf('.') < 0, names);
        field.hashes = record -> Attachment.each(reader.apply(record), Attachment::hash);
        return field.searchedAs(Role.FILE_NAME);
    }

    /** Like {@link #files}, of one file, {@code null} for none. The kind decides which members it requires. */
    public static <R> Field<R> file(String name, Function<R, Attachment> reader) {
        return files(name, record -> Stream.ofNullable(reader.apply(record)).toList());
    }

    /**
     * A value that is computed from the record.
     *
     * @param reader returns a text, a collection of texts, a date or a time; {@code null} for none
     */
    public static <R> Field<R> derived(String name, Function<R, ?> reader) {
        return new Field<>(name, false, reader);
    }

    /**
     * The opening hours of a record, {@code null} where they are not known. Lists get the parameters {@code openAt} and
     * {@code hoursAt}.
     */
    public static <R> Field<R> openingHours(String name, Function<R, OpeningHours> reader) {
        var field = new Field<R>(name, true, reader);
        field.openingHours = true;
        return field;
    }

    /**
     * The location of a record, {@code null} where it is not known. Lists get the parameters {@code near}, {@code
     * radius} and {@code crs}.
     */
    public static <R> Field<R> location(Function<R, Location> reader) {
        var field = new Field<R>("location", false, reader);
        field.location = true;
        return field;
    }

    public Field<R> searchedAs(Role as) {
        role = as;
        return this;
    }

    /** Finds records by the whole value of the field. Case, width, spaces and punctuation are ignored. */
    public Field<R> identifier() {
        identifier = true;
        return this;
    }

    /**
     * Adds headings that sheets of bureaus use for this field, in addition to the Chinese name of its component.
     *
     * @throws IllegalStateException unless the field is a component
     */
    public Field<R> headed(String... headings) {
        requireComponent();
        this.headings = List.of(headings);
        return this;
    }

    /** Reads cells of sheets that state the value of the component in words. */
    public Field<R> written(CellText text) {
        requireComponent();
        this.written = text;
        return this;
    }

    /** Marks another name by which sheets may refer to the record, in addition to its title. */
    public Field<R> shortName() {
        this.shortName = true;
        return this;
    }

    /** Shows the field in single records only, not in lists. */
    public Field<R> detailOnly() {
        detailOnly = true;
        return this;
    }

    /**
     * Marks a member of the field's values as the key of a record of a kind. A field with a filter by reference needs
     * no mark.
     */
    public Field<R> references(String member, String kind) {
        references = with(references, new FieldReference(name + "." + member, kind, false));
        return this;
    }

    /** Like {@link #references}, for objects that only say how the record is related to the other. */
    public Field<R> relations(String member, String kind) {
        references = with(references, new FieldReference(name + "." + member, kind, true));
        return this;
    }

    /**
     * The texts of the field cite documents, by number or by title: 《…》（云民发〔2024〕12号）. A record is marked while a
     * published document that it cites is not in force.
     */
    public Field<R> citations() {
        citations = true;
        return this;
    }

    /**
     * Marks numbers that identify records. They are made of division codes, dates and sequences, so the privacy check
     * takes one for an identity number only if its check digit is right.
     */
    public Field<R> recordNumber() {
        recordNumbers = with(recordNumbers, name);
        return this;
    }

    /** Marks a member of the field's values as {@link #recordNumber()}. */
    public Field<R> recordNumber(String member) {
        recordNumbers = with(recordNumbers, name + "." + member);
        return this;
    }

    /** Marks phones that an institution publishes. In them the privacy check allows mobile numbers. */
    public Field<R> publishedPhone() {
        publishedPhones = with(publishedPhones, name);
        return this;
    }

    /** Like {@link #publishedPhone}, for the phone of any body, which need not be one that the record names. */
    public Field<R> publishedPhoneOfAny() {
        phoneOfAny = true;
        return publishedPhone();
    }

    /** Marks a member of the field's values as {@link #publishedPhone()}. */
    public Field<R> publishedPhone(String member) {
        publishedPhones = with(publishedPhones, name + "." + member);
        return this;
    }

    /** Marks public numbers that resemble personal ones. The privacy check skips them. */
    public Field<R> publicNumber() {
        publicNumber = true;
        return this;
    }

    /**
     * Marks a value that is counted, not written, such as how often the record was read. A change of such values alone
     * begins no state of the record that answers as of an earlier time would have to tell.
     *
     * @throws IllegalStateException unless the field is a component
     */
    public Field<R> counted() {
        requireComponent();
        counted = true;
        return this;
    }

    /**
     * Marks the name of the body that published the record, which feeds and boards show. Without one, they show the
     * organization that the record belongs to, see {@link Filter#organization}.
     */
    public Field<R> publisher() {
        publisher = true;
        return this;
    }

    /**
     * Marks the rows of a table. The privacy check reads cells together with their headings and rows.
     *
     * @param cells   member of a row that holds its cells
     * @param columns component of the record that holds the columns
     * @param heading member of a column that names it
     */
    public Field<R> table(String cells, String columns, String heading) {
        table = new TableField(name, cells, columns, heading);
        return this;
    }

    /** Declares how a separate worksheet states the columns of the {@link #table}. */
    public Field<R> columnsWritten(TableText.ColumnText column) {
        columnText = column;
        return this;
    }

    /** Adds a filter with the name of the field and its own description. */
    public Field<R> filter(Filter by) {
        return filter(name, by);
    }

    /** Adds a filter with the name of the field. */
    public Field<R> filter(Filter by, String description, String example) {
        return filter(name, by, description, example);
    }

    /** Adds a filter with its own description. */
    public Field<R> filter(String parameter, Filter by) {
        return filter(parameter, by, by.description(), by.example());
    }

    /**
     * Adds a filter by the field to lists and, if the filter has one, a facet.
     *
     * @param parameter   name of the parameter and the facet
     * @param description of the parameter, in Chinese
     * @param example     a value of the parameter
     */
    public Field<R> filter(String parameter, Filter by, String description, String example) {
        filter = by.named(parameter, description, example);
        return this;
    }

    /**
     * Names the codes that the filter of the field, which is {@link Filter#coded}, does not know. Its facet shows the
     * most frequent name of each.
     *
     * @param reader returns the name that the record gives to its code, {@code null} for none
     */
    public Field<R> labelled(Function<R, String> reader) {
        label = reader;
        filter = filter.withSentLabels();
        return this;
    }

    /**
     * Adds the parameters {@code <prefix>From} and {@code <prefix>To} and a sort option to lists. The first such field
     * is the main date of the kind: by default, lists are sorted by it, latest first, and feeds and boards show it.
     */
    public Field<R> range(String prefix, TimeField.Bound from, TimeField.Bound to) {
        time = new TimeField(name, prefix, from, to, false);
        return this;
    }

    /** Like {@link #range}, for a time at which something ends. */
    public Field<R> endRange(String prefix, TimeField.Bound from, TimeField.Bound to) {
        time = new TimeField(name, prefix, from, to, true);
        return this;
    }

    /** Adds a sort option to lists, in both directions. Records whose number is {@code null} come last. */
    public Field<R> sortedBy(Function<R, ? extends Number> number) {
        order = number;
        return this;
    }

    private void requireComponent() {
        if (!component) {
            throw new IllegalStateException(name + " is no component");
        }
    }

    private static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }

    public String name() {
        return name;
    }

    boolean isComponent() {
        return component;
    }

    Object read(R record) {
        return reader.apply(record);
    }
}
