package org.sunwindow.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.publication.RecordIdentity;

/**
 * A kind of publication. Import lines are parsed into its record, which is stored, returned by the API and described in
 * the contract. Each kind has a package of its own beside this one, such as {@code disclosure}; CONTRIBUTING.md shows
 * how one is added.
 *
 * <p>A kind is a {@code @Singleton} bean with a constructor without parameters. It depends on no other bean, because
 * the build also creates one to write the contract. Immutable.
 */
public abstract class Kind<R> {

    /** The value of {@link #lapsesOn} for a record that is not in force and has no known last day. */
    protected static final LocalDate NEVER_IN_FORCE = LocalDate.EPOCH;

    private final String name;
    private final String label;
    private final Class<R> type;
    private final Fields<R> fields;
    private final Contract contract;

    /**
     * @param name     in imports, in the store and in site search, such as {@code disclosure}
     * @param label    for people, such as 政府信息
     * @param type     of the record
     * @param fields   what the record's components are used for
     * @param contract the texts of the contract
     */
    protected Kind(String name, String label, Class<R> type, Fields<R> fields, Contract contract) {
        this.name = name;
        this.label = label;
        this.type = type;
        this.fields = fields;
        this.contract = contract;
    }

    public final String name() {
        return name;
    }

    public final String label() {
        return label;
    }

    public final Class<R> type() {
        return type;
    }

    public final Fields<R> fields() {
        return fields;
    }

    public final Contract contract() {
        return contract;
    }

    /** Decides on a record that satisfies the constraints of its type and has no {@link #faults}. */
    public abstract Admission<R> admit(R record);

    /**
     * Returns what breaks the rules of this kind.
     *
     * @param record may break the constraints of its type: any component may be {@code null}, because all faults of a
     *     line are reported at once
     */
    public List<Problem.Item> faults(R record) {
        return List.of();
    }

    /** Returns what the publisher of a record that is accepted should check, such as a text that is not understood. */
    public List<Problem.Item> warnings(R record) {
        return List.of();
    }

    /**
     * Names of components by which two records state the same thing, if they are equal in all of them; of each there is
     * a filter of the same name. Records without the first one are not compared.
     *
     * @return empty if records of this kind may be alike
     */
    public List<String> statedOnce() {
        return List.of();
    }

    /** Components that hold the key as it is sent. The first one that a record has counts. */
    public List<String> keyFields() {
        return List.of("id");
    }

    /**
     * Components of which a key is made for a row of a sheet that has none: the name first, and what tells records of one
     * name apart. All are texts.
     *
     * @return empty if a row needs a key
     */
    public List<String> keyMadeOf() {
        return List.of();
    }

    /** Whether values of a rejected line may be stored for its sender. Any field may be missing or malformed. */
    public boolean mayKeep(JsonNode line) {
        return true;
    }

    /** Returns the identity of the record if the line, which may be invalid otherwise, declares it not public. */
    public Optional<RecordIdentity> closes(JsonNode line) {
        return Optional.empty();
    }

    /** Returns the key for a spelling of it that callers may use, see {@link Identifier#canonical}. */
    public String key(String written) {
        return Identifier.canonical(written);
    }

    /**
     * The first day on which a record is no longer in force: abolished, closed, cancelled or replaced.
     *
     * @return {@link #NEVER_IN_FORCE} if the day is not known, {@code null} if the record is in force without end
     */
    public LocalDate lapsesOn(R record) {
        return null;
    }

    /**
     * The first day on which a record is in effect. What it replaces is in force until then.
     *
     * @return {@code null} if it is in effect as soon as it is public
     */
    public LocalDate takesEffectOn(R record) {
        return null;
    }

    /**
     * An edition of which a record is a part, such as a version of a catalogue. Once the first part of an edition is in
     * effect, the parts of the editions before it are no longer in force, whether or not they say so and have
     * counterparts. The edition whose last part takes effect later is the newer one; if they are equal, the greater name.
     *
     * @param series  name of the work that has editions; those of another owner are another work
     * @param area    12-digit code of the division that it is about; works of different areas are different ones, even
     *     if they have the same name. {@code null} for any, because publishers often leave it out
     * @param edition name of the edition
     */
    public record Edition(String series, String area, String edition) {}

    /** Returns the edition of which a record is a part, {@code null} for none. */
    public Edition edition(R record) {
        return null;
    }

    /**
     * Whether people search for a record by its name. Such names are used for spelling correction and kept in memory.
     */
    public boolean isAskedByName(R record) {
        return false;
    }

    /**
     * Returns the texts by which a body is recognized, in addition to its key: its full name, short name, former names
     * and official code, by the paths of their components. Nobody but its publisher may give another record one of
     * them.
     */
    public Map<String, String> names(R record) {
        return Map.of();
    }

    /**
     * Whether the content of a record is deleted everywhere once it has expired, not only hidden. A tombstone remains.
     */
    public boolean isErasedOnceExpired() {
        return false;
    }

    /** Returns the boost that is added to the score of every record of this kind in site search. */
    public float searchBoost() {
        return 0;
    }

    /**
     * Returns the boost of this kind in suggestions, where it decides among names that match equally well. Records of a
     * kind with a negative one are not suggested.
     */
    public float suggestionBoost() {
        return 0;
    }

    /**
     * Returns the related records that are shown with a single record, such as its parent and its successor. They
     * become the member {@code links}. The contract describes it by the schema {@code <singular>Links}, see {@link
     * Contract#singular}.
     *
     * @return {@code null} if this kind has no links
     */
    public Object links(R record, RelatedRecords related) {
        return null;
    }

    /** Returns why the opening hours of single dates differ from the regular ones, as far as the record says so. */
    public Map<LocalDate, String> dayNotes(R record) {
        return Map.of();
    }

    /** What lists show with a record in addition to its components. */
    @FunctionalInterface
    public interface Listed<R> {

        /** Returns an object whose members are shown, {@code null} for none. */
        Object of(R record, RelatedRecords related);
    }

    /**
     * Returns what lists show with each record. The contract describes it by the schema {@code <singular>Listed}.
     *
     * @return {@code null} for nothing
     */
    public Listed<R> listed() {
        return null;
    }

    /**
     * Returns the metadata for the page of a record. It becomes the member {@code meta} of a single record, together
     * with the settings of the site.
     *
     * @return {@code null} if records of this kind are not articles
     */
    public Article article(R record) {
        return null;
    }

    /** Returns the formats of records other than the JSON of this API, chosen by {@code Accept}. */
    public final List<Representation<R>> representations() {
        return Stream.concat(formats().stream(), Stream.of(LinkedThing.representation(this::linked)))
                .toList();
    }

    /** Returns the formats other than JSON and the JSON-LD that every kind has. */
    protected List<Representation<R>> formats() {
        return List.of();
    }

    /**
     * Returns a single record as schema.org describes such things. The record is a work unless its kind knows better.
     *
     * @return a {@link LinkedThing}, or another object that Jackson writes
     */
    protected Object linked(Representation.Shown<R> shown) {
        return LinkedThing.of("CreativeWork", shown);
    }

    /**
     * Returns the canonical address of a record below the address of the API, such as {@code /offices/off-dh-hydj}.
     *
     * @param key as it was sent
     */
    public String address(String key) {
        return contract.path() + "/" + segment(key);
    }

    /** Returns a text as a segment of an address. */
    protected static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
