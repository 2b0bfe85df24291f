package org.sunwindow.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.sunwindow.index.lucene.OwnSearch;
import org.sunwindow.relevance.Corpus;

/** {@link UncachedSearch} with all that it is beside. */
final class Searches {

    private Searches() {}

    static void run(Ground ground) throws Exception {
        Options options = ground.options();
        var workplace = ground.workplace();
        long start = System.nanoTime();
        var plain = workplace.add(new PlainLucene(workplace.directory("plain"), Corpus.entries(options.size())));
        Duration build = Duration.ofNanos(System.nanoTime() - start);
        try (var own = own(ground)) {
            search(ground, plain, own);
        }
        ground.out()
                .printf(
                        "%nIndex: service %,d MB with all its answers and fields, plain way %,d MB, built in %s s.%n",
                        Workplace.size(ground.index()) / 1_000_000,
                        Workplace.size(workplace.directory("plain")) / 1_000_000,
                        Report.number(build.toMillis() / 1000.0));
    }

    /** Over a copy, because one index belongs to one process. */
    private static OwnSearch own(Ground ground) throws IOException, InterruptedException {
        ground.load();
        ground.stop();
        var copy = ground.workplace().directory("own");
        Workplace.copy(ground.index(), copy);
        return new OwnSearch(copy);
    }

    private static void search(Ground ground, PlainLucene plain, OwnSearch own) throws Exception {
        Options options = ground.options();
        List<Question> questions = Question.all(options.size());
        var out = ground.out();
        PackagedService service = ground.uncached();
        try (var search = new UncachedSearch(service, plain, own, questions, options)) {
            out.printf(
                    "- %d questions in turn, top %d; the plain way finds something for %d of them.%n"
                            + "- In this process, without HTTP: %d threads. Service: %d connections, nothing cached.%n"
                            + "- Latencies at a fixed rate, from when a request was due.%n%n",
                    questions.size(),
                    PlainLucene.HITS,
                    search.foundPlainly(),
                    UncachedSearch.THREADS,
                    UncachedSearch.CONNECTIONS);
            search.warmUp();
            var report = new Report();
            for (int round = 0; round < options.rounds(); round++) {
                search.round(report);
            }
            report.print(out);
            out.printf("%nOne question at a time, mean%n%n");
            new QuestionTable(service, plain, questions)
                    .measure(search, options.time())
                    .print(out);
        }
    }
}
