package org.sunwindow.index.lucene.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.calendar.NthWeekday;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.PartOfYear;
import org.sunwindow.calendar.Period;
import org.sunwindow.calendar.RecurringHours;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.calendar.WorkingDays;

/** Opening hours in the index, compared with evaluating the hours of each office. */
class OpeningHoursFieldTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final WorkingDays DAYS = new WorkingCalendar().days();

    /** Holidays and make-up workdays, the ends of a year, of February and of seasons, and years that are not announced. */
    private static final List<LocalDate> DATES = Stream.of(
                    dates("2025-12-26", 14),
                    dates("2026-02-10", 24),
                    dates("2026-04-28", 14),
                    dates("2026-09-18", 30),
                    dates("2026-12-24", 14),
                    dates("2028-02-24", 10))
            .flatMap(List::stream)
            .toList();

    /** After all of them. */
    private static final LocalDate LAST_DAY = LocalDate.of(2028, 3, 10);

    private static final List<MonthDay> BOUNDARIES = Stream.of(
                    "--01-01", "--02-28", "--02-29", "--03-01", "--04-30", "--05-01", "--09-30", "--10-01", "--12-31")
            .map(MonthDay::parse)
            .toList();

    private static final int OFFICES = 200;
    private static final int MOMENTS = 100;

    private static List<LocalDate> dates(String first, int days) {
        return LocalDate.parse(first)
                .datesUntil(LocalDate.parse(first).plusDays(days))
                .toList();
    }

    static Stream<Long> seeds() {
        return Stream.of(1L, new Random().nextLong());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Tag("slow")
    void openOfficesAreFoundAndShownAsOpen(long seed) throws IOException {
        var random = new Random(seed);
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
                    Instant moment = any(DATES, random)
                            .atStartOfDay(ZONE)
                            .plusMinutes(random.nextInt(24 * 60))
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
                            .as("seed %d, at %s", seed, moment)
                            .isEqualTo(open);
                }
                var column = OpeningHoursField.hours(reader.leaves().getFirst().reader());
                for (int office = 0; office < OFFICES; office++) {
                    assertThat(column.advanceExact(office)).isTrue();
                    OpeningHours read = OpeningHoursField.read(column.binaryValue());
                    for (int i = 0; i < MOMENTS / 20; i++) {
                        // some offices have closed permanently by the second time
                        for (LocalDate then : List.of(any(DATES, random), LAST_DAY.plusDays(1))) {
                            Instant moment = then.atTime(random.nextInt(24), 0)
                                    .atZone(ZONE)
                                    .toInstant();
                            assertThat(read.at(moment, ZONE, DAYS))
                                    .as("seed %d, office %d at %s", seed, office, moment)
                                    .isEqualTo(offices.get(office).at(moment, ZONE, DAYS));
                        }
                    }
                }
            }
        }
    }

    /** No period extends beyond the last day, after which {@code inForce} applies instead of the opening hours. */
    private static OpeningHours hours(Random random) {
        var recurring = new ArrayList<RecurringHours>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            Set<DayOfWeek> days = subset(List.of(DayOfWeek.values()), random);
            Set<NthWeekday> nth = random.nextInt(3) == 0 ? subset(List.of(NthWeekday.values()), random) : Set.of();
            PartOfYear season = random.nextBoolean()
                    ? PartOfYear.WHOLE
                    : new PartOfYear(any(BOUNDARIES, random), any(BOUNDARIES, random));
            periods(random).forEach(period -> recurring.add(new RecurringHours(days, nth, season, period)));
        }
        var exceptions = new HashMap<LocalDate, List<Period>>();
        for (int i = random.nextInt(4); i > 0; i--) {
            exceptions.put(any(DATES, random), random.nextInt(3) == 0 ? List.of() : periods(random));
        }
        return new OpeningHours(recurring, exceptions, random.nextBoolean(), random.nextInt(4) == 0 ? LAST_DAY : null);
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static <T> Set<T> subset(List<T> of, Random random) {
        Supplier<Set<T>> any =
                () -> of.stream().filter(each -> random.nextBoolean()).collect(Collectors.toCollection(HashSet::new));
        return Stream.generate(any).filter(set -> !set.isEmpty()).findFirst().orElseThrow();
    }

    /** Returns one or two periods, the last of which may extend into the next day. */
    private static List<Period> periods(Random random) {
        var periods = new ArrayList<Period>();
        int morning = 360 + random.nextInt(240);
        periods.add(new Period(morning, morning + 60 + random.nextInt(120), random.nextInt(4) == 0));
        if (random.nextBoolean()) {
            int later = 800 + random.nextInt(400);
            periods.add(new Period(later, later + 60 + random.nextInt(600), random.nextInt(4) == 0));
        }
        return periods;
    }
}
