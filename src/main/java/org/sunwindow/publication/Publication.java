package org.sunwindow.publication;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.jpa.HibernateHints;
import org.hibernate.type.SqlTypes;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publisher.Publisher;

/** The latest state of a record, or the tombstone of one that was withdrawn or erased. */
@Entity
class Publication extends PanacheEntityBase {

    private static final int FETCH = 20;
    private static final int FETCH_KNOWN = 100;
    private static final int MAX_CALLED = 5;

    private static final String EXPIRED = "已过公开期限，内容删除";

    /** Whether a record is public at {@code :now}. */
    static final String IS_PUBLIC = "(withdrawn_at is null and (visible_from is null or visible_from <= :now)"
            + " and (visible_until is null or visible_until > :now))";

    /** Whether the publication of a record has ended, which reads tell everybody. */
    private static final String HAS_ENDED =
            "(coalesce(visible_until <= :now, false) and (first_public is null or first_public < visible_until))";

    @EmbeddedId
    PublicationId id;

    /** See {@link RecordIdentity}; {@code null} once withdrawn. */
    String likeness;

    boolean numbered;

    String title;
    String publisher;
    String division;

    /** The publisher it belongs to, see {@link org.sunwindow.publisher.Publisher}; {@code null} for nobody. */
    String owner;

    Instant visibleFrom;
    Instant visibleUntil;
    long revision;

    /** The record as JSON; {@code null} once withdrawn or erased. */
    @JdbcTypeCode(SqlTypes.JSON)
    String record;

    /** SHA-256 of the JSON as written, because jsonb does not preserve the text. */
    byte[] fingerprint;

    Instant changedAt;
    Instant withdrawnAt;
    String withdrawnReason;

    /**
     * Content of earlier revisions must not be shown: revision of the newest withdrawal, or of the newest change that
     * published less; {@code null} if there was none.
     */
    Long retracted;

    /**
     * When a record with this key first became public, or will: its {@link #visibleFrom} at that time, but not before
     * it was stored. Once that time has come, no change or withdrawal moves it. {@code null} if it is not known, or if
     * it was withdrawn before.
     */
    Instant firstPublic;

    /** Whether the states that later ones replace are kept. What is kept of them is written by a trigger. */
    boolean keepsPast = true;

    /** See {@link Envelope#counted}; {@code null} for none. */
    String[] counted;

    /** Revision of the state to which the newest undo has returned, {@code null} if there was none. */
    Long restored;

    /** Revision of the newest undo, {@code null} if there was none. */
    @Column(insertable = false, updatable = false)
    Long statesErased;

    /** When the present state began, {@code null} for {@link #changedAt}. */
    @Column(insertable = false, updatable = false)
    Instant since;

    /** All states are known from then on, {@code null} for all there were. */
    @Column(insertable = false, updatable = false)
    Instant knownSince;

    /** No state was public before; {@code null} if that is not known. */
    @Column(insertable = false, updatable = false)
    Instant unknownSince;

    /**
     * Number of states that were superseded since the last withdrawal; the newest are kept, see
     * {@link SupersededStates}.
     */
    @Column(insertable = false, updatable = false)
    int states;

    static List<Publication> withIds(Collection<PublicationId> ids) {
        return list("id in ?1", ids);
    }

    static List<Publication> withLikenesses(Collection<String> likenesses) {
        return list("likeness in ?1", likenesses);
    }

    static List<Publication> unnumbered(Collection<String> likenesses) {
        return list("likeness in ?1 and not numbered", likenesses);
    }

    /**
     * Returns the groups of records with numbers that have the same likeness, kind, owner and division, each with one
     * key. A group may have thousands of records, so they are not loaded.
     *
     * @param without records to ignore, at least one
     */
    static List<Object[]> numbered(Collection<String> likenesses, Collection<PublicationId> without) {
        return getEntityManager()
                .createQuery(
                        "select p.likeness, p.id.kind, p.owner, p.division, min(p.id.key) from Publication p"
                                + " where p.likeness in :likenesses and p.numbered and p.id not in :without"
                                + " group by p.likeness, p.id.kind, p.owner, p.division",
                        Object[].class)
                .setParameter("likenesses", likenesses)
                .setParameter("without", without)
                .getResultList();
    }

    static boolean hasKind(String kind) {
        return !getEntityManager()
                .createQuery("select 1 from Publication p where p.id.kind = :kind", Integer.class)
                .setParameter("kind", kind)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /**
     * Returns those of some records that are stored, not withdrawn and known to a publisher. Erased ones count: a
     * reference to them is not a fault.
     */
    static Set<PublicationId> present(Collection<PublicationId> ids, Publisher publisher, Instant now) {
        var present = new HashSet<PublicationId>();
        ids.stream()
                .collect(Collectors.groupingBy(
                        PublicationId::kind, Collectors.mapping(PublicationId::key, Collectors.toList())))
                .forEach((kind, keys) -> select("owner, division, " + IS_PUBLIC + " or " + HAS_ENDED + ", key from"
                                + " publication where kind = :kind and key in (:keys)"
                                + " and (withdrawn_at is null or visible_until is not null)")
                        .with("kind", kind)
                        .with("keys", keys)
                        .known(publisher, now)
                        .forEach(row -> present.add(new PublicationId(kind, (String) row[3]))));
        return present;
    }

    /**
     * Returns keys of the records that a publisher may be told of, by kind and title.
     *
     * @param titles kinds and titles; an id has a title instead of a key
     */
    static Map<PublicationId, String> keysByTitle(Collection<PublicationId> titles, Publisher publisher, Instant now) {
        return select("owner, division, " + IS_PUBLIC + " as known, kind, title, min(key) from publication"
                        + " where kind in (:kinds) and title in (:titles) and withdrawn_at is null"
                        + " group by owner, division, known, kind, title")
                .with(
                        "kinds",
                        titles.stream().map(PublicationId::kind).distinct().toList())
                .with(
                        "titles",
                        titles.stream().map(PublicationId::key).distinct().toList())
                .known(publisher, now)
                .collect(Collectors.toMap(
                        row -> new PublicationId((String) row[3], (String) row[4]),
                        row -> (String) row[5],
                        (one, other) -> one.compareTo(other) <= 0 ? one : other));
    }

    /** See {@link Publications#called}. */
    static List<Publications.Called> called(
            String kind, String name, String keyField, String shortName, Publisher publisher, Instant now) {
        Select named = select("owner, division, known, coalesce(sent, key), title, exact from (select owner, division, "
                        + IS_PUBLIC + " as known, key, title, record ->> :field as sent,"
                        + " title = :name" + (shortName == null ? "" : " or coalesce(record ->> :short, '') = :name")
                        + " as exact from publication"
                        + " where kind = :kind and withdrawn_at is null and record is not null) named"
                        + " where exact or title like :near order by exact desc, length(title), key")
                .with("kind", kind)
                .with("name", name)
                .with("near", near(name))
                .with("field", keyField);
        return (shortName == null ? named : named.with("short", shortName))
                .known(publisher, now)
                .limit(MAX_CALLED)
                .map(row -> new Publications.Called((String) row[3], (String) row[4], (Boolean) row[5]))
                .toList();
    }

    /** Returns the pattern of the titles that have the characters of a name in their order: 云川市民政局 for 云川民政. */
    private static String near(String name) {
        return name.codePoints()
                .mapToObj(Character::toString)
                .map(each -> "%_\\".contains(each) ? "\\" + each : each)
                .collect(Collectors.joining("%", "%", "%"));
    }

    /**
     * Returns the parents of some records that a publisher may be told of, by key. Withdrawn records and those without a
     * parent are left out.
     */
    static Map<String, String> parents(String kind, Collection<String> keys, Publisher publisher, Instant now) {
        return select("owner, division, " + IS_PUBLIC + ", key, record ->> 'parent' from publication"
                        + " where kind = :kind and key in (:keys) and record ->> 'parent' is not null")
                .with("kind", kind)
                .with("keys", keys)
                .known(publisher, now)
                .collect(Collectors.toMap(row -> (String) row[3], row -> (String) row[4]));
    }

    private static Select select(String columns) {
        return new Select(getEntityManager().createNativeQuery("select " + columns));
    }

    /** A query whose first columns are the owner, the division, and whether everybody may know of the row. */
    private record Select(Query query) {

        Select with(String name, Object value) {
            query.setParameter(name, value);
            return this;
        }

        /** What is not public is told only to those who may write it. */
        @SuppressWarnings("unchecked")
        Stream<Object[]> known(Publisher publisher, Instant now) {
            query.setParameter("now", now).setHint(HibernateHints.HINT_FETCH_SIZE, FETCH_KNOWN);
            return ((Stream<Object[]>) query.getResultStream())
                    .filter(row -> (Boolean) row[2] || publisher.mayWrite((String) row[0], (String) row[1]));
        }
    }

    /** Returns a copy with the columns that decide the outcome of later writes. */
    Publication outline() {
        var outline = new Publication();
        outline.id = id;
        outline.likeness = likeness;
        outline.numbered = numbered;
        outline.division = division;
        outline.owner = owner;
        outline.revision = revision;
        outline.fingerprint = fingerprint;
        outline.withdrawnAt = withdrawnAt;
        return outline;
    }

    /** In the order of revisions, fetched in small batches. */
    static Stream<Publication> after(long revision, int limit) {
        return find("revision > ?1 order by revision", revision)
                .page(0, limit)
                .withHint(HibernateHints.HINT_FETCH_SIZE, FETCH)
                .stream();
    }

    boolean isWithdrawn() {
        return withdrawnAt != null;
    }

    void put(Put put, byte[] hash, long newRevision, Instant now) {
        Envelope envelope = put.envelope();
        if (record != null && narrows(envelope, now)) {
            retracted = newRevision;
        }
        firstPublic = wasPublic(now) ? firstPublic() : later(envelope.visibleFrom(), now);
        likeness = envelope.identity().likeness();
        numbered = envelope.identity().numbered();
        title = envelope.title();
        publisher = envelope.publisher();
        division = envelope.division();
        visibleFrom = envelope.visibleFrom();
        visibleUntil = envelope.visibleUntil();
        keepsPast = envelope.keepsPast();
        counted = envelope.counted().isEmpty()
                ? null
                : envelope.counted().stream().sorted().toArray(String[]::new);
        if (put.restored() != null) {
            restored = put.restored();
        }
        record = put.json();
        fingerprint = hash;
        withdrawnAt = null;
        withdrawnReason = null;
        stamp(newRevision, now);
    }

    /** Whether a new envelope may publish less than the present one, or for a shorter time. */
    private boolean narrows(Envelope next, Instant now) {
        Instant from = next.visibleFrom();
        Instant until = next.visibleUntil();
        boolean later = from != null && from.isAfter(now) && (visibleFrom == null || from.isAfter(visibleFrom));
        boolean shorter = until != null && (visibleUntil == null || until.isBefore(visibleUntil));
        return next.excerpt() || later || shorter;
    }

    /** Whether a record with this key has been public. An instance of an earlier version does not store since when. */
    private boolean wasPublic(Instant now) {
        Instant first = firstPublic();
        return first != null && !first.isAfter(now);
    }

    private Instant firstPublic() {
        return firstPublic != null || record == null ? firstPublic : later(visibleFrom, changedAt);
    }

    private static Instant later(Instant from, Instant stored) {
        return from == null || from.isBefore(stored) ? stored : from;
    }

    /** Division and owner stay, because they decide who may publish it again. */
    void withdraw(String reason, long newRevision, Instant now) {
        firstPublic = wasPublic(now) ? firstPublic() : null;
        likeness = title = publisher = record = null;
        visibleFrom = visibleUntil = null;
        fingerprint = null;
        withdrawnAt = now;
        withdrawnReason = reason;
        retracted = newRevision;
        stamp(newRevision, now);
    }

    /**
     * Deletes the content of a record that has expired. The fingerprint stays, so that sending the same record again
     * changes nothing. The end of its publication stays, so that reads can distinguish it from a withdrawn record.
     */
    void erase(long newRevision, Instant now) {
        firstPublic = firstPublic();
        likeness = title = publisher = record = null;
        visibleFrom = null;
        withdrawnAt = now;
        withdrawnReason = EXPIRED;
        retracted = newRevision;
        stamp(newRevision, now);
    }

    /** Records of some kinds that have expired and are not erased yet, the earliest first. */
    static List<Publication> expired(Collection<String> kinds, Instant now, int limit) {
        return find("id.kind in ?1 and visibleUntil <= ?2 and withdrawnAt is null order by visibleUntil", kinds, now)
                .page(0, limit)
                .list();
    }

    /** Takes a revision although the record is the same, because data outside the record has changed. */
    void touch(long newRevision, Instant now) {
        stamp(newRevision, now);
    }

    /** The same when data outside the record is withdrawn: documents of earlier revisions must not be shown. */
    void touchForWithdrawal(long newRevision, Instant now) {
        stamp(newRevision, now);
        retracted = newRevision;
    }

    private void stamp(long newRevision, Instant now) {
        revision = newRevision;
        changedAt = now;
    }

    /** Returns the revision at which superseded states were last deleted, {@code null} if none ever were. */
    private Long erased() {
        return retracted == null || statesErased != null && statesErased > retracted ? statesErased : retracted;
    }

    Change toChange() {
        return new Change(id.kind(), id.key(), revision, changedAt, record, visibleFrom, visibleUntil, withdrawnAt)
                .ownedBy(new Change.Owner(owner, division))
                .firstPublic(firstPublic())
                .with(Past.of(since == null ? changedAt : since, knownSince, unknownSince, erased(), states));
    }
}
