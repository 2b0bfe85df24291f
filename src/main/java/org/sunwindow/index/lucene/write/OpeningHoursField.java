package org.sunwindow.index.lucene.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
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
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.OpeningHours.DayType;
import org.sunwindow.calendar.OpeningHours.Period;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.index.SearchRequest.Moment;

/**
 * The opening hours of a record as ranges of minutes on one axis: first the days of a week, once for each {@link DayType},
 * then the dates with exceptions. Each day takes two days' length, because its periods may extend into the next. The type
 * of a date is determined when a query is built, by the calendar known then. The same hours are stored as doc values, too,
 * from which the state of a hit is computed.
 */
public final class OpeningHoursField {

    private static final String RANGES = "open";
    private static final String EXCEPTIONS = "open.exception";
    private static final String HOURS = "open.hours";

    /** Stored as last day where there is none. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int DAY_LENGTH = 2 * MINUTES_OF_A_DAY;
    private static final int DAYS_OF_A_WEEK = DayOfWeek.values().length;

    /** Position of 1970-01-01, after the days of a week of all types. */
    private static final int FIRST_DATE = DAYS_OF_A_WEEK * DayType.values().length;

    private OpeningHoursField() {}

    static void add(Document document, OpeningHours hours) {
        for (DayType type : DayType.values()) {
            for (DayOfWeek day : DayOfWeek.values()) {
                add(document, position(day, type), hours.weekly(day, type));
            }
        }
        hours.exceptions().forEach((date, periods) -> {
            document.add(new StringField(EXCEPTIONS, date.toString(), Field.Store.NO));
            add(document, position(date), periods);
        });
        document.add(new BinaryDocValuesField(HOURS, new BytesRef(bytes(hours))));
    }

    private static byte[] bytes(OpeningHours hours) {
        var out = new ByteArrayOutputStream();
        var data = new OutputStreamDataOutput(out);
        try {
            for (DayOfWeek day : DayOfWeek.values()) {
                write(data, hours.weekly(day, DayType.ORDINARY));
            }
            data.writeVInt(hours.exceptions().size());
            for (var exception : hours.exceptions().entrySet()) {
                data.writeZLong(exception.getKey().toEpochDay());
                write(data, exception.getValue());
            }
            data.writeByte((byte) (hours.openOnHolidays() ? 1 : 0));
            data.writeZLong(hours.lastDay() == null ? NEVER : hours.lastDay().toEpochDay());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void write(DataOutput data, List<Period> periods) throws IOException {
        data.writeVInt(periods.size());
        for (Period period : periods) {
            data.writeVInt(period.from());
            data.writeVInt(period.to());
        }
    }

    /** Returns the doc values of a segment with the hours of its documents. */
    public static BinaryDocValues hours(LeafReader leaf) throws IOException {
        return DocValues.getBinary(leaf, HOURS);
    }

    /** Returns whether a document is open at a moment, {@code null} if its hours are not known. */
    public static OpeningHours.State state(BinaryDocValues hours, int document, Moment moment) throws IOException {
        return hours.advanceExact(document)
                ? read(hours.binaryValue()).at(moment.instant(), moment.zone(), moment.days())
                : null;
    }

    /** Decodes a value of {@link #hours(LeafReader)}. */
    static OpeningHours read(BytesRef bytes) throws IOException {
        var data = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        var week = new EnumMap<DayOfWeek, List<Period>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, periods(data));
        }
        var exceptions = new HashMap<LocalDate, List<Period>>();
        for (int left = data.readVInt(); left > 0; left--) {
            exceptions.put(LocalDate.ofEpochDay(data.readZLong()), periods(data));
        }
        boolean openOnHolidays = data.readByte() == 1;
        long last = data.readZLong();
        return new OpeningHours(week, exceptions, openOnHolidays, last == NEVER ? null : LocalDate.ofEpochDay(last));
    }

    private static List<Period> periods(ByteArrayDataInput data) {
        var periods = new Period[data.readVInt()];
        for (int i = 0; i < periods.length; i++) {
            periods[i] = new Period(data.readVInt(), data.readVInt());
        }
        return List.of(periods);
    }

    private static void add(Document document, int day, List<Period> periods) {
        for (Period period : periods) {
            // both ends of an IntRange are inclusive
            int[] from = {day * DAY_LENGTH + period.from()};
            int[] to = {day * DAY_LENGTH + period.to() - 1};
            document.add(new IntRange(RANGES, from, to));
        }
    }

    private static int position(DayOfWeek day, DayType type) {
        return type.ordinal() * DAYS_OF_A_WEEK + day.ordinal();
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
        Query usual = new BooleanQuery.Builder()
                .add(contains(position(date.getDayOfWeek(), DayType.of(date, days)), minute), Occur.FILTER)
                .add(new TermQuery(new Term(EXCEPTIONS, date.toString())), Occur.MUST_NOT)
                .build();
        return new BooleanQuery.Builder()
                .add(usual, Occur.SHOULD)
                .add(contains(position(date), minute), Occur.SHOULD)
                .build();
    }

    private static Query contains(int day, int minute) {
        int[] point = {day * DAY_LENGTH + minute};
        return IntRange.newContainsQuery(RANGES, point, point);
    }
}
