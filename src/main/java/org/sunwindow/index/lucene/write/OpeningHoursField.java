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
 * When a record is open, as ranges of minutes on one line: first the days of a week, once for each {@link DayType}, then
 * the dates that are exceptions. Each day has room for two, as its periods may go on into the next. Which type a date is of
 * is decided when it is asked, by the calendar that is known then. Beside them, for what is shown of a hit, the same hours in
 * a form that is quickly read.
 */
public final class OpeningHoursField {

    private static final String RANGES = "open";
    private static final String EXCEPTIONS = "open.exception";
    private static final String HOURS = "open.hours";

    /** The last day of what has none. */
    private static final long NEVER = Long.MAX_VALUE;

    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int ROOM = 2 * MINUTES_OF_A_DAY;
    private static final int DAYS_OF_A_WEEK = DayOfWeek.values().length;

    /** After all days of all sorts. */
    private static final int FIRST_DATE = DAYS_OF_A_WEEK * DayType.values().length;

    private OpeningHoursField() {}

    static void add(Document document, OpeningHours hours) {
        for (DayType type : DayType.values()) {
            for (DayOfWeek day : DayOfWeek.values()) {
                add(document, place(day, type), hours.weekly(day, type));
            }
        }
        hours.exceptions().forEach((date, periods) -> {
            document.add(new StringField(EXCEPTIONS, date.toString(), Field.Store.NO));
            add(document, place(date), periods);
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

    /** What {@link #add} wrote of the documents of a part of the index. */
    public static BinaryDocValues hours(LeafReader leaf) throws IOException {
        return DocValues.getBinary(leaf, HOURS);
    }

    /** Whether a document is open at a moment, {@code null} where no hours are known. */
    public static OpeningHours.State state(BinaryDocValues hours, int document, Moment moment) throws IOException {
        return hours.advanceExact(document)
                ? read(hours.binaryValue()).at(moment.instant(), moment.zone(), moment.days())
                : null;
    }

    /** The hours that a value of {@link #hours(LeafReader)} has. */
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

    private static void add(Document document, int place, List<Period> periods) {
        for (Period period : periods) {
            // up to the last minute that is within
            int[] from = {place * ROOM + period.from()};
            int[] to = {place * ROOM + period.to() - 1};
            document.add(new IntRange(RANGES, from, to));
        }
    }

    private static int place(DayOfWeek day, DayType type) {
        return type.ordinal() * DAYS_OF_A_WEEK + day.ordinal();
    }

    private static int place(LocalDate date) {
        return FIRST_DATE + Math.toIntExact(date.toEpochDay());
    }

    /** What is open at a moment: by a period of that day, or by one of the day before that goes on. */
    public static Query at(Instant instant, ZoneId zone, WorkingDays days) {
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
                .add(has(place(date.getDayOfWeek(), DayType.of(date, days)), minute), Occur.FILTER)
                .add(new TermQuery(new Term(EXCEPTIONS, date.toString())), Occur.MUST_NOT)
                .build();
        return new BooleanQuery.Builder()
                .add(usual, Occur.SHOULD)
                .add(has(place(date), minute), Occur.SHOULD)
                .build();
    }

    private static Query has(int place, int minute) {
        int[] point = {place * ROOM + minute};
        return IntRange.newContainsQuery(RANGES, point, point);
    }
}
