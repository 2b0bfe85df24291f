package org.sunwindow.index.lucene.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.OpeningHours.Period;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.calendar.WorkingDays;

/** Opening hours in the index, compared with evaluating the hours of each office. */
class OpeningHoursFieldTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final WorkingDays DAYS = new WorkingCalendar().days();

    /** Around the National Day of 2026, with holidays and make-up workdays. */
    private static final LocalDate FIRST = LocalDate.of(2026, 9, 20);

    private static final int DATES = 30;
    private static final int OFFICES = 300;
    private static final int MOMENTS = 300;

    @Test
    void openOfficesAreFoundAndShownAsOpen() throws IOException {
        var random = new Random(1);
        List<OpeningHours> offices =
                Stream.generate(() -> hours(random)).limit(OFFICES).toList();
        try (var directory = new ByteBuffersDirectory();
                var writer = new IndexWriter(directory, new IndexWriterConfig(new KeywordAnalyzer()))) {
            for (OpeningHours hours : offices) {
                var document = new Document();
                OpeningHoursField.add(document, hours);
                writer.addDocument(document);
            }
            writer.forceMerge(1);
            try (var reader = DirectoryReader.open(writer)) {
                var searcher = new IndexSearcher(reader);
                for (int i = 0; i < MOMENTS; i++) {
                    Instant moment = FIRST.atStartOfDay(ZONE)
                            .plusMinutes(random.nextInt(DATES * 24 * 60))
                            .toInstant();
                    int[] open = IntStream.range(0, OFFICES)
                            .filter(office ->
                                    offices.get(office).at(moment, ZONE, DAYS).open())
                            .toArray();
                    var found = searcher.search(OpeningHoursField.openAt(moment, ZONE, DAYS), OFFICES).scoreDocs;
                    assertThat(Stream.of(found)
                                    .mapToInt(hit -> hit.doc)
                                    .sorted()
                                    .toArray())
                            .as("at %s", moment)
                            .isEqualTo(open);
                    var column =
                            OpeningHoursField.hours(reader.leaves().getFirst().reader());
                    for (int office = 0; office < OFFICES; office++) {
                        assertThat(column.advanceExact(office)).isTrue();
                        OpeningHours read = OpeningHoursField.read(column.binaryValue());
                        // some offices have closed permanently by the second time
                        for (Instant then : List.of(moment, moment.plus(DATES + 3, ChronoUnit.DAYS))) {
                            assertThat(read.at(then, ZONE, DAYS))
                                    .as("office %d at %s", office, then)
                                    .isEqualTo(offices.get(office).at(then, ZONE, DAYS));
                        }
                    }
                }
            }
        }
    }

    /** No period extends beyond the last day, after which {@code inForce} applies instead of the opening hours. */
    private static OpeningHours hours(Random random) {
        var week = new EnumMap<DayOfWeek, List<Period>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(4) > 0) {
                week.put(day, periods(random));
            }
        }
        var exceptions = new HashMap<LocalDate, List<Period>>();
        for (int i = random.nextInt(4); i > 0; i--) {
            exceptions.put(FIRST.plusDays(random.nextInt(DATES)), random.nextInt(3) == 0 ? List.of() : periods(random));
        }
        LocalDate last = random.nextInt(4) == 0 ? FIRST.plusDays(DATES + 2) : null;
        return new OpeningHours(week, exceptions, random.nextBoolean(), last);
    }

    /** Returns one or two periods, the last of which may extend into the next day. */
    private static List<Period> periods(Random random) {
        var periods = new ArrayList<Period>();
        int morning = 360 + random.nextInt(240);
        periods.add(new Period(morning, morning + 60 + random.nextInt(120)));
        if (random.nextBoolean()) {
            int later = 800 + random.nextInt(400);
            periods.add(new Period(later, later + 60 + random.nextInt(600)));
        }
        return periods;
    }
}
