package org.sunwindow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sunwindow.Sunwindow;
import org.sunwindow.bench.Question.Kind;

/**
 * Searches that no cache answers, beside {@link PlainLucene} with the same questions over the same records. The service
 * has to be started with a cache that holds nothing.
 */
final class UncachedSearch implements AutoCloseable {

    static final int PLAIN_THREADS = 2;
    static final int CONNECTIONS = 16;

    /** Times a measurement: compilers need longer than anything else here to come to rest. */
    static final int WARM_UP = 3;

    /** One side or way of asking. */
    private enum Way {
        PLAIN("plain way", null),
        DISCLOSURES("/disclosures", "/api/v1/disclosures?q=%s"),
        DRESSED(
                "/disclosures with highlights and 4 facets",
                "/api/v1/disclosures?q=%s&highlight=true&facets=topic,publisher,year,genre"),
        SEARCH("/search", "/api/v1/search?q=%s"),
        SUGGESTIONS("/suggestions", "/api/v1/suggestions?q=%s");

        final String label;
        final String path;

        Way(String label, String path) {
            this.label = label;
            this.path = path;
        }

        String path(String text) {
            return path.formatted(Sunwindow.encoded(text));
        }
    }

    private final PackagedService service;
    private final PlainLucene plain;
    private final List<Question> questions;
    private final Duration time;
    private final Map<Way, Load> together = new EnumMap<>(Way.class);
    private final Map<Way, Load> oneByOne = new EnumMap<>(Way.class);
    private final Map<Way, Sample> alone = new EnumMap<>(Way.class);

    UncachedSearch(PackagedService service, PlainLucene plain, List<Question> questions, Duration time) {
        this.service = service;
        this.plain = plain;
        this.questions = questions;
        this.time = time;
        for (Way way : Way.values()) {
            together.put(way, load(way, way == Way.PLAIN ? PLAIN_THREADS : CONNECTIONS));
            if (way != Way.SUGGESTIONS) {
                oneByOne.put(way, load(way, 1));
            }
        }
    }

    private Load load(Way way, int atOnce) {
        return way == Way.PLAIN
                ? new ThreadLoad(
                        atOnce,
                        questions.size(),
                        number -> plain.ask(questions.get(number).text()))
                : new HttpLoad(
                        service.address(),
                        atOnce,
                        texts(way).stream().map(way::path).toList());
    }

    private List<String> texts(Way way) {
        return way == Way.SUGGESTIONS
                ? Question.TYPED
                : questions.stream().map(Question::text).toList();
    }

    void warmUp() {
        together.values().forEach(load -> load.run(time.multipliedBy(WARM_UP), Schedule.UNBOUNDED));
    }

    /** Each way once, the two that are compared next to one another. */
    void round(Report report) {
        Throughput ofPlain = throughput(Way.PLAIN, report);
        Throughput ofDisclosures = throughput(Way.DISCLOSURES, report);
        Throughput ofDressed = throughput(Way.DRESSED, report);
        Throughput ofSearch = throughput(Way.SEARCH, report);
        double p99OfPlain = p99(Way.PLAIN, ofPlain.rate() / 2, report);
        double p99OfDisclosures = p99(Way.DISCLOSURES, ofDisclosures.rate() / 2, report);
        throughput(Way.SUGGESTIONS, report);
        double p99OfSuggestions = p99(Way.SUGGESTIONS, ofDisclosures.rate() / 2, report);
        report.add("**/disclosures ÷ plain way**, requests/s", ofDisclosures.rate() / ofPlain.rate(), "≥ 1, aim 2");
        report.add(
                "**with highlights and facets ÷ without**, requests/s",
                ofDressed.rate() / ofDisclosures.rate(),
                "≥ 0.5");
        report.add("**/search ÷ plain way**, requests/s", ofSearch.rate() / ofPlain.rate(), "≥ 1, aim 2");
        report.add("**/disclosures ÷ plain way**, p99 at half the rate", p99OfDisclosures / p99OfPlain, "≤ 1");
        report.add("**/suggestions ÷ /disclosures**, p99 at one rate", p99OfSuggestions / p99OfDisclosures, "≪ 1");
        report.add("plain way ÷ /disclosures, processor time", ofPlain.cost() / ofDisclosures.cost());
        report.add("without ÷ with highlights and facets, processor time", ofDisclosures.cost() / ofDressed.cost());
        report.add("plain way ÷ /search, processor time", ofPlain.cost() / ofSearch.cost());
    }

    /**
     * How many requests were answered, and at what cost: others on the machine change the first much more.
     *
     * @param rate a second
     * @param cost of one, in milliseconds of a processor, without the client's
     */
    private record Throughput(double rate, double cost) {}

    private Throughput throughput(Way way, Report report) {
        var before = ProcessorTime.now(service.process());
        long start = System.nanoTime();
        Sample sample = together.get(way).run(time, Schedule.UNBOUNDED);
        double elapsed = System.nanoTime() - start;
        var spent = ProcessorTime.now(service.process()).since(before);
        double answers = sample.answers() * 1e6;
        var measured = new Throughput(sample.perSecond(), (way == Way.PLAIN ? spent.own() : spent.service()) / answers);
        report.add(way.label + ", requests/s", measured.rate());
        report.add(way.label + ", processor ms a request", measured.cost());
        if (way == Way.DISCLOSURES) {
            report.add("its client, processor ms a request", spent.own() / answers);
        }
        report.add(
                "taken by others while rates were measured, % of all processors",
                100 * spent.others() / (elapsed * Machine.processors()));
        return measured;
    }

    private double p99(Way way, double perSecond, Report report) {
        double p99 = together.get(way).run(time, perSecond).percentile(99);
        report.add(way.label + ", p99 at half the rate of the search, ms", p99);
        return p99;
    }

    /** One question at a time, so that what is timed is the question and not the queue before it. */
    void askOneByOne() {
        oneByOne.forEach((way, load) -> alone.put(way, load.run(time, Schedule.UNBOUNDED)));
    }

    /** Which kinds of questions are slow, and whether the two sides find anything for them at all. */
    void print(PrintStream out) throws IOException, InterruptedException {
        List<Long> found = new ArrayList<>();
        List<Long> foundPlainly = new ArrayList<>();
        for (Question question : questions) {
            JsonNode total = service.get(Way.DISCLOSURES.path(question.text())).at("/total/value");
            found.add(total.asLong());
            foundPlainly.add((long) plain.ask(question.text()).length);
        }
        out.println("| kind of question | how many | found plainly | found by /disclosures |"
                + String.join(
                        "",
                        alone.keySet().stream()
                                .map(way -> " " + way.label + ", ms |")
                                .toList())
                + " slowest of /disclosures |");
        out.println("|---|---:|---:|---:|" + "---:|".repeat(alone.size()) + "---|");
        for (Kind kind : Kind.values()) {
            int[] numbers = IntStream.range(0, questions.size())
                    .filter(number -> questions.get(number).kind() == kind)
                    .toArray();
            var line = new StringBuilder("| %s | %d | %d | %d |"
                    .formatted(kind.label, numbers.length, found(numbers, foundPlainly), found(numbers, found)));
            alone.values()
                    .forEach(sample -> line.append(' ')
                            .append(Report.number(IntStream.of(numbers)
                                    .mapToDouble(sample::mean)
                                    .average()
                                    .orElse(Double.NaN)))
                            .append(" |"));
            Sample ofDisclosures = alone.get(Way.DISCLOSURES);
            IntStream.of(numbers)
                    .boxed()
                    .max((a, b) -> Double.compare(ofDisclosures.mean(a), ofDisclosures.mean(b)))
                    .ifPresent(slowest -> line.append(" %s: %s ms, %d found |"
                            .formatted(
                                    questions.get(slowest).text(),
                                    Report.number(ofDisclosures.mean(slowest)),
                                    found.get(slowest))));
            out.println(line);
        }
    }

    private static long found(int[] numbers, List<Long> totals) {
        return IntStream.of(numbers).filter(number -> totals.get(number) > 0).count();
    }

    @Override
    public void close() {
        List.of(together, oneByOne)
                .forEach(loads -> loads.values().forEach(load -> {
                    if (load instanceof HttpLoad http) {
                        http.close();
                    }
                }));
    }
}
