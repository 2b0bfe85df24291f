package org.sunwindow.index.lucene.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntRange;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.store.OutputStreamDataOutput;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.calendar.DateTraits;
import org.sunwindow.calendar.NthWeekday;
import org.sunwindow.calendar.NthWeekday.Occurrence;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.PartOfYear;
import org.sunwindow.calendar.Period;
import org.sunwindow.calendar.RecurringHours;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.index.SearchRequest.Moment;

/**
 * The opening hours of a record as ranges in three dimensions, without the periods by appointment:
 *
 * <ul>
 *   <li>minutes on an axis of the days of a week, once for each {@link DateTraits.Type}, and then of the dates with
 *       exceptions; each day takes two days' length, because its periods may extend into the next
 *   <li>days of the year
 *   <li>{@link Occurrence}s of the weekday in the month.
 * </ul>
 *
 * A query is the point of a date, whose type is determined by the calendar known then. The same hours are stored as doc
 * values, too, from which the state of a hit is computed.
 */
public final class OpeningHoursField {

    private static final String RANGES = "open";
    private static final String EXCEPTIONS = "open.exception";
    private static final String HOURS = "open.hours";

    /** Stored as last day where there is none. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int DAY_LENGTH = 2 * MINUTES_OF_A_DAY;
    private static final List<DateTraits.Type> TYPES = List.of(DateTraits.Type.values());
    private static final List<DayOfWeek> DAYS = List.of(DayOfWeek.values());
    private static final List<Occurrence> OCCURRENCES = List.of(Occurrence.values());
    private static final List<NthWeekday> NTH = List.of(NthWeekday.values());

    /** Position of 1970-01-01, after the days of a week of all types. */
    private static final int FIRST_DATE = DAYS.size() * TYPES.size();

    private OpeningHoursField() {}

    static void add(Document document, OpeningHours hours) {
        for (PartOfYear season : hours.seasons()) {
            for (DateTraits.Type type : TYPES) {
                for (DayOfWeek day : DAYS) {
                    add(document, hours, season, day, type);
                }
            }
        }
        hours.exceptions().forEach((date, periods) -> {
            document.add(new StringField(EXCEPTIONS, date.toString(), Field.Store.NO));
            add(document, position(date), PartOfYear.WHOLE, 0, OCCURRENCES.size() - 1, periods);
        });
        document.add(new BinaryDocValuesField(HOURS, new BytesRef(bytes(hours))));
    }

    /** Adds a day of the week, with one range for successive occurrences that have the same periods. */
    private static void add(
            Document document, OpeningHours hours, PartOfYear season, DayOfWeek day, DateTraits.Type type) {
        List<List<Period>> periods = OCCURRENCES.stream()
                .map(occurrence -> hours.regular(new DateTraits(day, season.from(), occurrence, type)))
                .toList();
        int first = 0;
        for (int next = 1; next <= periods.size(); next++) {
            if (next == periods.size() || !periods.get(next).equals(periods.get(first))) {
                add(document, position(day, type), season, first, next - 1, periods.get(first));
                first = next;
            }
        }
    }

    private static void add(
            Document document,
            int day,
            PartOfYear season,
            int firstOccurrence,
            int lastOccurrence,
            List<Period> periods) {
        for (Period period : periods) {
            if (!period.byAppointment()) {
                // both ends of an IntRange are inclusive
                int[] from = {day * DAY_LENGTH + period.from(), PartOfYear.number(season.from()), firstOccurrence};
                int[] to = {day * DAY_LENGTH + period.to() - 1, PartOfYear.number(season.to()), lastOccurrence};
                document.add(new IntRange(RANGES, from, to));
            }
        }
    }

    private static byte[] bytes(OpeningHours hours) {
        var out = new ByteArrayOutputStream();
        var data = new OutputStreamDataOutput(out);
        try {
            data.writeVInt(hours.recurring().size());
            for (RecurringHours recurring : hours.recurring()) {
                data.writeVInt(mask(recurring.days()));
                data.writeVInt(mask(recurring.nth()));
                data.writeVInt(PartOfYear.number(recurring.season().from()));
                data.writeVInt(PartOfYear.number(recurring.season().to()));
                write(data, recurring.period());
            }
            data.writeVInt(hours.exceptions().size());
            for (var exception : hours.exceptions().entrySet()) {
                data.writeZLong(exception.getKey().toEpochDay());
                data.writeVInt(exception.getValue().size());
                for (Period period : exception.getValue()) {
                    write(data, period);
                }
            }
            data.writeByte(flag(hours.openOnHolidays()));
            data.writeZLong(hours.lastDay() == null ? NEVER : hours.lastDay().toEpochDay());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void write(DataOutput data, Period period) throws IOException {
        data.writeVInt(period.from());
        data.writeVInt(period.to());
        data.writeByte(flag(period.byAppointment()));
    }

    private static byte flag(boolean value) {
        return (byte) (value ? 1 : 0);
    }

    private static int mask(Set<? extends Enum<?>> values) {
        return values.stream().mapToInt(value -> 1 << value.ordinal()).sum();
    }

    private static <E extends Enum<E>> Set<E> values(int mask, List<E> all) {
        return all.stream().filter(value -> (mask & 1 << value.ordinal()) != 0).collect(Collectors.toSet());
    }

    /** Returns the doc values of a segment with the hours of its documents. */
    public static BinaryDocValues hours(LeafReader leaf) throws IOException {
        return DocValues.getBinary(leaf, HOURS);
    }

    /** Returns the hours of a document, {@code null} if they are not known. */
    public static OpeningHours read(BinaryDocValues hours, int document) throws IOException {
        return hours.advanceExact(document) ? read(hours.binaryValue()) : null;
    }

    /** Returns whether a document is open at a moment, {@code null} if its hours are not known. */
    public static OpeningHours.State state(BinaryDocValues hours, int document, Moment moment) throws IOException {
        OpeningHours known = read(hours, document);
        return known == null ? null : moment.state(known);
    }

    /** Decodes a value of {@link #hours(LeafReader)}. */
    static OpeningHours read(BytesRef bytes) throws IOException {
        var data = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        var recurring = new ArrayList<RecurringHours>();
        for (int left = data.readVInt(); left > 0; left--) {
            recurring.add(new RecurringHours(
                    values(data.readVInt(), DAYS),
                    values(data.readVInt(), NTH),
                    new PartOfYear(PartOfYear.day(data.readVInt()), PartOfYear.day(data.readVInt())),
                    period(data)));
        }
        var exceptions = new HashMap<LocalDate, List<Period>>();
        for (int left = data.readVInt(); left > 0; left--) {
            exceptions.put(LocalDate.ofEpochDay(data.readZLong()), periods(data));
        }
        boolean openOnHolidays = data.readByte() == 1;
        long last = data.readZLong();
        return new OpeningHours(
                recurring, exceptions, openOnHolidays, last == NEVER ? null : LocalDate.ofEpochDay(last));
    }

    private static List<Period> periods(ByteArrayDataInput data) {
        var periods = new Period[data.readVInt()];
        for (int i = 0; i < periods.length; i++) {
            periods[i] = period(data);
        }
        return List.of(periods);
    }

    private static Period period(ByteArrayDataInput data) {
        return new Period(data.readVInt(), data.readVInt(), data.readByte() == 1);
    }

    private static int position(DayOfWeek day, DateTraits.Type type) {
        return type.ordinal() * DAYS.size() + day.ordinal();
    }

    private static int position(LocalDate date) {
        return FIRST_DATE + Math.toIntExact(date.toEpochDay());
    }

    /** Returns a query for records that are open at a moment, by a period of that day or one of the day before. */
    public static Query openAt(Instant instant, ZoneId zone, WorkingDays days) {
        ZonedDateTime now = instant.atZone(zone);
        LocalDate today = now.toLocalDate();
        int minute = now.toLocalTime().toSecondOfDay() / 60;
        return new BooleanQuery.Builder()
                .add(on(today, minute, days), Occur.SHOULD)
                .add(on(today.minusDays(1), minute + MINUTES_OF_A_DAY, days), Occur.SHOULD)
                .build();
    }

    private static Query on(LocalDate date, int minute, WorkingDays days) {
        DateTraits traits = DateTraits.of(date, days);
        Query usual = new BooleanQuery.Builder()
                .add(contains(position(traits.day(), traits.type()), minute, traits), Occur.FILTER)
                .add(new TermQuery(new Term(EXCEPTIONS, date.toString())), Occur.MUST_NOT)
                .build();
        return new BooleanQuery.Builder()
                .add(usual, Occur.SHOULD)
                .add(contains(position(date), minute, traits), Occur.SHOULD)
                .build();
    }

    private static Query contains(int day, int minute, DateTraits date) {
        int[] point = {
            day * DAY_LENGTH + minute,
            PartOfYear.number(date.monthDay()),
            date.occurrence().ordinal()
        };
        return IntRange.newContainsQuery(RANGES, point, point);
    }
}
