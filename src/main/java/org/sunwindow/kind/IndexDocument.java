package org.sunwindow.kind;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.sunwindow.calendar.OpeningHours;

/** What a record is found by. Absent values may be given as {@code null} and are left out. */
public final class IndexDocument {

    public String title = "";
    public String summary = "";
    public String body = "";
    public final List<String> keywords = new ArrayList<>();
    public final List<String> identifiers = new ArrayList<>();
    public final Map<String, List<String>> values = new LinkedHashMap<>();
    public final Map<String, Instant> times = new LinkedHashMap<>();
    public final List<String> mentions = new ArrayList<>();
    public boolean askedByName;
    public Instant lapsedFrom;
    public Place place;
    public OpeningHours hours;

    public record Place(double latitude, double longitude) {}

    /** What it is called; weighs most. */
    public IndexDocument title(String text) {
        title = text;
        return this;
    }

    /** Words that stand for the whole record: keywords, other names, a document number. */
    public IndexDocument keywords(Collection<String> words) {
        if (words != null) {
            words.stream().filter(Objects::nonNull).forEach(keywords::add);
        }
        return this;
    }

    public IndexDocument keyword(String... words) {
        Stream.of(words).filter(Objects::nonNull).forEach(keywords::add);
        return this;
    }

    public IndexDocument summary(String text) {
        summary = Objects.requireNonNullElse(text, "");
        return this;
    }

    /** Everything else that is read, as plain text. */
    public IndexDocument body(String text) {
        body = Objects.requireNonNullElse(text, "");
        return this;
    }

    /** Names that it can be found by, but that it is not about: publisher, section in charge. */
    public IndexDocument mentions(String... names) {
        Stream.of(names).filter(Objects::nonNull).forEach(mentions::add);
        return this;
    }

    /** People ask for it by its name, in which slips are put right. Not for kinds of very many records. */
    public IndexDocument askedByName(boolean whether) {
        askedByName = whether;
        return this;
    }

    /** From when on it is no longer in force and comes after what is; {@code null} for never. */
    public IndexDocument lapsedFrom(Instant instant) {
        lapsedFrom = instant;
        return this;
    }

    /** Numbers and codes under which the record is found at once, however they are typed. */
    public IndexDocument identifier(String... numbers) {
        Stream.of(numbers).filter(Objects::nonNull).forEach(identifiers::add);
        return this;
    }

    /** Values of a {@link Filter}. */
    public IndexDocument value(String filter, String... of) {
        Stream.of(of)
                .filter(Objects::nonNull)
                .forEach(value ->
                        values.computeIfAbsent(filter, f -> new ArrayList<>()).add(value));
        return this;
    }

    public IndexDocument values(String filter, Collection<String> of) {
        return of == null ? this : value(filter, of.toArray(String[]::new));
    }

    /** Value of a {@link TimeField}. */
    public IndexDocument time(String field, OffsetDateTime time) {
        if (time != null) {
            times.put(field, time.toInstant());
        }
        return this;
    }

    public IndexDocument date(String field, LocalDate date, ZoneId zone) {
        if (date != null) {
            times.put(field, date.atStartOfDay(zone).toInstant());
        }
        return this;
    }

    /** When it is open; {@code null} where that is not known. */
    public IndexDocument hours(OpeningHours opening) {
        hours = opening;
        return this;
    }

    /** Where it is, in degrees. */
    public IndexDocument place(Double latitude, Double longitude) {
        if (latitude != null && longitude != null) {
            place = new Place(latitude, longitude);
        }
        return this;
    }
}
